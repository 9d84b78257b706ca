import { Admin } from "./admin.tsx";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icons.tsx";
import { Inbox } from "./inbox.tsx";
import { go, type Side, useSnapshot, useStore } from "./store.ts";
import { Tabs } from "./tabs.tsx";

const LABEL = "Outside the chat";
const TABS = [
  { key: "inbox", label: "Inbox" },
  { key: "admin", label: "Mistral admin" },
];

/** Whoever follows a link out of a dialog finds the panel above it, and the dialog as it was once that is closed. */
export function SidePanel() {
  const { route, followed } = useStore();
  const { modals, teams } = useSnapshot();
  const { side, client } = route;
  if (side === null) return null;
  const covered = (client !== "teams" && modals.length > 0) || (client !== "slack" && teams.dialog !== null);
  const panel = <Panel side={side} />;
  if (!covered || followed === null) return panel;
  return (
    <Dialog label={LABEL} class="side-dialog" onClose={() => go({ side: null })}>
      {panel}
    </Dialog>
  );
}

function Panel({ side }: { side: Exclude<Side, null> }) {
  return (
    <aside class="side column" aria-label={LABEL}>
      <header class="row">
        <Tabs label={LABEL} tabs={TABS} current={side} choose={(key) => go({ side: key as Side })} />
        <button type="button" class="icon-button" aria-label="Close panel" onClick={() => go({ side: null })}>
          <Icon name="close" />
        </button>
      </header>
      {side === "inbox" ? <Inbox /> : <Admin />}
    </aside>
  );
}
