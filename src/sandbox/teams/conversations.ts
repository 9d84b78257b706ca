import { z } from "zod";
import type { Answer } from "../fault.ts";
import { refuse } from "../refusal.ts";
import type { Section } from "../world.ts";
import { BOT, TEAM, TENANT } from "./company.ts";
import { badSyntax, read, readActivity } from "./content.ts";
import type { Limits } from "./limits.ts";
import type { Content, Place, StoredConversation, StoredMessage, TeamsState } from "./state.ts";
import { addMessage, findAccount, findConversation, findMessage, personalChat } from "./state.ts";

export type Context = { section: Section<TeamsState>; now: () => number; limits: Limits };

/** A request of the Bot Connector: the id of a conversation, what follows in the path, and the body. */
export type Asked = { id: string; part: string; query: URLSearchParams; body: unknown };

const created = (body: object): Answer => ({ status: 201, body });

/** Whether the bot may write there. In a personal chat it may also when the app is in a team that the person is in. */
function isReachable(state: TeamsState, { kind, members, installed, blocked }: StoredConversation): boolean {
  if (blocked) return false;
  const inTeam =
    findConversation(state, TEAM.id)?.installed === true && TEAM.members.includes(members[0] ?? "");
  return installed || (kind === "personal" && inTeam);
}

/** Documented to the last line break: the code is inside of the message. */
const BLOCKED = JSON.stringify(
  {
    subCode: "MessageWritesBlocked",
    details: "Thread is blocked from message writes.",
    errorCode: null,
    errorSubCode: null,
  },
  null,
  2,
).replaceAll("\n", "\r\n");

const NOT_IN_ROSTER = "The bot is not part of the conversation roster.";
export const notInRoster = (): never =>
  refuse("BotNotInConversationRoster", { status: 403, problems: [NOT_IN_ROSTER] });
export const noConversation = (): never =>
  refuse("ConversationNotFound", { status: 404, problems: ["Conversation not found."] });

/** The conversation and, in a channel, the thread that an id of the wire means; or the refusal. */
function placeOf(state: TeamsState, wireId: string): Place {
  const [id = "", root = null] = wireId.split(";messageid=");
  const conversation = findConversation(state, id);
  const isThread =
    root === null || (conversation?.kind === "channel" && findMessage(state, id, root) !== undefined);
  return conversation !== undefined && isThread ? { conversation, root } : noConversation();
}

export function reachable(state: TeamsState, id: string): Place {
  const place = placeOf(state, id);
  return isReachable(state, place.conversation) ? place : notInRoster();
}

function writable(state: TeamsState, id: string): Place {
  if (placeOf(state, id).conversation.blocked)
    refuse("MessageWritesBlocked", { status: 403, problems: [BLOCKED], extra: { errorCode: 209 } });
  return reachable(state, id);
}

/** Text and cards in one activity become messages of their own, and then none of their ids is told. */
function write({ section, now }: Context, place: Place, content: Content): string | null {
  const { text, cards } = content;
  const isSplit = text.trim() !== "" && cards.length > 0;
  const parts = isSplit
    ? [
        { ...content, cards: [] },
        { ...content, text: "" },
      ]
    : [content];
  const made = section.change((draft) => parts.map((part) => addMessage(draft, now(), place, null, part)));
  return isSplit ? null : (made[0]?.id ?? null);
}

/** Only channels have threads: elsewhere a reply stands at the end, as everything does. */
function below(state: TeamsState, { conversation, root }: Place, replyTo: string): Place {
  const message = findMessage(state, conversation.id, replyTo);
  const begins = conversation.kind === "channel" ? (message?.root ?? message?.id ?? null) : null;
  return { conversation, root: begins ?? root };
}

/** `POST v3/conversations/{id}/activities`, and below a message of a channel `…/activities/{message}`. */
export function sendActivity(context: Context, { id, part, body }: Asked): Answer {
  const state = context.section.get();
  const place = writable(state, id);
  const content = readActivity(body, place.conversation, state);
  const target = below(state, place, part);
  context.limits.take("write", place.conversation.id);
  if (content === null) return created({ id: "" });
  const made = write(context, target, content);
  return created(made === null ? {} : { id: made });
}

/** The bot's own message; the refusal of another's, or of one that is not there. */
function ownMessage(state: TeamsState, { id, part }: Asked): StoredMessage {
  const { conversation } = writable(state, id);
  const message = findMessage(state, conversation.id, part);
  if (message === undefined) {
    const problems = ["The message is not in the conversation."];
    return refuse("ActivityNotFoundInConversation", { status: 404, problems });
  }
  if (message.author !== null)
    refuse("Forbidden", { status: 403, problems: ["The message is somebody else's."] });
  return message;
}

/** `PUT v3/conversations/{id}/activities/{message}` */
export function updateActivity({ section, limits }: Context, asked: Asked): Answer {
  const state = section.get();
  const message = ownMessage(state, asked);
  const content = readActivity(asked.body, placeOf(state, asked.id).conversation, state);
  if (content === null) return badSyntax("Only a message can take a message's place.");
  if (content.text.trim() !== "" && content.cards.length > 0)
    badSyntax("Activity resulted into multiple messages.");
  limits.take("write", message.conversation);
  section.change(() => {
    Object.assign(message, content, { edits: message.edits + 1, own: {} });
  });
  return { status: 200, body: { id: message.id } };
}

const withId = z.object({ id: z.string() });
const ORDER = z.object({
  bot: withId.optional(),
  isGroup: z.boolean().optional(),
  members: z.array(withId).optional(),
  tenantId: z.string().optional(),
  channelData: z.object({ tenant: withId.optional(), channel: withId.optional() }).default({}),
  activity: z.unknown().optional(),
});

/** `POST v3/conversations`: a personal chat, or a new thread in a channel. Group chats cannot be made. */
export function createConversation(context: Context, { body }: Asked): Answer {
  const { bot, isGroup, members = [], tenantId, channelData, activity } = read(ORDER, body);
  const { tenant, channel } = channelData;
  if (bot !== undefined && bot.id !== BOT.id)
    refuse("BotNotRegistered", { status: 401, problems: ["No registration found for this bot."] });
  if (channel !== undefined) return startThread(context, channel.id, activity);
  const [member] = members;
  if (isGroup === true || member === undefined || members.length > 1)
    return badSyntax("Incorrect conversation creation parameters.");
  if ((tenant?.id ?? tenantId) !== TENANT) forbidden("The tenant is another one.");
  return openPersonal(context, member.id, activity);
}

const forbidden = (problem: string): never =>
  refuse("ForbiddenOperationException", { status: 403, problems: [problem] });

function startThread(context: Context, channel: string, activity: unknown): Answer {
  const state = context.section.get();
  const place = writable(state, channel);
  const content = readActivity(activity, place.conversation, state);
  if (content === null) return badSyntax("A thread begins with a message.");
  context.limits.take("write", `new ${place.conversation.id}`);
  const id = write(context, place, content);
  return created(id === null ? {} : { id: `${place.conversation.id};messageid=${id}`, activityId: id });
}

function openPersonal(context: Context, member: string, activity: unknown): Answer {
  const state = context.section.get();
  const conversation = personalChat(state, findAccount(state, member)?.id ?? "");
  if (conversation === undefined) return badSyntax("Failed to decrypt pairwise id.");
  if (!isReachable(state, conversation)) forbidden("Bot is not installed in user's personal scope");
  const content = activity === undefined ? null : readActivity(activity, conversation, state);
  context.limits.take("write", `new ${conversation.id}`);
  const id = content === null ? null : write(context, { conversation, root: null }, content);
  return created({ id: conversation.id, ...(id === null ? {} : { activityId: id }) });
}
