import type { Place, TeamsSnapshot } from "../snapshot.ts";
import { cardsFor, contentOf } from "./card-parts.ts";
import { BOT, TEAM } from "./company.ts";
import type { TeamsState } from "./state.ts";
import { dialogOf, personalChat } from "./state.ts";

/** Everything that this person's Teams shows. */
export function teamsSnapshotOf(state: TeamsState, me: string): Omit<TeamsSnapshot, "hint"> {
  const mine = state.conversations.filter(({ members }) => members.includes(me));
  const seen = state.messages.filter(({ conversation }) => mine.some(({ id }) => id === conversation));
  const chats = mine.map(({ id, kind, name }): Place => {
    const read = Number(state.read[me]?.[id] ?? 0);
    const unread = seen.filter(
      (each) => each.conversation === id && each.author !== me && Number(each.id) > read,
    ).length;
    const place = { platform: "teams", id, unread, botIsMember: true } as const;
    return kind === "personal" ? { ...place, kind: "direct", name: BOT.name } : { ...place, kind, name };
  });
  const dialog = dialogOf(state, me);
  return {
    ...{ team: TEAM.name, installed: personalChat(state, me)?.installed === true, chats },
    messages: seen.map(({ file: _file, own, ...message }) => ({
      ...message,
      cards: cardsFor(state, { own, cards: message.cards }, me),
    })),
    dialog: dialog === undefined ? null : { ...dialog, content: contentOf(state, dialog) },
  };
}
