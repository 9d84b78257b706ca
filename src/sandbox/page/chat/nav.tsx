import type { Place } from "../../snapshot.ts";
import { Count } from "../parts/count.tsx";
import { Mark } from "../parts/icons.tsx";
import { go, type Platform, useSnapshot, useStore } from "../store.ts";
import { openPlace, placesOf } from "./places.ts";

/** The sign before a place's name. */
export function PlaceSign({ place: { platform, kind, name } }: { place: Place }) {
  if (kind === "direct") return <Mark />;
  return <span class="tile">{platform === "slack" ? "#" : name.slice(0, 2)}</span>;
}

export function useOpenPlace(platform: Platform): Place | undefined {
  const snapshot = useSnapshot();
  const { channel, chat } = useStore().route;
  return openPlace(platform, snapshot, platform === "slack" ? channel : chat);
}

export function goTo({ platform, id, kind }: Place): void {
  const open = kind === "direct" ? kind : id;
  go(platform === "teams" ? { chat: open } : { channel: open, tab: "messages" });
}

function PlaceLink({ place }: { place: Place }) {
  const here = useOpenPlace(place.platform)?.id;
  const unread = place.id === here ? 0 : place.unread;
  return (
    <button
      type="button"
      class={unread > 0 ? "channel row unread" : "channel row"}
      aria-current={place.id === here ? "page" : undefined}
      onClick={() => goTo(place)}
    >
      <PlaceSign place={place} />
      <span class="grows ellipsis">{place.name}</span>
      <Count n={unread} are="unread" />
    </button>
  );
}

function Group({ title, places }: { title: string; places: Place[] }) {
  return places.length === 0 ? null : (
    <section aria-label={title}>
      <h2>{title}</h2>
      {places.map((place) => (
        <PlaceLink key={place.id} place={place} />
      ))}
    </section>
  );
}

export function Nav({ platform }: { platform: Platform }) {
  const snapshot = useSnapshot();
  const { me, team, teams } = snapshot;
  const places = placesOf(platform, snapshot);
  const channels = places.filter(({ kind }) => kind === "channel");
  const chats = places.filter(({ kind }) => kind !== "channel");
  chats.sort((one) => (one.kind === "direct" ? -1 : 1));
  return (
    <nav class="nav" aria-label={platform === "slack" ? "Conversations" : "Teams chats and channels"}>
      {platform === "slack" ? (
        <>
          <header class="column">
            <strong>{team}</strong>
            <small class="ellipsis">
              {me.name} · {me.title}
            </small>
          </header>
          <Group title="Channels" places={channels} />
          <Group title="Apps" places={chats} />
        </>
      ) : (
        <>
          <header class="column">
            <strong>Chat</strong>
          </header>
          <Group title="Chats" places={chats} />
          <Group title={teams.team} places={channels} />
        </>
      )}
    </nav>
  );
}
