import type { References } from "../../app/messages/conversation-references.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import { AppError } from "../../lib/errors.ts";
import { patiently } from "../../lib/rate-limit.ts";
import { isYounger } from "../../lib/timing.ts";
import { addressOf } from "../account.ts";
import { UNTRUSTED } from "../api-error.ts";
import type { ConversationAt } from "../conversation.ts";
import type { Connector, TeamsMember } from "./connector.ts";

const FRESH_MS = 5 * 60_000;
/** Of 500 people each. */
const MAX_PAGES = 50;

export type Found = {
  readonly member: TeamsMember;
  /** The team or group chat. */
  readonly among: ConversationReference;
};

type People = ReadonlyMap<string, TeamsMember>;

/** Who is in the teams that have the app. Teams has no other way for a bot to find somebody by their address. */
export function createRosters(connector: Connector, references: References, now: () => number) {
  const kept = new Map<string, { readonly at: number; readonly people: Promise<People> }>();

  function rosterOf(team: ConversationReference): Promise<People> {
    const known = kept.get(team.id);
    if (known !== undefined && isYounger(known.at, now(), FRESH_MS)) return known.people;
    const people = read(connector, atOf(team));
    kept.set(team.id, { at: now(), people });
    // What failed is asked again the next time.
    people.catch(() => kept.delete(team.id));
    return people;
  }

  return async (address: string): Promise<Found | null> => {
    const wanted = address.trim().toLowerCase();
    const failed: unknown[] = [];
    for (const among of references.all("team")) {
      const people = await rosterOf(among).catch((error: unknown) => {
        if (!isNobodys(error)) failed.push(error);
        return null;
      });
      const member = people?.get(wanted);
      if (member !== undefined) return { member, among };
    }
    // Whoever is in none of the others may be in the one that could not be read.
    if (failed.length > 0) throw failed[0];
    return null;
  };
}

export const atOf = ({ id, data }: ConversationReference): ConversationAt => ({
  serviceUrl: data["serviceUrl"] ?? "",
  id,
});

async function read(connector: Connector, at: ConversationAt): Promise<People> {
  const people = new Map<string, TeamsMember>();
  let token: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    // A large team has more pages than may be read in a second; to begin again each time would never end.
    const page = await patiently(() => connector.pagedMembers(at, token));
    for (const member of page.members) {
      const address = addressOf(member);
      if (address !== null && !people.has(address)) people.set(address, member);
    }
    token = page.continuationToken;
    if (token === null || page.members.length === 0) break;
  }
  return people;
}

/** A conversation that is gone or has removed the app has nobody for us; an id of another form is nobody's. */
export const isNobodys = (error: unknown): error is AppError =>
  error instanceof AppError &&
  (error.code === "not_found" ||
    error.code === "forbidden" ||
    (error.code === "invalid" && error.detail !== UNTRUSTED));
