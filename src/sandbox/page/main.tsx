import { render } from "preact";
import { listen, refresh } from "./api.ts";
import { App } from "./frame.tsx";

const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
addEventListener("hashchange", () => void refresh());
listen();
void refresh();
