import type { Message, Place, Snapshot, TeamsMessage } from "../../snapshot.ts";

type Platform = Place["platform"];

export const placesOf = (platform: Platform, { channels, teams }: Snapshot): Place[] =>
  platform === "slack" ? channels : teams.chats;

/** The place that is open: `open` is its id or, as everybody has a chat with the bot of their own, `direct`. */
export function openPlace(platform: Platform, snapshot: Snapshot, open: string): Place | undefined {
  const places = placesOf(platform, snapshot);
  return (
    places.find(({ id, kind }) => id === open || kind === open) ??
    places.find(({ botIsMember }) => botIsMember) ??
    places[0]
  );
}

/** A message of either client; `author` is no person's id where it is the bot. */
export type Post = { id: string; root: string | null; author: string | null; ms: number; edited: boolean } & (
  | { platform: "slack"; message: Message }
  | { platform: "teams"; message: TeamsMessage }
);

export function postsOf({ platform, id: place }: Place, { messages, teams }: Snapshot): Post[] {
  if (platform === "teams")
    return teams.messages
      .filter(({ conversation }) => conversation === place)
      .map((message) => {
        const { id, root, author, edits } = message;
        return { platform, message, id, root, author, edited: edits > 0, ms: Number(id) };
      });
  return messages
    .filter(({ channel }) => channel === place)
    .map((message) => {
      const { ts: id, author, editedTs } = message;
      const ms = Math.round(Number(id) * 1000);
      return { platform, message, id, root: null, author, edited: editedTs !== null, ms };
    });
}
