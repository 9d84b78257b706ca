import { render } from "preact";
import { listen, refresh } from "./api.ts";
import { App } from "./app.tsx";
import { readRoute, setState } from "./store.ts";

const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
addEventListener("hashchange", () => {
  setState({ route: readRoute() });
  void refresh();
});
listen();
void refresh();
