import { Admin } from "./admin.tsx";
import { Icon } from "./icons.tsx";
import { Inbox } from "./inbox.tsx";
import { go, type Side, useStore } from "./store.ts";
import { Tabs } from "./tabs.tsx";

const TABS = [
  { key: "inbox", label: "Inbox" },
  { key: "admin", label: "Mistral admin" },
];

export function SidePanel() {
  const { side } = useStore().route;
  if (side === null) return null;
  return (
    <aside class="side column" aria-label="Outside the chat">
      <header class="row">
        <Tabs
          label="Outside the chat"
          tabs={TABS}
          current={side}
          choose={(key) => go({ side: key as Side })}
        />
        <button type="button" class="icon-button" aria-label="Close panel" onClick={() => go({ side: null })}>
          <Icon name="close" />
        </button>
      </header>
      {side === "inbox" ? <Inbox /> : <Admin />}
    </aside>
  );
}
