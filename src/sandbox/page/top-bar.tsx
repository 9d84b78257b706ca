import { useState } from "preact/hooks";
import { send } from "./api.ts";
import { Count } from "./count.tsx";
import { clockText, spanText } from "./dates.ts";
import { Icon, Mark } from "./icons.tsx";
import { type Client, go, type Side, setState, useSnapshot, useStore } from "./store.ts";
import { Tabs } from "./tabs.tsx";
import { ThemeToggle } from "./theme.tsx";

const SKIPS = [
  { label: "3 minutes", milliseconds: 3 * 60_000 },
  { label: "a day", milliseconds: 86_400_000 },
  { label: "a week", milliseconds: 7 * 86_400_000 },
];

function Clock() {
  const { now, skipped, me } = useSnapshot();
  const [busy, setBusy] = useState("");
  const skip = async (label: string, milliseconds: number): Promise<void> => {
    if (busy !== "") return;
    setBusy(label);
    await send("skip", { milliseconds });
    setBusy("");
  };
  return (
    <div class="clock row">
      <Icon name="clock" />
      <span role="timer" aria-label="Sandbox clock">
        {clockText(now, me)}
        {skipped > 0 ? <small> +{spanText(skipped)}</small> : null}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: three buttons are no form */}
      <span class="skips row" role="group" aria-label="Skip ahead">
        <span class="skips-label">Skip ahead</span>
        {SKIPS.map(({ label, milliseconds }) => (
          <button
            key={label}
            type="button"
            class="row"
            aria-label={`Skip ahead ${label}`}
            aria-busy={busy === label}
            onClick={() => void skip(label, milliseconds)}
          >
            {label}
          </button>
        ))}
      </span>
    </div>
  );
}

/** Which chat client is on screen; what waits in the other one is counted. */
function ClientSwitch() {
  const { channels, teams } = useSnapshot();
  const { client } = useStore().route;
  const unreadIn = (all: { unread: number }[]): number => all.reduce((sum, { unread }) => sum + unread, 0);
  const tabs = [
    { key: "slack", label: "Slack", unread: client === "teams" ? unreadIn(channels) : 0 },
    { key: "teams", label: "Teams", unread: client === "slack" ? unreadIn(teams.chats) : 0 },
    { key: "both", label: "Both" },
  ];
  return (
    <Tabs label="Chat client" tabs={tabs} current={client} choose={(key) => go({ client: key as Client })} />
  );
}

function SideButton({ side, label, count }: { side: Exclude<Side, null>; label: string; count: number }) {
  const { route } = useStore();
  const open = route.side === side;
  return (
    <button
      type="button"
      class="bar-button row"
      aria-pressed={open}
      onClick={() => go({ side: open ? null : side })}
    >
      <Icon name={side === "inbox" ? "mail" : "panel"} />
      <span class="bar-label">{label}</span>
      <Count n={count} are="open" />
    </button>
  );
}

export function TopBar() {
  const { mails } = useSnapshot();
  const { drawer } = useStore();
  const open = mails.filter((mail) => mail.state === "open").length;
  return (
    <header class="top-bar row">
      <button
        type="button"
        class="bar-button row drawer-button"
        aria-label="People and conversations"
        aria-expanded={drawer}
        onClick={() => setState({ drawer: !drawer, error: null })}
      >
        <Icon name="menu" />
      </button>
      <div class="brand row">
        <Mark />
        <strong>Mistral Setup</strong>
        <span>sandbox</span>
      </div>
      <ClientSwitch />
      <Clock />
      <div class="bar-buttons row">
        <SideButton side="inbox" label="Inbox" count={open} />
        <SideButton side="admin" label="Mistral admin" count={0} />
        <ThemeToggle />
      </div>
    </header>
  );
}
