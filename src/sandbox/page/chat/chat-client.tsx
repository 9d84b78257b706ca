import type { Place, Platform } from "../../snapshot.ts";
import { Count, Mark, moveByArrows, Tabs } from "../parts/controls.tsx";
import { Home } from "../slack/slack.tsx";
import { go, useClient, useSnapshot, useStore } from "../store.ts";
import { Conversation } from "./conversation.tsx";

const usePlaces = (platform: Platform): Place[] =>
  useSnapshot().places.filter((place) => place.platform === platform);

/** The place that is open: the address has its id or, as everybody has a chat with the bot of their own, `direct`. */
function useOpenPlace(platform: Platform): Place | undefined {
  const places = usePlaces(platform);
  const open = useStore().route[platform];
  const chosen = places.find(({ id, kind }) => id === open || kind === open);
  return chosen ?? places.find(({ botIsMember }) => botIsMember) ?? places[0];
}

const goTo = ({ platform, id, kind }: Place): void =>
  go({ [platform]: kind === "direct" ? kind : id, ...(platform === "slack" && { tab: "messages" }) });

function PlaceSign({ place: { platform, kind, name } }: { place: Place }) {
  if (kind === "direct") return <Mark />;
  return platform === "slack" ? <span>#</span> : <span class="tile">{name.slice(0, 2)}</span>;
}

function Group({ title, places, open }: { title: string; places: Place[]; open: Place | undefined }) {
  if (places.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {places.map((place) => {
        const isOpen = place.id === open?.id;
        const unread = isOpen ? 0 : place.unread;
        const look = { type: "button", class: `channel row ${unread > 0 ? "unread" : ""}` } as const;
        return (
          <button
            key={place.id}
            {...look}
            aria-current={isOpen ? "page" : undefined}
            data-place={place.id}
            tabIndex={isOpen ? 0 : -1}
            onClick={() => goTo(place)}
          >
            <PlaceSign place={place} />
            <span class="grows ellipsis">{place.name}</span>
            <Count n={unread} are="unread" />
          </button>
        );
      })}
    </section>
  );
}

function Nav({ platform, open }: { platform: Platform; open: Place | undefined }) {
  const { me, team } = useSnapshot();
  const places = usePlaces(platform);
  const of = (kind: Place["kind"]) => places.filter((place) => place.kind === kind);
  const isSlack = platform === "slack";
  const channels = { title: isSlack ? "Channels" : team, places: of("channel") };
  const chats = { title: isSlack ? "Apps" : "Chats", places: [...of("direct"), ...of("group")] };
  return (
    <nav
      class="nav"
      aria-label={isSlack ? "Conversations" : "Teams chats and channels"}
      onKeyDown={moveByArrows}
    >
      <header class="column">
        <strong>{isSlack ? team : "Chat"}</strong>
        <small class="ellipsis">
          {me.name} · {me.title}
        </small>
      </header>
      {(isSlack ? [channels, chats] : [chats, channels]).map((group) => (
        <Group key={group.title} {...group} open={open} />
      ))}
    </nav>
  );
}

const TABS = [
  { key: "home" as const, label: "Home" },
  { key: "messages" as const, label: "Messages" },
];

function Header({ place: { platform, kind, name }, place }: { place: Place }) {
  const { installed, botName, team } = useSnapshot();
  const { tab } = useStore().route;
  const isSlack = platform === "slack";
  const about = <span class="badge">{isSlack || installed ? "APP" : "NOT ADDED"}</span>;
  const tabs = <Tabs label={botName} tabs={TABS} current={tab} choose={(tab) => go({ tab })} />;
  return (
    <header class="talk-header row">
      <PlaceSign place={place} />
      <h1 class="ellipsis">{name}</h1>
      {kind === "direct" ? about : null}
      {kind === "direct" && isSlack ? tabs : null}
      {kind === "channel" && !isSlack ? <small>{team}</small> : null}
    </header>
  );
}

export function ChatClient({ platform }: { platform: Platform }) {
  const { me, trouble } = useSnapshot();
  const { connected, route } = useStore();
  const place = useOpenPlace(platform);
  const isFirst = useClient().client !== "both" || platform === "slack";
  const Pane = isFirst ? "main" : "section";
  const isHome = platform === "slack" && place?.kind === "direct" && route.tab === "home";
  const notice = connected ? trouble : "Reconnecting to the sandbox…";
  return (
    <div class={`client ${platform}`}>
      <Nav platform={platform} open={place} />
      <Pane
        {...{ class: "talk column", "aria-label": platform === "slack" ? "Slack" : "Teams" }}
        {...(isFirst && { id: "talk", tabIndex: -1 })}
      >
        {place === undefined ? null : <Header place={place} />}
        {isFirst && notice !== null ? <output class="banner">{notice}</output> : null}
        {isHome ? <Home /> : null}
        {place === undefined || isHome ? null : <Conversation key={`${me.id} ${place.id}`} place={place} />}
      </Pane>
    </div>
  );
}
