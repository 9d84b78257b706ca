import { eq, sql } from "drizzle-orm";
import type { Traces } from "../domain/erasure.ts";
import type { PersonId } from "../domain/person.ts";
import type { Connection } from "./connection.ts";
import { leftIn } from "./erase.ts";
import { toAccount } from "./people.ts";
import { accounts, invitations, members, people } from "./schema.ts";
import { copies, routes } from "./schema-traffic.ts";
import { isIn, reading } from "./table.ts";

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

  const own = reading(db, accounts)(isIn(accounts.person, "ids")).all(lists);
  const listed = reading(db, members)(isIn(members.address, "addresses")).all(lists);
  const isTheirs = sql`(${isIn(invitations.address, "addresses")} OR ${isIn(invitations.invitee, "ids")})`;
  const invited = reading(
    db,
    invitations,
  )(sql`${isTheirs} AND instr(${invitations.address}, '@') > 0`).all(lists);
  if (own.length + listed.length + invited.length === 0) {
    // Somebody's words may still hold the address.
    if (!isAddress(who) || leftIn(db, { addresses: [start], chatIds: [] }).length === 0) return null;
  }
  const merged = reading(db, people)(isIn(people.mergedInto, "ids")).all(lists);
  const reached = reading(
    db,
    routes,
  )(
    sql`${routes.kind} = 'person' AND (${routes.platform}, ${routes.id}) IN
      (SELECT ${accounts.platform}, ${accounts.id} FROM ${accounts} WHERE ${isIn(accounts.person, "ids")})`,
  ).all(lists);
  const talks = reading(
    db,
    copies,
  )(sql`${isIn(copies.person, "ids")} AND ${copies.channel} <> 'home'`).all(lists);
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
