import { BOT } from "./company.ts";
import type { Args, Context, Method } from "./refusal.ts";
import { flag, maybe, needScope, pageOf, refuse, word } from "./refusal.ts";
import { wireChannel, wireMessage } from "./shapes.ts";
import type { StoredChannel, StoredMessage } from "./state.ts";
import { directOf, findChannel, findPerson } from "./state.ts";

const FAMILY = { public: "channels", private: "groups", direct: "im" } as const;

/** A conversation that the bot may know of: any public one, and those it is in. */
export function visibleChannel(context: Context, id: string): StoredChannel {
  const channel = findChannel(context.section.get(), id);
  const hidden = channel === undefined || (channel.kind !== "public" && !channel.members.includes(BOT.id));
  return hidden ? refuse("channel_not_found") : channel;
}

function asked(context: Context, args: Args, right: "read" | "history"): StoredChannel {
  const channel = visibleChannel(context, word(args, "channel", "channel_not_found"));
  needScope(context, `${FAMILY[channel.kind]}:${right}`);
  return channel;
}

const open: Method = (context, args) => {
  needScope(context, "im:write");
  const users = word(args, "users", "users_list_not_supplied").split(",");
  const [id = ""] = users;
  if (users.length > 1) needScope(context, "mpim:write");
  if (id === BOT.id) refuse("cannot_dm_bot");
  const person = findPerson(context.section.get(), id) ?? refuse("user_not_found");
  if (person.deleted) refuse("user_disabled");
  const { channel, existed } = context.section.change((draft) => directOf(draft, id));
  const known = existed ? { no_op: true, already_open: true } : {};
  return { ...known, channel: flag(args, "return_im") ? wireChannel(channel) : { id: channel.id } };
};

const info: Method = (context, args) => ({ channel: wireChannel(asked(context, args, "read")) });

const listChannels: Method = (context, args) => {
  const types = (maybe(args, "types") ?? "public_channel").split(",");
  const kinds = types.map((type) => type.replace("_channel", "").replace("im", "direct"));
  const wanted = (["public", "private", "direct"] as const).filter((kind) => kinds.includes(kind));
  for (const kind of wanted) needScope(context, `${FAMILY[kind]}:read`);
  const all = context.section.get().channels.filter((channel) => {
    const visible = channel.kind === "public" || channel.members.includes(BOT.id);
    return visible && wanted.includes(channel.kind) && !(flag(args, "exclude_archived") && channel.archived);
  });
  const { items, cursor } = pageOf(all.map(wireChannel), args, 1000);
  return { channels: items, response_metadata: { next_cursor: cursor } };
};

const members: Method = (context, args) => {
  const { items, cursor } = pageOf(asked(context, args, "read").members, args, 1000);
  return { members: items, response_metadata: { next_cursor: cursor } };
};

const join: Method = (context, args) => {
  needScope(context, "channels:join");
  const channel = visibleChannel(context, word(args, "channel", "channel_not_found"));
  if (channel.archived) refuse("is_archived");
  if (channel.kind !== "public") refuse("method_not_supported_for_channel_type");
  context.section.change(() => {
    if (!channel.members.includes(BOT.id)) channel.members.push(BOT.id);
  });
  return { channel: wireChannel(channel) };
};

/** The part of a history that was asked for, newest first. */
function readMessages(context: Context, args: Args, fits: (message: StoredMessage) => boolean) {
  const channel = asked(context, args, "history");
  if (!channel.members.includes(BOT.id)) refuse("not_in_channel");
  const oldest = Number(maybe(args, "oldest") ?? 0);
  const latest = Number(maybe(args, "latest") ?? Number.POSITIVE_INFINITY);
  const inclusive = flag(args, "inclusive");
  return context.section
    .get()
    .messages.filter((message) => {
      const at = Number(message.ts);
      const within = inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
      return message.channel === channel.id && message.ephemeralFor === null && within && fits(message);
    })
    .reverse();
}

function answerPage(args: Args, messages: StoredMessage[]) {
  const { items, cursor } = pageOf(messages, args, 999);
  const withMetadata = flag(args, "include_all_metadata");
  return {
    messages: items.map((message) => wireMessage(message, withMetadata)),
    has_more: cursor !== "",
    ...(cursor === "" ? {} : { response_metadata: { next_cursor: cursor } }),
  };
}

/** Replies in threads are not part of it, as in Slack. */
const history: Method = (context, args) =>
  answerPage(
    args,
    readMessages(context, args, ({ threadTs, ts }) => threadTs === null || threadTs === ts),
  );

const replies: Method = (context, args) => {
  const root = word(args, "ts", "thread_not_found");
  const thread = readMessages(context, args, ({ threadTs, ts }) => threadTs === root || ts === root);
  if (!context.section.get().messages.some(({ ts }) => ts === root)) refuse("thread_not_found");
  return answerPage(args, thread.reverse());
};

export const CONVERSATION_METHODS: Record<string, Method> = {
  "conversations.open": open,
  "conversations.info": info,
  "conversations.list": listChannels,
  "conversations.members": members,
  "conversations.join": join,
  "conversations.history": history,
  "conversations.replies": replies,
};
