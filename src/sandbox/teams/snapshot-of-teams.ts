import type { TeamsChat, TeamsDialog, TeamsMessage, TeamsSnapshot } from "../snapshot.ts";
import { BOT } from "./bot.ts";
import { cardsFor, contentOf } from "./card-parts.ts";
import { TEAM } from "./company.ts";
import type { StoredConversation, StoredDialog, StoredMessage, TeamsState } from "./state.ts";
import { dialogOf, personalChat } from "./state.ts";

/** Everything that this person's Teams shows. */
export function teamsSnapshotOf(state: TeamsState, me: string): Omit<TeamsSnapshot, "hint"> {
  const chats = state.conversations.filter(({ members }) => members.includes(me));
  const seen = state.messages.filter(
    ({ conversation, deleted }) => !deleted && chats.some(({ id }) => id === conversation),
  );
  const dialog = dialogOf(state, me);
  return {
    team: TEAM.name,
    installed: personalChat(state, me)?.installed === true,
    chats: chats.map((chat) => asChat(chat, seen, me, state.read[me]?.[chat.id] ?? "0")),
    messages: seen.map((message) => asMessage(state, message, me)),
    dialog: dialog === undefined ? null : asDialog(state, dialog),
  };
}

function asChat(chat: StoredConversation, seen: StoredMessage[], me: string, read: string): TeamsChat {
  const unread = seen.filter(
    ({ id, author, conversation }) => conversation === chat.id && author !== me && Number(id) > Number(read),
  );
  const { id, kind } = chat;
  return { id, kind, name: kind === "personal" ? BOT.name : chat.name, unread: unread.length };
}

const asMessage = (state: TeamsState, message: StoredMessage, me: string): TeamsMessage => ({
  chat: message.conversation,
  id: message.id,
  root: message.root,
  author: message.author ?? "bot",
  text: message.text,
  cards: cardsFor(state, message, me),
  offer: offered(message),
  put: message.put ?? null,
  edited: message.edits > 0,
});

function offered({ offer }: StoredMessage): TeamsMessage["offer"] {
  if (offer == null) return null;
  const { name, description, size } = offer;
  return { name, description, size };
}

const asDialog = (state: TeamsState, dialog: StoredDialog): TeamsDialog => ({
  id: dialog.id,
  title: dialog.title,
  width: dialog.width,
  height: dialog.height,
  ...contentOf(state, dialog),
});
