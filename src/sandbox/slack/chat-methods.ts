import { BOT } from "./bot.ts";
import { visibleChannel } from "./conversation-methods.ts";
import type { Context, Method } from "./method.ts";
import { addMessage, editMessage, readContent } from "./posting.ts";
import { needScope, refuse, word } from "./refusal.ts";
import { wireMessage } from "./shapes.ts";
import type { StoredChannel } from "./state.ts";
import { directOf, findMessage, findPerson } from "./state.ts";

const LONGEST = 40_000;
const LONGEST_UPDATE = 4000;

/** Where a post goes: a conversation, or a person's direct messages when a user's id is given. */
function target(context: Context, id: string): StoredChannel {
  const person = findPerson(context.section.get(), id);
  if (person?.deleted === true) refuse("channel_not_found");
  if (person !== undefined) return context.section.change((draft) => directOf(draft, id));
  const channel = visibleChannel(context, id);
  if (channel.archived) refuse("is_archived");
  if (!channel.members.includes(BOT.id) && !context.scopes.has("chat:write.public")) refuse("not_in_channel");
  return channel;
}

const postMessage: Method = (context, args) => {
  needScope(context, "chat:write");
  const channel = target(context, word(args, "channel", "channel_not_found"));
  const content = readContent(args, LONGEST);
  const place = { channel: channel.id };
  const message = context.section.change((draft) => addMessage(draft, context.now(), place, content));
  return { channel: channel.id, ts: message.ts, message: wireMessage(message, true) };
};

const update: Method = (context, args) => {
  needScope(context, "chat:write");
  const channel = visibleChannel(context, word(args, "channel", "channel_not_found"));
  const message = findMessage(context.section.get(), channel.id, word(args, "ts", "message_not_found"));
  if (message === undefined || message.ephemeralFor !== null) return refuse("message_not_found");
  if (message.author !== BOT.id) refuse("cant_update_message");
  if (channel.archived) refuse("is_archived");
  const content = readContent(args, LONGEST_UPDATE);
  context.section.change((draft) => editMessage(draft, context.now(), message, content));
  const { ts, text } = message;
  return { channel: channel.id, ts, text, message: wireMessage(message, true) };
};

export const CHAT_METHODS: Record<string, Method> = {
  "chat.postMessage": postMessage,
  "chat.update": update,
};
