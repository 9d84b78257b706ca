import type { Place } from "../../snapshot.ts";
import { Tabs } from "../parts/tabs.tsx";
import { Home } from "../slack/home.tsx";
import { go, type Platform, useSnapshot, useStore } from "../store.ts";
import { Conversation } from "./conversation.tsx";
import { Hint } from "./hint.tsx";
import { Nav, PlaceSign, useOpenPlace } from "./nav.tsx";

const TABS = [
  { key: "home" as const, label: "Home" },
  { key: "messages" as const, label: "Messages" },
];

function Notices() {
  const { trouble } = useSnapshot();
  const { connected } = useStore();
  const text = connected ? trouble : "Reconnecting to the sandbox…";
  return text === null ? null : <output class="banner">{text}</output>;
}

function Header({ place }: { place: Place }) {
  const { teams, botName } = useSnapshot();
  const { tab } = useStore().route;
  const { platform, kind, name } = place;
  const direct = kind === "direct";
  return (
    <header class="talk-header row">
      <PlaceSign place={place} />
      <h1 class="ellipsis">{name}</h1>
      {direct ? (
        <span class="badge">{platform === "slack" || teams.installed ? "APP" : "NOT ADDED"}</span>
      ) : null}
      {direct && platform === "slack" ? (
        <Tabs label={botName} tabs={TABS} current={tab} choose={(tab) => go({ tab })} />
      ) : null}
      {kind === "channel" && platform === "teams" ? <small>{teams.team}</small> : null}
    </header>
  );
}

/** One chat client: the same people and talk in Slack's look or in that of Teams. */
export function ChatClient({ platform }: { platform: Platform }) {
  const snapshot = useSnapshot();
  const { client, tab } = useStore().route;
  const place = useOpenPlace(platform);
  const first = client !== "both" || platform === "slack";
  const Pane = first ? "main" : "section";
  const home = platform === "slack" && place?.kind === "direct" && tab === "home";
  return (
    <div class={`client ${platform}`}>
      <Nav platform={platform} />
      <Pane class="talk column" aria-label={platform === "slack" ? "Slack" : "Teams"}>
        {place === undefined ? null : <Header place={place} />}
        {first ? <Notices /> : null}
        {home ? <Home /> : null}
        {place === undefined || home ? null : (
          <Conversation key={`${snapshot.me.id} ${place.id}`} place={place} />
        )}
        {first ? <Hint platform={platform} /> : null}
      </Pane>
    </div>
  );
}
