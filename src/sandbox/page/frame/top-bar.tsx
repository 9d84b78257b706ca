import { send } from "../api.ts";
import { Button } from "../parts/button.tsx";
import { Count } from "../parts/count.tsx";
import { Icon, Mark } from "../parts/icons.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { go, type Side, useSnapshot, useStore } from "../store.ts";
import { clockText, spanText } from "../text/dates.ts";

const DAY = 86_400_000;
const SKIPS = [
  { label: "3 minutes", milliseconds: 3 * 60_000 },
  { label: "a day", milliseconds: DAY },
  { label: "a week", milliseconds: 7 * DAY },
];

function Clock() {
  const { now, skipped, me } = useSnapshot();
  return (
    <div class="clock row">
      <Icon name="clock" />
      <span class="ellipsis" role="timer" aria-label="Sandbox clock">
        {clockText(now, me)}
        {skipped > 0 ? <small> +{spanText(skipped)}</small> : null}
      </span>
      <fieldset class="skips row" aria-label="Skip ahead">
        <span>Skip ahead</span>
        {SKIPS.map(({ label, milliseconds }) => (
          <Button
            key={label}
            class="small"
            aria-label={`Skip ahead ${label}`}
            run={() => send("skip", { milliseconds })}
          >
            {label}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}

/** Which chat client is on screen; what waits in the other one is counted. */
function ClientSwitch() {
  const { channels, teams } = useSnapshot();
  const { client } = useStore().route;
  const unreadIn = (all: { unread: number }[]): number => all.reduce((sum, { unread }) => sum + unread, 0);
  const tabs = [
    { key: "slack" as const, label: "Slack", unread: client === "teams" ? unreadIn(channels) : 0 },
    { key: "teams" as const, label: "Teams", unread: client === "slack" ? unreadIn(teams.chats) : 0 },
    { key: "both" as const, label: "Both" },
  ];
  return <Tabs label="Chat client" tabs={tabs} current={client} choose={(client) => go({ client })} />;
}

function SideButton({ side, label, count }: { side: Side; label: string; count: number }) {
  const open = useStore().route.side === side;
  return (
    <button
      type="button"
      class="bar-button row"
      aria-pressed={open}
      onClick={() => go({ side: open ? "" : side })}
    >
      <Icon name={side === "inbox" ? "mail" : "panel"} />
      <span>{label}</span>
      <Count n={count} are="open" />
    </button>
  );
}

export function TopBar() {
  const { mails } = useSnapshot();
  return (
    <header class="top-bar row">
      <div class="brand row">
        <Mark />
        <strong>Mistral Setup</strong>
        <span>sandbox</span>
      </div>
      <ClientSwitch />
      <Clock />
      <div class="bar-buttons row">
        <SideButton side="inbox" label="Inbox" count={mails.filter(({ state }) => state === "open").length} />
        <SideButton side="admin" label="Mistral admin" count={0} />
      </div>
    </header>
  );
}
