import { and, eq, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import type { Traces } from "../domain/erasure.ts";
import type { PersonId } from "../domain/person.ts";
import type { Connection } from "./connection.ts";
import { leftIn } from "./erase.ts";
import { toAccount } from "./people.ts";
import { accounts, invitations, members, people } from "./schema.ts";
import { copies, routes } from "./schema-traffic.ts";

const amongst = (column: SQL | typeof accounts.id, values: Iterable<string | number>): SQL =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify([...values])}))`;

const filled = (words: readonly (string | null | undefined)[]): string[] => [
  ...new Set(words.flatMap((word) => word || [])),
];

/** Whether anybody's words hold this address. */
const isWritten = (db: Connection, address: string): boolean =>
  leftIn(db, { addresses: [address.toLowerCase()], chatIds: [] }).length > 0;

/**
 * Everything by which somebody is known here, from one address or opaque id on: accounts lead to addresses, those to
 * Invitations, and Invitations to accounts.
 */
export function findTraces(db: Connection, who: string): Traces | null {
  const found = { people: new Set<PersonId>(), addresses: new Set<string>() };
  if (who.includes("@")) found.addresses.add(who.toLowerCase());
  else found.people.add(now(db, who));
  for (let before = -1; before !== found.people.size + found.addresses.size; ) {
    before = found.people.size + found.addresses.size;
    follow(db, found);
  }
  const own = db
    .select()
    .from(accounts)
    .where(amongst(sql`${accounts.person}`, found.people))
    .all();
  const listed = db
    .select()
    .from(members)
    .where(amongst(sql`${members.address}`, found.addresses))
    .all();
  const invited = theirInvitations(db, found).map(({ id }) => id);
  const isKnown = own.length + listed.length + invited.length > 0;
  if (!isKnown && (!who.includes("@") || !isWritten(db, who))) return null;
  const merged = db
    .select({ id: people.id })
    .from(people)
    .where(amongst(sql`${people.mergedInto}`, found.people))
    .all();
  const known = own.flatMap(({ platform, id }) =>
    db
      .select()
      .from(routes)
      .where(and(eq(routes.platform, platform), eq(routes.kind, "person"), eq(routes.id, id)))
      .all(),
  );
  const talks = db
    .select({ channel: copies.channel })
    .from(copies)
    .where(and(amongst(sql`${copies.person}`, found.people), ne(copies.channel, "home")))
    .all();
  return {
    people: [...found.people, ...merged.map(({ id }) => id)],
    accounts: own.map(toAccount),
    addresses: [...found.addresses],
    names: filled([...own, ...listed].map(({ name }) => name).concat(known.map(({ label }) => label))),
    chatIds: filled([
      ...own.map(({ id }) => id),
      ...talks.map(({ channel }) => channel),
      ...known.flatMap(({ id, data }) => [id, data["user"], data["conversation"]]),
    ]),
    invitations: invited,
  };
}

type Found = { readonly people: Set<PersonId>; readonly addresses: Set<string> };

/** Whoever became another is that one. */
function now(db: Connection, id: PersonId): PersonId {
  const into = db.select().from(people).where(eq(people.id, id)).get()?.mergedInto ?? null;
  return into === null ? id : now(db, into);
}

const theirInvitations = (db: Connection, { people: ids, addresses }: Found) =>
  db
    .select()
    .from(invitations)
    .where(
      sql`(${amongst(sql`${invitations.address}`, addresses)} OR ${amongst(sql`${invitations.invitee}`, ids)})
        AND instr(${invitations.address}, '@') > 0`,
    )
    .all();

function follow(db: Connection, found: Found): void {
  const { people: ids, addresses } = found;
  for (const { address, invitee } of theirInvitations(db, found)) {
    addresses.add(address);
    if (invitee !== null) ids.add(invitee);
  }
  const theirs = sql`${amongst(sql`${accounts.person}`, ids)} OR ${amongst(sql`${accounts.address}`, addresses)}`;
  for (const { person } of db.select().from(accounts).where(theirs).all()) ids.add(person);
  const told = and(amongst(sql`${accounts.person}`, ids), isNotNull(accounts.address));
  for (const { address } of db.select().from(accounts).where(told).all()) addresses.add(address ?? "");
}
