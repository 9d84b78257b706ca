import { randomUUID } from "node:crypto";
import type { StoredMessage, StoredPlace } from "../chat.ts";
import { addMessage, directOf, findMessage, findPerson, findPlace, placeOf } from "../chat.ts";
import { type Answer, parseJson } from "../http.ts";
import { orRefused, refuse } from "../refusal.ts";
import type { Block, JsonObject } from "../snapshot.ts";
import { problemsInMessage } from "./blocks.ts";
import type { Args, Context, Method } from "./method.ts";
import { flag, maybe, needScope, refusedBody, refuseProblems, word } from "./method.ts";
import { BOT, nextId, nextTs, type Origin, type SlackState } from "./state.ts";
import { wireMessage } from "./wire.ts";

const LONGEST = 40_000;
const LONGEST_UPDATE = 4000;
const FAMILY = { public: "channels", private: "groups", direct: "im", channel: "", group: "" };

type Content = Pick<StoredMessage, "text" | "blocks" | "metadata">;

function readContent(args: Args, longest = LONGEST): Content {
  const text = maybe(args, "text") ?? "";
  const { blocks = [], metadata } = args;
  if (text.length > longest) refuse("msg_too_long");
  const isSilent = text.trim() === "";
  refuseProblems(isSilent ? "no_text" : "invalid_blocks", problemsInMessage({ text, blocks, metadata }));
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

export const post = (
  { section, now }: Context,
  given: Partial<StoredMessage> & { place: string },
): StoredMessage =>
  section.change((draft) =>
    addMessage(draft, { id: nextTs(draft, now()), ...given, blocks: withIds(given.blocks ?? []) }),
  );

function edit({ section }: Context, message: StoredMessage, { text, blocks, metadata }: Content): void {
  const edits = message.edits + 1;
  section.patch(message, { text, blocks: withIds(blocks), edits, ...(metadata !== null && { metadata }) });
}

function openDirect(draft: SlackState, user: string): StoredPlace {
  const made = directOf(draft, user) ?? placeOf(nextId(draft, "D"), "direct", "", [user, BOT.id]);
  if (!draft.places.includes(made)) draft.places.push(made);
  return made;
}

/** A conversation that the bot may know of: any public one, and those it is in. */
export function visibleChannel({ section }: Context, args: Args, name = "channel"): StoredPlace {
  const channel = findPlace(section.get(), word(args, name, "channel_not_found"));
  if (channel?.kind === "public" || channel?.members.includes(BOT.id)) return channel;
  return refuse("channel_not_found");
}

function target(context: Context, args: Args): StoredPlace {
  const person = findPerson(context.section.get(), word(args, "channel", "channel_not_found"));
  if (person?.deleted === true) refuse("channel_not_found");
  if (person !== undefined) return context.section.change((draft) => openDirect(draft, person.id));
  const channel = visibleChannel(context, args);
  if (channel.archived) refuse("is_archived");
  if (!channel.members.includes(BOT.id) && !context.scopes.has("chat:write.public")) refuse("not_in_channel");
  return channel;
}

function inTime({ messages }: SlackState, channel: string, args: Args): StoredMessage[] {
  const oldest = Number(maybe(args, "oldest") ?? 0);
  const latest = Number(maybe(args, "latest") ?? Number.POSITIVE_INFINITY);
  const isInclusive = flag(args, "inclusive");
  return messages.filter((message) => {
    const at = Number(message.id);
    const fits = isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    return message.place === channel && message.ephemeralFor === null && fits;
  });
}

export const MESSAGE_METHODS: Record<string, Method> = {
  "chat.postMessage": (context, args) => {
    needScope(context, "chat:write");
    const { id: place } = target(context, args);
    const message = post(context, { place, ...readContent(args) });
    return { channel: place, ts: message.id, message: wireMessage(message, true) };
  },
  "chat.update": (context, args) => {
    needScope(context, "chat:write");
    const channel = visibleChannel(context, args);
    const message = findMessage(context.section.get(), channel.id, word(args, "ts", "message_not_found"));
    if (message === undefined || message.ephemeralFor !== null) return refuse("message_not_found");
    if (message.author !== null) refuse("cant_update_message");
    if (channel.archived) refuse("is_archived");
    edit(context, message, readContent(args, LONGEST_UPDATE));
    const { id: ts, text } = message;
    return { channel: channel.id, ts, text, message: wireMessage(message, true) };
  },
  /** With one person: the bot opens no group. */
  "conversations.open": (context, args) => {
    needScope(context, "im:write");
    const id = word(args, "users", "users_list_not_supplied");
    if (id === BOT.id) refuse("cannot_dm_bot");
    const person = findPerson(context.section.get(), id) ?? refuse("user_not_found");
    if (person.deleted) refuse("user_disabled");
    return { channel: { id: context.section.change((draft) => openDirect(draft, id)).id } };
  },
  /** Newest first, in pages. */
  "conversations.history": (context, args) => {
    const channel = visibleChannel(context, args);
    needScope(context, `${FAMILY[channel.kind]}:history`);
    if (!channel.members.includes(BOT.id)) refuse("not_in_channel");
    const state = context.section.get();
    const found = inTime(state, channel.id, args).reverse();
    const start = Number(maybe(args, "cursor") ?? 0);
    const next = start + Number(maybe(args, "limit") ?? 100);
    const hasMore = next < found.length;
    const withMetadata = flag(args, "include_all_metadata");
    return {
      messages: found.slice(start, next).map((message) => wireMessage(message, withMetadata, state.files)),
      has_more: hasMore,
      ...(hasMore ? { response_metadata: { next_cursor: String(next) } } : {}),
    };
  },
  "conversations.info": (context, args) => {
    const channel = visibleChannel(context, args);
    needScope(context, `${FAMILY[channel.kind]}:read`);
    const { id, name, archived, members } = channel;
    return { channel: { id, name, is_archived: archived, is_member: members.includes(BOT.id) } };
  },
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
  if (flag(args, "replace_original") && found !== undefined) edit(context, found, content);
  else post(context, { place: channel, ephemeralFor, ...content });
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
