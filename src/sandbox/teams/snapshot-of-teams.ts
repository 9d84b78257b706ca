import type { TeamsMessage, TeamsSnapshot } from "../snapshot.ts";
import { cardsFor, contentOf } from "./card-parts.ts";
import { BOT, TEAM } from "./company.ts";
import type { StoredMessage, TeamsState } from "./state.ts";
import { dialogOf, personalChat } from "./state.ts";

/** Everything that this person's Teams shows. */
export function teamsSnapshotOf(state: TeamsState, me: string): Omit<TeamsSnapshot, "hint"> {
  const mine = state.conversations.filter(({ members }) => members.includes(me));
  const seen = state.messages.filter(
    ({ conversation, deleted }) => !deleted && mine.some(({ id }) => id === conversation),
  );
  const chats = mine.map(({ id: chat, kind, name }) => {
    const read = Number(state.read[me]?.[chat] ?? 0);
    const unread = seen.filter(
      ({ id, author, conversation }) => conversation === chat && author !== me && Number(id) > read,
    ).length;
    return { id: chat, kind, name: kind === "personal" ? BOT.name : name, unread };
  });
  const dialog = dialogOf(state, me);
  const { id = "", title = "", width = "small", height = "small" } = dialog ?? {};
  return {
    ...{ team: TEAM.name, installed: personalChat(state, me)?.installed === true, chats },
    messages: seen.map((message) => asMessage(state, message, me)),
    dialog: dialog === undefined ? null : { id, title, width, height, ...contentOf(state, dialog) },
  };
}

function asMessage(state: TeamsState, message: StoredMessage, me: string): TeamsMessage {
  const { conversation, id, root, author, text, offer, put = null, edits } = message;
  const { name = "", description = "", size = 0 } = offer ?? {};
  return {
    ...{ chat: conversation, id, root, author: author ?? "bot", text, put, edited: edits > 0 },
    cards: cardsFor(state, message, me),
    offer: offer == null ? null : { name, description, size },
  };
}
