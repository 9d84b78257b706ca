import { randomUUID } from "node:crypto";
import { type Answer, parseJson } from "../http.ts";
import { orRefused, refuse } from "../refusal.ts";
import type { Block, JsonObject } from "../snapshot.ts";
import { problemsInBlocks, problemsInMetadata } from "./blocks.ts";
import type { Args, Context, Method } from "./method.ts";
import { flag, maybe, needScope, refusedBody, refuseProblems, word } from "./method.ts";
import type { Origin, SlackState, StoredChannel, StoredMessage } from "./state.ts";
import { BOT, findChannel, findMessage, findPerson, nextId, nextTs } from "./state.ts";
import { wireMessage } from "./wire.ts";

const LONGEST = 40_000;
const LONGEST_UPDATE = 4000;
const LARGEST_PAGE = 999;
const FAMILY = { public: "channels", private: "groups", direct: "im" } as const;

type Content = Pick<StoredMessage, "text" | "blocks" | "metadata">;

/** Refuses what Slack refuses, and blocks without the `text` that notifications need (Slack only warns). */
function readContent(args: Args, longest = LONGEST): Content {
  const text = maybe(args, "text") ?? "";
  const { blocks = [], metadata } = args;
  const hasBlocks = !Array.isArray(blocks) || blocks.length > 0;
  if (text.trim() === "" && !hasBlocks) refuse("no_text");
  if (text.length > longest) refuse("msg_too_long");
  if (hasBlocks) refuseProblems("invalid_blocks", problemsInBlocks(blocks));
  if (text.trim() === "")
    refuseProblems("invalid_arguments", ["[ERROR] missing required field: text [json-pointer:/text]"]);
  if (metadata !== undefined) refuseProblems("invalid_metadata_format", problemsInMetadata(metadata));
  return { text, blocks: blocks as Block[], metadata: (metadata as JsonObject | undefined) ?? null };
}

/**
 * Gives ids where the app gave none, as Slack does; by position, so that a click on what was just refreshed still finds
 * its element.
 */
export function withIds(blocks: Block[]): Block[] {
  const named = (element: unknown, index = 0) =>
    element === undefined ? {} : { action_id: `auto-${index}`, ...(element as JsonObject) };
  return blocks.map((block, index) => ({
    block_id: `auto-${index}`,
    ...block,
    ...(block["accessory"] === undefined ? {} : { accessory: named(block["accessory"]) }),
    ...(block["element"] === undefined ? {} : { element: named(block["element"]) }),
    ...(block.type === "actions" ? { elements: (block["elements"] as JsonObject[]).map(named) } : {}),
  }));
}

/** `author`: a user's id. `ephemeralFor`: the one who sees it. */
type Place = { channel: string; author?: string; ephemeralFor?: string | null };

export function addMessage(
  { section, now }: Context,
  { channel, author = BOT.id, ephemeralFor = null }: Place,
  { blocks, ...content }: Content,
): StoredMessage {
  return section.change((draft) => {
    const message: StoredMessage = {
      ...{ channel, ts: nextTs(draft, now()), author, ephemeralFor, editedTs: null },
      ...{ ...content, blocks: withIds(blocks) },
    };
    draft.messages.push(message);
    return message;
  });
}

function editMessage({ section, now }: Context, message: StoredMessage, content: Content): void {
  const { text, blocks, metadata } = content;
  section.change((draft) => {
    Object.assign(message, { text, blocks: withIds(blocks), editedTs: nextTs(draft, now()) });
    if (metadata !== null) message.metadata = metadata;
  });
}

/** The direct messages between the bot and this person, made when missing. */
function directOf(draft: SlackState, user: string): StoredChannel {
  const found = draft.channels.find((each) => each.kind === "direct" && each.members.includes(user));
  if (found !== undefined) return found;
  const members = [user, BOT.id];
  const made: StoredChannel = { id: nextId(draft, "D"), name: "", kind: "direct", members, archived: false };
  draft.channels.push(made);
  return made;
}

/** A conversation that the bot may know of: any public one, and those it is in. */
export function visibleChannel({ section }: Context, args: Args, name = "channel"): StoredChannel {
  const channel = findChannel(section.get(), word(args, name, "channel_not_found"));
  if (channel?.kind === "public" || channel?.members.includes(BOT.id)) return channel;
  return refuse("channel_not_found");
}

function target(context: Context, args: Args): StoredChannel {
  const person = findPerson(context.section.get(), word(args, "channel", "channel_not_found"));
  if (person?.deleted === true) refuse("channel_not_found");
  if (person !== undefined) return context.section.change((draft) => directOf(draft, person.id));
  const channel = visibleChannel(context, args);
  if (channel.archived) refuse("is_archived");
  if (!channel.members.includes(BOT.id) && !context.scopes.has("chat:write.public")) refuse("not_in_channel");
  return channel;
}

const postMessage: Method = (context, args) => {
  needScope(context, "chat:write");
  const { id: channel } = target(context, args);
  const message = addMessage(context, { channel }, readContent(args));
  return { channel, ts: message.ts, message: wireMessage(message, true) };
};

const update: Method = (context, args) => {
  needScope(context, "chat:write");
  const channel = visibleChannel(context, args);
  const message = findMessage(context.section.get(), channel.id, word(args, "ts", "message_not_found"));
  if (message === undefined || message.ephemeralFor !== null) return refuse("message_not_found");
  if (message.author !== BOT.id) refuse("cant_update_message");
  if (channel.archived) refuse("is_archived");
  editMessage(context, message, readContent(args, LONGEST_UPDATE));
  const { ts, text } = message;
  return { channel: channel.id, ts, text, message: wireMessage(message, true) };
};

/** With one person: the bot opens no group. */
const open: Method = (context, args) => {
  needScope(context, "im:write");
  const id = word(args, "users", "users_list_not_supplied");
  if (id === BOT.id) refuse("cannot_dm_bot");
  const person = findPerson(context.section.get(), id) ?? refuse("user_not_found");
  if (person.deleted) refuse("user_disabled");
  return { channel: { id: context.section.change((draft) => directOf(draft, id)).id } };
};

function inTime({ messages }: SlackState, channel: string, args: Args): StoredMessage[] {
  const oldest = Number(maybe(args, "oldest") ?? 0);
  const latest = Number(maybe(args, "latest") ?? Number.POSITIVE_INFINITY);
  const isInclusive = flag(args, "inclusive");
  return messages.filter((message) => {
    const at = Number(message.ts);
    const fits = isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    return message.channel === channel && message.ephemeralFor === null && fits;
  });
}

/** Newest first, in pages. */
const history: Method = (context, args) => {
  const channel = visibleChannel(context, args);
  needScope(context, `${FAMILY[channel.kind]}:history`);
  if (!channel.members.includes(BOT.id)) refuse("not_in_channel");
  const state = context.section.get();
  const found = inTime(state, channel.id, args).reverse();
  const limit = Number(maybe(args, "limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) refuse("invalid_limit");
  const start = Number(Buffer.from(maybe(args, "cursor") ?? "", "base64url").toString());
  if (!Number.isInteger(start) || start < 0) refuse("invalid_cursor");
  const next = start + limit;
  const hasMore = next < found.length;
  const cursor = Buffer.from(String(next)).toString("base64url");
  const withMetadata = flag(args, "include_all_metadata");
  return {
    messages: found.slice(start, next).map((message) => wireMessage(message, withMetadata, state.files)),
    has_more: hasMore,
    ...(hasMore ? { response_metadata: { next_cursor: cursor } } : {}),
  };
};

const info: Method = (context, args) => {
  const channel = visibleChannel(context, args);
  needScope(context, `${FAMILY[channel.kind]}:read`);
  const { id, name, archived, members } = channel;
  return { channel: { id, name, is_archived: archived, is_member: members.includes(BOT.id) } };
};

export const MESSAGE_METHODS: Record<string, Method> = {
  "chat.postMessage": postMessage,
  "chat.update": update,
  "conversations.open": open,
  "conversations.history": history,
  "conversations.info": info,
};

const LIFE_MS = 30 * 60 * 1000;
const USES = 5;

/** A new response_url, good for five uses within 30 minutes. */
export function makeResponse({ section, url }: Context, origin: Origin): string {
  const [id, createdAt] = [randomUUID(), Date.now()];
  section.change((draft) => {
    draft.responses = draft.responses.filter((each) => createdAt - each.createdAt < 2 * LIFE_MS);
    draft.responses.push({ id, ...origin, uses: 0, createdAt });
  });
  return `${url()}/response/${id}`;
}

/** Says something where the person acted: the answer to a command, or what came to a response_url. */
export function answerInPlace(context: Context, { channel, user, messageTs }: Origin, args: Args): void {
  const found = findMessage(context.section.get(), channel, messageTs ?? "");
  const content = readContent(args);
  const ephemeralFor = args["response_type"] === "in_channel" ? null : user;
  if (flag(args, "replace_original") && found !== undefined) editMessage(context, found, content);
  else addMessage(context, { channel, ephemeralFor }, content);
}

/** `POST` to a response_url. */
export function respond(context: Context, id: string, text: string | null): Answer {
  const run = (): Answer => {
    const response = context.section.get().responses.find((each) => each.id === id);
    if (response === undefined) return refuse("invalid_url");
    if (Date.now() - response.createdAt > LIFE_MS) refuse("expired_url");
    if (response.uses >= USES) refuse("used_url");
    context.section.patch(response, { uses: response.uses + 1 });
    const body = parseJson(text);
    const isObject = typeof body === "object" && body !== null;
    answerInPlace(context, response, isObject ? (body as Args) : refuse("invalid_payload"));
    return { status: 200, body: { ok: true } };
  };
  return orRefused(run, (refusal) => {
    context.refusals.note("response_url", refusal);
    return { status: refusal.code.endsWith("_url") ? 404 : 400, body: refusedBody(refusal) };
  });
}
