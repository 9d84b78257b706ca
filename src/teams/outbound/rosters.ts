import type { References } from "../../app/messages/conversation-references.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import { AppError } from "../../lib/errors.ts";
import { isYounger } from "../../lib/is-recent.ts";
import { patiently } from "../../lib/rate-limit.ts";
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

type People = ReadonlyMap<string, Found>;

/** Who is in the teams that have the app. Teams has no other way for a bot to find somebody by their address. */
export function createRosters(connector: Connector, references: References, now: () => number) {
  let kept: { readonly at: number; readonly of: string; readonly people: Promise<People> } | null = null;

  return async (address: string): Promise<Found | null> => {
    const teams = references.all("team");
    const of = teams.map(({ id }) => id).join();
    if (kept === null || kept.of !== of || !isYounger(kept.at, now(), FRESH_MS)) {
      kept = { at: now(), of, people: read(connector, teams) };
      // What failed is asked again the next time.
      kept.people.catch(() => {
        kept = null;
      });
    }
    return (await kept.people).get(address.trim().toLowerCase()) ?? null;
  };
}

export const atOf = ({ id, data }: ConversationReference): ConversationAt => ({
  serviceUrl: data["serviceUrl"] ?? "",
  id,
});

async function read(connector: Connector, teams: readonly ConversationReference[]): Promise<People> {
  const people = new Map<string, Found>();
  for (const among of teams) {
    let token: string | null = null;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      // A large team has more pages than may be read in a second; to begin again each time would never end.
      const page = await patiently(() => connector.pagedMembers(atOf(among), token)).catch(
        (error: unknown) => {
          if (isNobodys(error)) return null;
          throw error;
        },
      );
      for (const member of page?.members ?? []) {
        const address = addressOf(member);
        if (address !== null && !people.has(address)) people.set(address, { member, among });
      }
      token = page?.continuationToken ?? null;
      if (token === null || page?.members.length === 0) break;
    }
  }
  return people;
}

/** A conversation that is gone or has removed the app has nobody for us; an id of another form is nobody's. */
export const isNobodys = (error: unknown): error is AppError =>
  error instanceof AppError &&
  (error.code === "not_found" ||
    error.code === "forbidden" ||
    (error.code === "invalid" && error.detail !== UNTRUSTED));
