import { useEffect } from "preact/hooks";
import { send } from "../api.ts";
import { useSnapshot } from "../store.ts";
import { Blocks } from "./blocks.tsx";

export function Home() {
  const { me, home } = useSnapshot();
  useEffect(() => void send("home", {}), [me.id]);
  return (
    <section class="home scrolls" aria-label="Home" data-surface tabIndex={-1}>
      <h2 class="hidden">Home</h2>
      {home === null ? <p class="nothing">The bot is preparing your Home…</p> : null}
      <Blocks
        key={me.id}
        name={`${me.id} home`}
        container={{ kind: "home" }}
        blocks={home?.content.blocks ?? []}
      />
    </section>
  );
}
