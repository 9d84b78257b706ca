import { eq, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { PersonId } from "../../domain/accounts/person.ts";
import type { Traces } from "../../domain/record/erasure.ts";
import type { Connection } from "../db/connection.ts";
import { toAccount } from "../repositories/people.ts";
import { accounts, invitations, members, people } from "../schema/schema.ts";
import { postedMessages as posted, conversationReferences as references } from "../schema/schema-traffic.ts";
import { isIn, reading } from "../schema/table.ts";
import { leftIn } from "./erase.ts";

/** Accounts lead to addresses, those to Invitations, and Invitations to accounts. */
const KNOWN = `WITH RECURSIVE links(person, address) AS (
    SELECT person, address FROM accounts WHERE address IS NOT NULL
    UNION SELECT invitee, address FROM invitations WHERE invitee IS NOT NULL AND instr(address, '@') > 0),
  known(who) AS (
    VALUES (:who)
    UNION SELECT iif(known.who = links.person, links.address, links.person)
      FROM known JOIN links ON known.who IN (links.person, links.address))
  SELECT who FROM known`;

const filled = (words: readonly (string | null | undefined)[]): string[] => [
  ...new Set(words.flatMap((word) => word || [])),
];

/** Whoever became another is that one. */
function now(db: Connection, id: PersonId): PersonId {
  const into = db.select().from(people).where(eq(people.id, id)).get()?.mergedInto ?? null;
  return into === null ? id : now(db, into);
}

/** Everything by which somebody is known here, from one address or opaque id on. */
export function findTraces(db: Connection, who: string): Traces | null {
  const isAddress = (word: string) => word.includes("@");
  const start = isAddress(who) ? who.toLowerCase() : now(db, who);
  const known = db.$client.prepare<object, string>(KNOWN).pluck().all({ who: start });
  const addresses = known.filter(isAddress);
  const ids = known.filter((word) => !isAddress(word));
  const lists = { ids: JSON.stringify(ids), addresses: JSON.stringify(addresses) };

  const found = <T extends SQLiteTable>(table: T, which: SQL) => reading(db, table)(which).all(lists);
  const own = found(accounts, isIn(accounts.person, "ids"));
  const listed = found(members, isIn(members.address, "addresses"));
  const isTheirs = sql`(${isIn(invitations.address, "addresses")} OR ${isIn(invitations.invitee, "ids")})`;
  const invited = found(invitations, sql`${isTheirs} AND instr(${invitations.address}, '@') > 0`);
  if (own.length + listed.length + invited.length === 0) {
    // Somebody's words may still hold the address.
    if (!isAddress(who) || leftIn(db, { addresses: [start], chatIds: [] }).length === 0) return null;
  }
  const merged = found(people, isIn(people.mergedInto, "ids"));
  const accountsOfTheirs = sql`SELECT ${accounts.platform}, ${accounts.id} FROM ${accounts}
    WHERE ${isIn(accounts.person, "ids")}`;
  const reached = found(
    references,
    sql`${references.kind} = 'person' AND (${references.platform}, ${references.id}) IN (${accountsOfTheirs})`,
  );
  const talks = found(posted, sql`${isIn(posted.person, "ids")} AND ${posted.channel} <> 'home'`);
  return {
    people: [...ids, ...merged.map(({ id }) => id)],
    accounts: own.map(toAccount),
    addresses,
    names: filled([...own, ...listed].map(({ name }) => name).concat(reached.map(({ label }) => label))),
    chatIds: filled([
      ...own.map(({ id }) => id),
      ...talks.map(({ channel }) => channel),
      ...reached.flatMap(({ id, data }) => [id, data["user"], data["conversation"]]),
    ]),
    invitations: invited.map(({ id }) => id),
  };
}
