import type { Message, Snapshot, TeamsMessage } from "../../snapshot.ts";
import type { Platform } from "../store.ts";

/** A channel or chat of either client; `direct` is the one with the bot alone. */
export type Place = {
  platform: Platform;
  id: string;
  kind: "channel" | "group" | "direct";
  name: string;
  unread: number;
  botIsMember: boolean;
};

export const placesOf = (platform: Platform, { channels, teams }: Snapshot): Place[] =>
  platform === "slack"
    ? channels.map((channel) => ({ ...channel, platform }))
    : teams.chats.map(({ kind, ...chat }) => {
        return { ...chat, kind: kind === "personal" ? "direct" : kind, platform, botIsMember: true };
      });

/** A message of either client. */
export type Post = {
  id: string;
  /** In a channel of Teams: the message that this one answers. */
  root: string | null;
  author: string;
  ms: number;
  edited: boolean;
} & ({ platform: "slack"; message: Message } | { platform: "teams"; message: TeamsMessage });

export function postsOf({ platform, id: place }: Place, { messages, teams }: Snapshot): Post[] {
  if (platform === "teams") {
    const own = teams.messages.filter(({ chat }) => chat === place);
    return own.map((message) => ({ ...message, platform, message, ms: Number(message.id) }));
  }
  const own = messages.filter(({ channel }) => channel === place);
  return own.map((message) => {
    const { ts, author, edited } = message;
    return { platform, message, id: ts, root: null, author, edited, ms: Math.round(Number(ts) * 1000) };
  });
}
