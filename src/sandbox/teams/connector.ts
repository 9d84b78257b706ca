import { z } from "zod";
import type { StoredPerson, StoredPlace } from "../chat.ts";
import { addMessage, directOf, findMessage, findPlace, type StoredMessage } from "../chat.ts";
import { type Answer, parseJson, type Request, type Route, routeFor } from "../http.ts";
import { orRefused, type Refusals, refuse } from "../refusal.ts";
import type { JsonObject } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { badSyntax, type Content, read, readActivity } from "./content.ts";
import { findAccount, nextId, TEAM, TENANT, type TeamsState } from "./state.ts";

export type Context = {
  section: Section<TeamsState>;
  now: () => number;
  limit: ReturnType<typeof createLimits>;
  refusals: Refusals;
};

type Operation = (context: Context, asked: { id: string; part: string; body: unknown }) => Answer;

/** How much Teams takes in so many seconds: of each kind in one conversation, and from the app in all of them. */
const WINDOWS: Record<"write" | "read" | "all", Record<number, number>> = {
  write: { 1: 7, 2: 8, 30: 60, 3600: 1800 },
  read: { 1: 14, 2: 16, 30: 120, 3600: 3600 },
  all: { 1: 30 },
};
const KEPT = 3600;

export function createLimits(now: () => number) {
  const taken = new Map<string, number[]>();
  return (kind: "write" | "read", conversation: string): void => {
    const at = now();
    const lanes = { [`${kind} ${conversation}`]: WINDOWS[kind], all: WINDOWS.all };
    const waits = Object.entries(lanes).flatMap(([key, windows]) =>
      Object.entries(windows).map(
        ([seconds, most]) => (taken.get(key)?.at(-most) ?? -Infinity) + Number(seconds) * 1000 - at,
      ),
    );
    const ms = Math.max(...waits);
    const headers = { "retry-after": String(Math.ceil(ms / 1000)) };
    if (ms > 0) refuse("Throttled", { status: 429, problems: ["Too many requests."], headers });
    for (const key of Object.keys(lanes)) taken.set(key, [...(taken.get(key) ?? []), at].slice(-KEPT));
  };
}

const ok = (body: unknown, status = 200): Answer => ({ status, body });
const created = (body: object): Answer => ok(body, 201);
const refuseWith = (status: number, code: string, problem: string): never =>
  refuse(code, { status, problems: [problem] });

/** Whether the bot may write there. In a personal chat it may also when the app is in a team that the person is in. */
function isReachable(state: TeamsState, { kind, members, installed, blocked }: StoredPlace): boolean {
  const inTeam = isInTeam(state) && TEAM.members.includes(members[0] ?? "");
  return !blocked && (installed || (kind === "direct" && inTeam));
}

const isInTeam = (state: TeamsState): boolean => findPlace(state, TEAM.id)?.installed === true;

/** Documented so: the code is inside of the message. */
const BLOCKED = { subCode: "MessageWritesBlocked", details: "Thread is blocked from message writes." };

const notInRoster = (): never =>
  refuseWith(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
const noConversation = (): never => refuseWith(404, "ConversationNotFound", "Conversation not found.");
const forbidden = (problem: string): never => refuseWith(403, "ForbiddenOperationException", problem);

/** `root`: in a channel, the message that begins the thread; null for the channel as a whole. */
type Spot = { conversation: StoredPlace; root: string | null };

/** The conversation and, in a channel, the thread that an id of the wire means, where the bot is; or the refusal. */
function reachable(state: TeamsState, wireId: string, isWrite = false): Spot {
  const [id = "", root = null] = wireId.split(";messageid=");
  const conversation = findPlace(state, id) ?? noConversation();
  const isThread = conversation.kind === "channel" && findMessage(state, id, root ?? "") !== undefined;
  if (root !== null && !isThread) noConversation();
  const problems = [JSON.stringify(BLOCKED, null, 2)];
  if (isWrite && conversation.blocked)
    refuse(BLOCKED.subCode, { status: 403, problems, extra: { errorCode: 209 } });
  return isReachable(state, conversation) ? { conversation, root } : notInRoster();
}

const writable = (state: TeamsState, id: string): Spot => reachable(state, id, true);

const write = ({ section, now }: Context, place: string, root: string | null, content: Content): string =>
  section.change((draft) => addMessage(draft, { place, id: nextId(draft, now()), root, ...content }).id);

/** Below a message of a channel it is an answer in its thread; elsewhere it stands at the end, as everything does. */
const sendActivity: Operation = (context, { id, part, body }) => {
  const state = context.section.get();
  const { conversation, root } = writable(state, id);
  const content = readActivity(body, conversation, state);
  const message = conversation.kind === "channel" ? findMessage(state, conversation.id, part) : undefined;
  context.limit("write", conversation.id);
  return created({ id: write(context, conversation.id, message?.root ?? message?.id ?? root, content) });
};

function ownMessage(state: TeamsState, conversation: string, id: string): StoredMessage {
  const message = findMessage(state, conversation, id);
  if (message === undefined)
    return refuseWith(404, "ActivityNotFoundInConversation", "The message is not in the conversation.");
  if (message.author !== null) refuseWith(403, "Forbidden", "The message is somebody else's.");
  return message;
}

const updateActivity: Operation = ({ section, limit }, { id, part, body }) => {
  const state = section.get();
  const { conversation } = writable(state, id);
  const message = ownMessage(state, conversation.id, part);
  const content = readActivity(body, conversation, state);
  limit("write", conversation.id);
  section.patch(message, { ...content, edits: message.edits + 1, own: {} });
  return ok({ id: message.id });
};

const withId = z.object({ id: z.string() });
const ORDER = z.object({
  members: z.array(withId).default([]),
  channelData: z.object({ tenant: withId.optional(), channel: withId.optional() }).default({}),
  activity: z.unknown().optional(),
});

/** A personal chat, or a new thread in a channel. Group chats cannot be made. */
const createConversation: Operation = (context, { body }) => {
  const { members, channelData, activity } = read(ORDER, body);
  const { tenant, channel } = channelData;
  if (channel !== undefined) return startThread(context, channel.id, activity);
  const [member] = members;
  if (member === undefined) return badSyntax("Incorrect conversation creation parameters.");
  if (tenant?.id !== TENANT) forbidden("The tenant is another one.");
  return openPersonal(context, member.id);
};

function startThread(context: Context, channel: string, activity: unknown): Answer {
  const state = context.section.get();
  const { conversation, root } = writable(state, channel);
  const content = readActivity(activity, conversation, state);
  context.limit("write", `new ${conversation.id}`);
  const id = write(context, conversation.id, root, content);
  return created({ id: `${conversation.id};messageid=${id}`, activityId: id });
}

function openPersonal(context: Context, member: string): Answer {
  const state = context.section.get();
  const conversation = directOf(state, findAccount(state, member)?.id ?? "");
  if (conversation === undefined) return badSyntax("Failed to decrypt pairwise id.");
  if (!isReachable(state, conversation)) forbidden("Bot is not installed in user's personal scope");
  context.limit("write", `new ${conversation.id}`);
  return created({ id: conversation.id });
}

function wireMember({ userId, name, aadObjectId, email, upn, kind }: StoredPerson): JsonObject {
  const [givenName = "", ...rest] = name.split(" ");
  return {
    ...{ id: userId, name, givenName, surname: rest.join(" "), userPrincipalName: upn, tenantId: TENANT },
    // Some answers of Teams call it one, some the other.
    ...{ objectId: aadObjectId, aadObjectId, userRole: kind === "guest" ? "guest" : "user" },
    ...(email === null ? {} : { email }),
  };
}

function roster({ section, limit }: Context, id: string): StoredPerson[] {
  const state = section.get();
  const { conversation } = reachable(state, id);
  limit("read", conversation.id);
  return state.people.filter((person) => conversation.members.includes(person.id));
}

const member: Operation = (context, { id, part }) => {
  const person = findAccount(context.section.get(), part);
  if (person !== undefined && roster(context, id).includes(person)) return ok(wireMember(person));
  return refuseWith(404, "MemberNotFoundInConversation", "Member not found in conversation.");
};

const pagedMembers: Operation = (context, { id }) => ok({ members: roster(context, id).map(wireMember) });

/** The first channel has no name there, clients call it General. */
const teamChannels: Operation = ({ section, limit }, { id: team }) => {
  const state = section.get();
  if (team !== TEAM.id) noConversation();
  if (!isInTeam(state)) notInRoster();
  limit("read", team);
  const conversations = state.places
    .filter(({ kind }) => kind === "channel")
    .map(({ id, name }) => ({ id, name: id === TEAM.id ? null : name, type: "standard" }));
  return ok({ conversations });
};

const ROUTES: readonly Route<Operation>[] = [
  ["POST", /^\/v3\/conversations$/, createConversation],
  ["POST", /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]*))?$/, sendActivity],
  ["PUT", /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, updateActivity],
  ["GET", /^\/v3\/conversations\/([^/]+)\/members\/([^/]+)$/, member],
  ["GET", /^\/v3\/conversations\/([^/]+)\/pagedmembers$/, pagedMembers],
  ["GET", /^\/v3\/teams\/([^/]+)\/conversations$/, teamChannels],
];

export function callConnector(context: Context, request: Request): Answer {
  const { method, path, text } = request;
  const run = (): Answer => {
    const { run: operation, parts } = routeFor(ROUTES, request);
    if (operation === undefined) return refuseWith(404, "ServiceError", "There is no such operation.");
    const [id = "", part = ""] = parts;
    return operation(context, { id, part, body: text === "" ? undefined : parseJson(text) });
  };
  return orRefused(run, (refusal) => {
    const { code, more } = refusal;
    const { status, problems, headers, extra } = more;
    if (status === 400 || status === 413) context.refusals.note(`${method} ${path}`, refusal);
    const message = problems.join("; ");
    const body = "errorCode" in extra ? { ...extra, message } : { error: { code, message } };
    return { status, headers, body };
  });
}
