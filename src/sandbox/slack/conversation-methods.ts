import { BOT } from "./bot.ts";
import type { Context, Method } from "./method.ts";
import { flag, maybe, needScope, pageOf, refuse, word } from "./refusal.ts";
import { wireMessage } from "./shapes.ts";
import type { StoredChannel } from "./state.ts";
import { directOf, findChannel, findPerson } from "./state.ts";

const FAMILY = { public: "channels", private: "groups", direct: "im" } as const;

/** A conversation that the bot may know of: any public one, and those it is in. */
export function visibleChannel(context: Context, id: string): StoredChannel {
  const channel = findChannel(context.section.get(), id);
  const hidden = channel === undefined || (channel.kind !== "public" && !channel.members.includes(BOT.id));
  return hidden ? refuse("channel_not_found") : channel;
}

/** With one person: the bot opens no group. */
const open: Method = (context, args) => {
  needScope(context, "im:write");
  const id = word(args, "users", "users_list_not_supplied");
  if (id === BOT.id) refuse("cannot_dm_bot");
  const person = findPerson(context.section.get(), id) ?? refuse("user_not_found");
  if (person.deleted) refuse("user_disabled");
  return { channel: { id: context.section.change((draft) => directOf(draft, id)).id } };
};

/** Newest first, in pages. */
const history: Method = (context, args) => {
  const channel = visibleChannel(context, word(args, "channel", "channel_not_found"));
  needScope(context, `${FAMILY[channel.kind]}:history`);
  if (!channel.members.includes(BOT.id)) refuse("not_in_channel");
  const oldest = Number(maybe(args, "oldest") ?? 0);
  const latest = Number(maybe(args, "latest") ?? Number.POSITIVE_INFINITY);
  const inclusive = flag(args, "inclusive");
  const found = context.section.get().messages.filter((message) => {
    const at = Number(message.ts);
    const within = inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    return message.channel === channel.id && message.ephemeralFor === null && within;
  });
  const { items, cursor } = pageOf(found.reverse(), args, 999);
  const withMetadata = flag(args, "include_all_metadata");
  return {
    messages: items.map((message) => wireMessage(message, withMetadata, context.section.get().files)),
    has_more: cursor !== "",
    ...(cursor === "" ? {} : { response_metadata: { next_cursor: cursor } }),
  };
};

const info: Method = (context, args) => {
  const channel = visibleChannel(context, word(args, "channel", "channel_not_found"));
  needScope(context, `${FAMILY[channel.kind]}:read`);
  const { id, name, archived, members } = channel;
  return { channel: { id, name, is_archived: archived, is_member: members.includes(BOT.id) } };
};

export const CONVERSATION_METHODS: Record<string, Method> = {
  "conversations.open": open,
  "conversations.history": history,
  "conversations.info": info,
};
