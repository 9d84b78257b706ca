import type { Answer } from "../fault.ts";
import { TEAM, TENANT } from "./company.ts";
import type { Context } from "./context.ts";
import { isReachable, placeOf } from "./reach.ts";
import { badSyntax, refuse } from "./refusal.ts";
import type { JsonObject, StoredPerson, TeamsState } from "./state.ts";
import { findAccount, findConversation } from "./state.ts";

const SMALLEST_PAGE = 50;
const LARGEST_PAGE = 500;

function wireMember(person: StoredPerson): JsonObject {
  const [givenName = "", ...rest] = person.name.split(" ");
  return {
    id: person.userId,
    name: person.name,
    // Some answers of Teams call it one, some the other.
    objectId: person.aadObjectId,
    aadObjectId: person.aadObjectId,
    givenName,
    surname: rest.join(" "),
    ...(person.email === null ? {} : { email: person.email }),
    userPrincipalName: person.upn,
    tenantId: TENANT,
    userRole: person.guest ? "guest" : "user",
  };
}

function roster(context: Context, id: string): StoredPerson[] {
  const state = context.section.get();
  const { conversation } = placeOf(state, id);
  if (!isReachable(state, conversation))
    refuse(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
  context.limits.take("read", conversation.id);
  return state.people.filter((person) => conversation.members.includes(person.id));
}

/** `GET v3/conversations/{id}/members` */
export const allMembers = (context: Context, id: string): Answer => ({
  status: 200,
  body: roster(context, id).map(wireMember),
});

/** `GET v3/conversations/{id}/members/{person}` */
export function oneMember(context: Context, id: string, account: string): Answer {
  const members = roster(context, id);
  const person = findAccount(context.section.get(), account);
  if (person === undefined || !members.includes(person))
    return refuse(404, "MemberNotFoundInConversation", "Member not found in conversation.");
  return { status: 200, body: wireMember(person) };
}

/** `GET v3/conversations/{id}/pagedmembers?pageSize=…&continuationToken=…` */
export function pagedMembers(context: Context, id: string, query: URLSearchParams): Answer {
  const members = roster(context, id);
  const asked = Number(query.get("pageSize") ?? LARGEST_PAGE);
  const size = Math.min(Math.max(Number.isInteger(asked) ? asked : 0, SMALLEST_PAGE), LARGEST_PAGE);
  const token = query.get("continuationToken");
  const start = token === null ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(start) || start < 0) badSyntax("Bad continuation token.");
  const next = start + size;
  const more =
    next < members.length ? { continuationToken: Buffer.from(String(next)).toString("base64url") } : {};
  return { status: 200, body: { ...more, members: members.slice(start, next).map(wireMember) } };
}

function checkTeam(context: Context, id: string): TeamsState {
  const state = context.section.get();
  if (id !== TEAM.id) refuse(404, "ConversationNotFound", "Conversation not found.");
  if (findConversation(state, TEAM.id)?.installed !== true)
    refuse(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
  context.limits.take("read", id);
  return state;
}

/** `GET v3/teams/{id}` */
export function teamDetails(context: Context, id: string): Answer {
  const state = checkTeam(context, id);
  const channelCount = state.conversations.filter(({ kind }) => kind === "channel").length;
  const { name, aadGroupId, members } = TEAM;
  const body = { id, name, type: "standard", aadGroupId, channelCount, memberCount: members.length };
  return { status: 200, body: { ...body, tenantId: TENANT } };
}

/** `GET v3/teams/{id}/conversations`: the first channel has no name there, clients call it General. */
export function teamChannels(context: Context, id: string): Answer {
  const channels = checkTeam(context, id).conversations.filter(({ kind }) => kind === "channel");
  const conversations = channels.map(({ id, name }) => ({
    id,
    name: id === TEAM.id ? null : name,
    type: "standard",
  }));
  return { status: 200, body: { conversations } };
}
