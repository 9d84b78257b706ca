import { send } from "../api.ts";
import { Button } from "../parts/button.tsx";
import { useSnapshot } from "../store.ts";

/** In place of the text field for whoever does not have the app. */
export function AddApp() {
  const { botName } = useSnapshot();
  return (
    <div class="foot box row">
      <p class="grows">
        You have not added {botName} yet. Until you do, you cannot write to it, and it may not be able to
        write to you.
      </p>
      <Button class="primary" run={() => send("teams.install", { on: true })}>
        Add the app
      </Button>
    </div>
  );
}
