import type { Answer } from "../fault.ts";
import { refuse } from "../refusal.ts";
import type { JsonObject } from "../snapshot.ts";
import { TEAM, TENANT } from "./company.ts";
import { badSyntax } from "./content.ts";
import type { Asked, Context } from "./conversations.ts";
import { noConversation, notInRoster, reachable } from "./conversations.ts";
import type { StoredPerson } from "./state.ts";
import { findAccount, findConversation } from "./state.ts";

const SMALLEST_PAGE = 50;
const LARGEST_PAGE = 500;

const answer = (body: unknown): Answer => ({ status: 200, body });

function wireMember({ userId, name, aadObjectId, email, upn, guest }: StoredPerson): JsonObject {
  const [givenName = "", ...rest] = name.split(" ");
  return {
    ...{ id: userId, name, givenName, surname: rest.join(" "), userPrincipalName: upn, tenantId: TENANT },
    // Some answers of Teams call it one, some the other.
    ...{ objectId: aadObjectId, aadObjectId },
    ...(email === null ? {} : { email }),
    userRole: guest ? "guest" : "user",
  };
}

function roster({ section, limits }: Context, id: string): StoredPerson[] {
  const state = section.get();
  const { conversation } = reachable(state, id);
  limits.take("read", conversation.id);
  return state.people.filter((person) => conversation.members.includes(person.id));
}

/** `GET v3/conversations/{id}/members/{person}` */
export function member(context: Context, { id, part }: Asked): Answer {
  const person = findAccount(context.section.get(), part);
  if (person !== undefined && roster(context, id).includes(person)) return answer(wireMember(person));
  const problems = ["Member not found in conversation."];
  return refuse("MemberNotFoundInConversation", { status: 404, problems });
}

/** `GET v3/conversations/{id}/pagedmembers?pageSize=…&continuationToken=…` */
export function pagedMembers(context: Context, { id, query }: Asked): Answer {
  const all = roster(context, id);
  const asked = Number(query.get("pageSize") ?? LARGEST_PAGE);
  const size = Math.min(Math.max(Number.isInteger(asked) ? asked : 0, SMALLEST_PAGE), LARGEST_PAGE);
  const start = Number(Buffer.from(query.get("continuationToken") ?? "", "base64url").toString());
  if (!Number.isInteger(start) || start < 0) badSyntax("Bad continuation token.");
  const next = start + size;
  const continuationToken = Buffer.from(String(next)).toString("base64url");
  const page = { members: all.slice(start, next).map(wireMember) };
  return answer(next < all.length ? { ...page, continuationToken } : page);
}

/** `GET v3/teams/{id}/conversations`: the first channel has no name there, clients call it General. */
export function teamChannels({ section, limits }: Context, { id: team }: Asked): Answer {
  const state = section.get();
  if (team !== TEAM.id) noConversation();
  if (findConversation(state, TEAM.id)?.installed !== true) notInRoster();
  limits.take("read", team);
  const conversations = state.conversations
    .filter(({ kind }) => kind === "channel")
    .map(({ id, name }) => ({ id, name: id === TEAM.id ? null : name, type: "standard" }));
  return answer({ conversations });
}
