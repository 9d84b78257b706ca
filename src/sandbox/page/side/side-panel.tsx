import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icons.tsx";
import { go, type Side, useSnapshot, useStore } from "../store.ts";
import { Admin } from "./admin.tsx";
import { Inbox } from "./inbox.tsx";

const LABEL = "Outside the chat";
const close = (): void => go({ side: "" });

/** Whoever follows a link out of a dialog finds the panel above it, and the dialog as it was once that is closed. */
export function SidePanel() {
  const { route, followed } = useStore();
  const { modals, teams } = useSnapshot();
  const { side, client } = route;
  if (side === "") return null;
  const covered = (client !== "teams" && modals.length > 0) || (client !== "slack" && teams.dialog !== null);
  if (!covered || followed === null) return <Panel side={side} />;
  return (
    <Dialog label={LABEL} class="side-dialog" onClose={close}>
      <Panel side={side} />
    </Dialog>
  );
}

function Panel({ side }: { side: Side }) {
  return (
    <aside class="side column" aria-label={LABEL}>
      <header class="row">
        <h2>{side === "inbox" ? "Inbox" : "Mistral admin"}</h2>
        <button type="button" class="icon-button" aria-label="Close panel" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="side-body scrolls">{side === "inbox" ? <Inbox /> : <Admin />}</div>
    </aside>
  );
}
