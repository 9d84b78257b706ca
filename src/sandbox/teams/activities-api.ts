import { isWire } from "../check.ts";
import type { Answer } from "../fault.ts";
import type { Content } from "./activity-content.ts";
import { addMessage, readActivity } from "./activity-content.ts";
import { BOT } from "./bot.ts";
import { TENANT } from "./company.ts";
import type { Context } from "./context.ts";
import { isReachable, mayWrite, type Place, placeOf } from "./reach.ts";
import { badSyntax, refuse } from "./refusal.ts";
import type { StoredMessage, TeamsState } from "./state.ts";
import { findAccount, findMessage, personalChat } from "./state.ts";

const created = (body: object): Answer => ({ status: 201, body });

/** Text and cards in one activity become messages of their own, and then none of their ids is told. */
function write(draft: TeamsState, now: number, place: Place, content: Content): string | null {
  const { text, summary, cards } = content;
  const add = (one: Content) => addMessage(draft, now, { ...place, author: null, content: one }).id;
  if (text.trim() === "" || cards.length === 0) return add(content);
  add({ text, summary, cards: [] });
  add({ text: "", summary, cards });
  return null;
}

/** `POST v3/conversations/{id}/activities`, and below a message of a channel `…/activities/{message}`. */
export function sendActivity(context: Context, id: string, replyTo: string | null, body: unknown): Answer {
  const state = context.section.get();
  const place = placeOf(state, id);
  mayWrite(state, place.conversation);
  const content = readActivity(body, place.conversation, state);
  const target = replyTo === null ? place : below(state, place, replyTo);
  context.limits.take("write", place.conversation.id);
  if (content === null) return created({ id: "" });
  const made = context.section.change((draft) => write(draft, context.now(), target, content));
  return created(made === null ? {} : { id: made });
}

/** Only channels have threads: elsewhere a reply stands at the end, as everything does. */
function below(state: TeamsState, { conversation, root }: Place, replyTo: string): Place {
  const message = findMessage(state, conversation.id, replyTo);
  const begins = conversation.kind === "channel" ? (message?.root ?? message?.id ?? null) : null;
  return { conversation, root: begins ?? root };
}

/** The bot's own message; the refusal of another's, or of one that is not there. */
function ownMessage(state: TeamsState, id: string, activity: string): StoredMessage {
  const { conversation } = placeOf(state, id);
  mayWrite(state, conversation);
  const message = findMessage(state, conversation.id, activity);
  if (message === undefined)
    return refuse(404, "ActivityNotFoundInConversation", "The message is not in the conversation.");
  if (message.author !== null) refuse(403, "Forbidden", "The message is somebody else's.");
  return message;
}

/** `PUT v3/conversations/{id}/activities/{message}` */
export function updateActivity(context: Context, id: string, activity: string, body: unknown): Answer {
  const state = context.section.get();
  const message = ownMessage(state, id, activity);
  const content = readActivity(body, placeOf(state, id).conversation, state);
  if (content === null) return badSyntax("Only a message can take a message's place.");
  if (content.text.trim() !== "" && content.cards.length > 0)
    badSyntax("Activity resulted into multiple messages.");
  context.limits.take("write", message.conversation);
  context.section.change(() => {
    Object.assign(message, content, { edits: message.edits + 1, own: {} });
  });
  return { status: 200, body: { id: message.id } };
}

/** `DELETE v3/conversations/{id}/activities/{message}` */
export function deleteActivity(context: Context, id: string, activity: string): Answer {
  const message = ownMessage(context.section.get(), id, activity);
  context.limits.take("write", message.conversation);
  context.section.change(() => {
    message.deleted = true;
  });
  return { status: 200, body: {} };
}

/** `POST v3/conversations`: a personal chat, or a new thread in a channel. Group chats cannot be made. */
export function createConversation(context: Context, body: unknown): Answer {
  if (!isWire(body)) return badSyntax("Incorrect conversation creation parameters.");
  const channelData = isWire(body["channelData"]) ? body["channelData"] : {};
  const tenant = isWire(channelData["tenant"]) ? channelData["tenant"]["id"] : body["tenantId"];
  const { bot, members = [], activity } = body;
  if (isWire(bot) && bot["id"] !== BOT.id)
    refuse(401, "BotNotRegistered", "No registration found for this bot.");
  if (isWire(channelData["channel"])) return startThread(context, channelData["channel"]["id"], activity);
  if (body["isGroup"] === true || !Array.isArray(members) || members.length !== 1)
    return badSyntax("Incorrect conversation creation parameters.");
  if (tenant !== TENANT) refuse(403, "ForbiddenOperationException", "The tenant is another one.");
  return openPersonal(context, isWire(members[0]) ? members[0]["id"] : null, activity);
}

function startThread(context: Context, channel: unknown, activity: unknown): Answer {
  const state = context.section.get();
  const place = placeOf(state, String(channel));
  mayWrite(state, place.conversation);
  const content = readActivity(activity, place.conversation, state);
  if (content === null) return badSyntax("A thread begins with a message.");
  context.limits.take("write", `new ${place.conversation.id}`);
  const id = context.section.change((draft) => write(draft, context.now(), place, content));
  return created(id === null ? {} : { id: `${place.conversation.id};messageid=${id}`, activityId: id });
}

function openPersonal(context: Context, member: unknown, activity: unknown): Answer {
  const state = context.section.get();
  const person = findAccount(state, String(member));
  const conversation = person === undefined ? undefined : personalChat(state, person.id);
  if (conversation === undefined) return badSyntax("Failed to decrypt pairwise id.");
  if (!isReachable(state, conversation))
    refuse(403, "ForbiddenOperationException", "Bot is not installed in user's personal scope");
  const content = activity === undefined ? null : readActivity(activity, conversation, state);
  context.limits.take("write", `new ${conversation.id}`);
  const place = { conversation, root: null };
  const id =
    content === null ? null : context.section.change((draft) => write(draft, context.now(), place, content));
  return created({ id: conversation.id, ...(id === null ? {} : { activityId: id }) });
}
