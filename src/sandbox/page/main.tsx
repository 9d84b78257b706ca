import { render } from "preact";
import { useState } from "preact/hooks";
import { ChatClient } from "./chat/chat-client.tsx";
import { Guide } from "./guide/guide.tsx";
import {
  Avatar,
  Button,
  Count,
  Icon,
  Mark,
  moveByArrows,
  Tabs,
  Toast,
  talk,
  useKeptFocus,
} from "./parts/controls.tsx";
import { Modal } from "./parts/dialog.tsx";
import { SIDES, SidePanel } from "./side/side-panel.tsx";
import { Modals } from "./slack/slack.tsx";
import { become, go, listen, refresh, reset, send, useClient, useSnapshot, useStore } from "./store.ts";
import { TeamsDialog } from "./teams/teams.tsx";
import { clockText, timeOf } from "./text/dates.ts";

const DAY = 86_400_000;
const SKIPS = { "3 minutes": 180_000, "a day": DAY, "a week": 7 * DAY };

function Clock() {
  const { now, me } = useSnapshot();
  return (
    <div class="row wraps">
      <Icon name="clock" />
      <span class="ellipsis" role="timer" aria-label="Sandbox clock">
        {clockText(now, me)}
      </span>
      <fieldset class="skips row wraps" aria-label="Skip ahead" onKeyDown={moveByArrows}>
        <span>Skip ahead</span>
        {Object.entries(SKIPS).map(([label, milliseconds], at) => (
          <Button
            {...{ key: label, label, "aria-label": `Skip ahead ${label}`, tabIndex: at === 0 ? 0 : -1 }}
            run={() => send("skip", { milliseconds })}
          />
        ))}
      </fieldset>
    </div>
  );
}

function ClientSwitch() {
  const { places } = useSnapshot();
  const { client, hasRoom } = useClient();
  const hidden = { slack: "teams", teams: "slack", both: "" }[client];
  const waiting = places.reduce((sum, { platform, unread }) => sum + (platform === hidden ? unread : 0), 0);
  const clients = ["slack", "teams", ...(hasRoom ? ["both" as const] : [])] as const;
  const tabs = clients.map((key) => ({
    ...{ key, label: key.charAt(0).toUpperCase() + key.slice(1), unread: key === hidden ? waiting : 0 },
  }));
  return <Tabs label="Chat client" tabs={tabs} current={client} choose={(client) => go({ client })} />;
}

function SideButton({ side, count }: { side: keyof typeof SIDES; count: number }) {
  const open = useStore().route.side === side;
  const turn = () => go({ side: open ? "" : side });
  return (
    <button
      type="button"
      class="bar-button row"
      aria-pressed={open}
      data-side={side}
      tabIndex={side === "inbox" ? 0 : -1}
      onClick={turn}
    >
      <Icon name={side} />
      {SIDES[side]}
      <Count n={count} are="open" />
    </button>
  );
}

/** Asks once. */
function Reset() {
  const [asks, setAsks] = useState(false);
  const close = () => setAsks(false);
  return (
    <>
      <button type="button" class="bar-button row" tabIndex={-1} onClick={() => setAsks(true)}>
        Reset
      </button>
      {asks && (
        <Modal label="Start afresh?" class="slack-modal" onClose={close}>
          <p class="modal-body">The chats, Mistral and the bot’s database of this sandbox are wiped.</p>
          <footer class="row">
            <span class="grows" />
            <Button label="Cancel" run={close} />
            <Button label="Start afresh" class="danger" run={reset} />
          </footer>
        </Modal>
      )}
    </>
  );
}

function TopBar() {
  const { mails, version } = useSnapshot();
  const open = mails.filter(({ state }) => state === "open");
  return (
    <header class="top-bar row wraps">
      <div class="brand row">
        <Mark />
        <strong>Mistral Setup</strong>
        <small>sandbox {version}</small>
      </div>
      <ClientSwitch />
      <Clock />
      <div class="bar-buttons row" role="toolbar" aria-label="Beside the chats" onKeyDown={moveByArrows}>
        <SideButton side="inbox" count={open.length} />
        <SideButton side="admin" count={0} />
        <Reset />
      </div>
    </header>
  );
}

function People() {
  const { people, me, now } = useSnapshot();
  return (
    <nav class="people" aria-label="Act as" onKeyDown={moveByArrows}>
      {people.map(({ id, name, color, title, kind, timezone, status }) => {
        const [first = "", ...rest] = name.split(" ");
        const says = status !== undefined && status.until > now ? status.text : null;
        return (
          <button
            key={id}
            type="button"
            class="person column"
            aria-current={id === me.id ? "true" : undefined}
            data-person={id}
            tabIndex={id === me.id ? 0 : -1}
            title={says === null ? `${name}: ${title}` : `${name}: ${title}. ${says} (in Slack)`}
            onClick={() => become(id)}
          >
            <Avatar name={name} color={color} />
            <strong class="ellipsis">
              {first}
              {says === null ? null : <span aria-hidden="true"> 🌴</span>}
              <span class="hidden"> {`${rest.join(" ")},${says === null ? "" : ` ${says},`}`}</span>
            </strong>
            <span>{kind}</span>
            <span>{timeOf(now, { timezone, locale: me.locale })}</span>
          </button>
        );
      })}
    </nav>
  );
}

function App() {
  const { snapshot, connected, dialogs } = useStore();
  const { client } = useClient();
  useKeptFocus();
  if (snapshot === null)
    return <p class="home soft">{connected ? "Opening the sandbox…" : "Reconnecting to the sandbox…"}</p>;
  return (
    <div class={`app column in-${client}`}>
      <button type="button" class="skip-link" onClick={() => talk()?.focus()}>
        Skip to the conversation
      </button>
      <TopBar />
      <div class="stage">
        <People />
        {client === "teams" ? null : <ChatClient platform="slack" />}
        {client === "slack" ? null : <ChatClient platform="teams" />}
        <SidePanel />
      </div>
      {dialogs.length === 0 ? <Guide /> : null}
      {client === "teams" ? null : <Modals />}
      {client === "slack" ? null : <TeamsDialog />}
      {client === "teams" || snapshot.modals.length === 0 ? <Toast /> : null}
    </div>
  );
}

const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
addEventListener("hashchange", () => void refresh());
listen();
void refresh();
