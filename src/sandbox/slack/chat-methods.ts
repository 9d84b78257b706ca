import { BOT } from "./company.ts";
import { visibleChannel } from "./conversation-methods.ts";
import { addMessage, editMessage, readContent, removeMessage } from "./posting.ts";
import type { Args, Context, Method } from "./refusal.ts";
import { maybe, needScope, refuse, word } from "./refusal.ts";
import { wireMessage } from "./shapes.ts";
import type { StoredChannel, StoredMessage } from "./state.ts";
import { directOf, findMessage, findPerson } from "./state.ts";

const LONGEST = 40_000;
const LONGEST_UPDATE = 4000;

/** Where a post goes: a conversation, or a person's direct messages when a user's id is given. */
function target(context: Context, id: string): StoredChannel {
  const person = findPerson(context.section.get(), id);
  if (person?.deleted === true) refuse("channel_not_found");
  if (person !== undefined) return context.section.change((draft) => directOf(draft, id)).channel;
  const channel = visibleChannel(context, id);
  if (channel.archived) refuse("is_archived");
  if (!channel.members.includes(BOT.id) && !context.scopes.has("chat:write.public")) refuse("not_in_channel");
  return channel;
}

const postMessage: Method = (context, args) => {
  needScope(context, "chat:write");
  const channel = target(context, word(args, "channel", "channel_not_found"));
  const content = readContent(args, LONGEST);
  const threadTs = maybe(args, "thread_ts");
  if (threadTs !== null && findMessage(context.section.get(), channel.id, threadTs) === undefined)
    refuse("thread_not_found");
  const place = { channel: channel.id, threadTs };
  const message = context.section.change((draft) => addMessage(draft, context.now(), place, content));
  return { channel: channel.id, ts: message.ts, message: wireMessage(message, true) };
};

/** The bot's own message that was asked for. */
function own(context: Context, args: Args, code: string): StoredMessage {
  needScope(context, "chat:write");
  const channel = visibleChannel(context, word(args, "channel", "channel_not_found"));
  const message = findMessage(context.section.get(), channel.id, word(args, "ts", "message_not_found"));
  if (message === undefined || message.ephemeralFor !== null) return refuse("message_not_found");
  if (message.author !== BOT.id) refuse(code);
  if (channel.archived) refuse("is_archived");
  return message;
}

const update: Method = (context, args) => {
  const message = own(context, args, "cant_update_message");
  const content = readContent(args, LONGEST_UPDATE);
  context.section.change((draft) => editMessage(draft, context.now(), message, content));
  const { channel, ts, text } = message;
  return { channel, ts, text, message: wireMessage(message, true) };
};

const remove: Method = (context, args) => {
  const message = own(context, args, "cant_delete_message");
  context.section.change((draft) => removeMessage(draft, message));
  return { channel: message.channel, ts: message.ts };
};

const postEphemeral: Method = (context, args) => {
  needScope(context, "chat:write");
  const channel = target(context, word(args, "channel", "channel_not_found"));
  const user = word(args, "user", "user_not_found");
  const content = readContent(args, LONGEST);
  if (!channel.members.includes(user)) refuse("user_not_in_channel");
  const place = { channel: channel.id, threadTs: maybe(args, "thread_ts"), ephemeralFor: user };
  const message = context.section.change((draft) => addMessage(draft, context.now(), place, content));
  return { message_ts: message.ts };
};

export const CHAT_METHODS: Record<string, Method> = {
  "chat.postMessage": postMessage,
  "chat.update": update,
  "chat.delete": remove,
  "chat.postEphemeral": postEphemeral,
};
