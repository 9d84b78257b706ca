import { useEffect } from "preact/hooks";
import type { Container } from "../request-schemas.ts";
import type { Block } from "../snapshot.ts";
import { send } from "./api.ts";
import { Blocks } from "./blocks.tsx";
import { SurfaceProvider, useSurface } from "./container.tsx";
import { useSnapshot } from "./store.ts";

const HOME: Container = { kind: "home" };
const EMPTY: Block[] = [];

export function Home() {
  const { me, home } = useSnapshot();
  const blocks = home?.blocks ?? EMPTY;
  const surface = useSurface(`${me.id} home`, HOME);
  useEffect(() => void send("home", {}), [me.id]);
  return (
    <div class="home scrolls" role="tabpanel" aria-label="Home" data-surface tabIndex={-1}>
      <h2 class="hidden">Home</h2>
      <div class="home-content">
        {home === null ? <p class="nothing">The bot is preparing your Home…</p> : null}
        <SurfaceProvider value={surface}>
          <Blocks blocks={blocks} />
        </SurfaceProvider>
      </div>
    </div>
  );
}
