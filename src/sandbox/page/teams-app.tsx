import { useState } from "preact/hooks";
import { send } from "./api.ts";
import { useSnapshot } from "./store.ts";

function useInstall() {
  const [busy, setBusy] = useState(false);
  const install = async (on: boolean): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await send("teams.install", { on });
    setBusy(false);
  };
  return { busy, install };
}

/** Removes the app, as one does in Teams from its menu. */
export function AppButton() {
  const { installed } = useSnapshot().teams;
  const { busy, install } = useInstall();
  if (!installed) return <span class="badge">NOT ADDED</span>;
  return (
    <>
      <span class="badge">APP</span>
      <button type="button" class="quiet" aria-busy={busy} onClick={() => void install(false)}>
        Remove the app
      </button>
    </>
  );
}

/** In place of the text field for whoever does not have the app. */
export function AddApp() {
  const { botName } = useSnapshot();
  const { busy, install } = useInstall();
  return (
    <div class="add-app row">
      <p class="grows">
        You have not added {botName} yet. Until you do, you cannot write to it, and it may not be able to
        write to you.
      </p>
      <button type="button" class="fluent primary" aria-busy={busy} onClick={() => void install(true)}>
        Add the app
      </button>
    </div>
  );
}
