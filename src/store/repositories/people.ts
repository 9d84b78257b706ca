import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, eq, ne, type SQL } from "drizzle-orm";
import type { Account, Person, PersonId, Platform } from "../../domain/accounts/person.ts";
import { subjectOf } from "../../domain/message.ts";
import { isYounger } from "../../lib/timing.ts";
import type { Connection } from "../db/sqlite.ts";
import { accounts, people } from "../schema/schema.ts";
import { is, one, type Parts, tableOf } from "../schema/table.ts";

const SEEN_EVERY_MS = 60_000;

export const newId = (): PersonId => `p_${randomUUID().slice(-12)}`;

type Row = typeof accounts.$inferSelect;

export function toAccount(row: Row): Account {
  const { platform, id, name, address, addressVerified, timezone, locale, standing, admin } = row;
  const { status: text, statusUntil: until } = row;
  const status = text === null || until === null ? null : { text, until };
  return { platform, id, name, address, addressVerified, timezone, locale, standing, admin, status };
}

const toRow = ({ status, ...account }: Account) => ({
  ...account,
  status: status?.text ?? null,
  statusUntil: status?.until ?? null,
});

/** What a person is called follows from their accounts: of two, a member's, then Slack's, speaks for them. */
function toPerson(rows: readonly Row[]): Person {
  const { person: id, human, asked, agreed, parted, language, muted } = one(rows[0]);
  const list = rows.map(toAccount);
  const first = one(list.find((account) => account.standing === "member") ?? list[0]);
  const address = first.address ?? list.find((account) => account.address !== null)?.address ?? null;
  const { name, timezone, locale } = first;
  const chosen = { language, muted };
  return { id, human, asked, agreed, parted, ...chosen, name, address, timezone, locale, accounts: list };
}

const isAccount = (platform: Platform, id: string) =>
  and(eq(accounts.platform, platform), eq(accounts.id, id));

const isMemberWith = (address: string) =>
  and(eq(accounts.address, address), eq(accounts.addressVerified, true), eq(accounts.standing, "member"));

/** The Setup is the caller's. */
const THEIRS = `SELECT tables.name AS "table", keys."from" AS "column" FROM sqlite_master AS tables
  JOIN pragma_foreign_key_list(tables.name) AS keys
  WHERE tables.type = 'table' AND tables.name <> 'setup' AND keys."table" = 'people'`;

/** Every row that is one person's becomes the other's. What is only ever read, such as Evidence, keeps the old id. */
function mergePeople({ $client }: Connection, from: PersonId, into: PersonId): void {
  const of = $client.prepare<[string], Pick<Row, "human" | "language" | "muted">>(
    "SELECT human, language, muted FROM accounts WHERE person = ?",
  );
  const [theirs, other] = [of.get(into), of.get(from)];
  const [home, homeBefore] = [into, from].map((person) => subjectOf({ kind: "home", person }));
  const language = theirs?.language ?? other?.language ?? null;
  const muted = theirs?.muted && other?.muted ? 1 : 0;
  const values = { from, into, human: theirs?.human ?? into, language, muted, home, homeBefore };
  const run = (statement: string) => $client.prepare<object>(statement).run(values);
  run(`UPDATE accounts SET person = :into, human = :human, agreed = NULL, asked = NULL, parted = 0, language = :language,
    muted = :muted WHERE person IN (:from, :into)`);
  run("UPDATE people SET merged_into = :into WHERE id = :from OR merged_into = :from");
  for (const { table, column } of $client.prepare<[], { table: string; column: string }>(THEIRS).all())
    run(`UPDATE "${table}" SET "${column}" = :into WHERE "${column}" = :from`);
  // `home:p_1.checklist` as well.
  run(`UPDATE posted_messages SET subject = :home || substr(subject, length(:homeBefore) + 1)
    WHERE subject = :homeBefore OR (subject >= :homeBefore || '.' AND subject < :homeBefore || '/')`);
}

/** `forgetAll`: what every repository has read. */
export function peopleStore(parts: Parts, forgetAll: () => void) {
  const { db, once, forget } = parts;
  // One answer names the same few people a hundred times.
  const { where } = tableOf(parts, accounts);
  const ofPerson = where(is(accounts.person, "person"), accounts.platform, accounts.seenAt);
  const ofHuman = where(is(accounts.human, "human"), accounts.platform, accounts.seenAt);
  const ofAccount = where(and(is(accounts.platform, "platform"), is(accounts.id, "id")));
  const accountsOf = (person: PersonId): Row[] => ofPerson.all({ person });
  const find = (platform: Platform, id: string): Row | null => ofAccount.first({ platform, id });

  const usedFirst = (person: PersonId): Row[] =>
    accountsOf(person).toSorted((one, other) => (other.usedAt ?? 0) - (one.usedAt ?? 0));

  function set(values: Partial<Row>, which: SQL | undefined): void {
    db.update(accounts).set(values).where(which).run();
    forget();
  }

  function get(id: PersonId): Person | null {
    const rows = accountsOf(id);
    if (rows.length > 0) return toPerson(rows);
    const merged = db.select().from(people).where(eq(people.id, id)).get()?.mergedInto ?? null;
    return merged === null ? null : get(merged);
  }
  const peopleOf = (rows: readonly Row[]): Person[] =>
    [...new Set(rows.map(({ person }) => person))].flatMap((person) => get(person) ?? []);

  /** Whoever has one of their verified addresses, as a member of another platform, is the same human. */
  function recognize(person: PersonId): void {
    for (const { platform, address, addressVerified, standing } of accountsOf(person)) {
      if (address === null || !addressVerified || standing !== "member") continue;
      const alike = and(isMemberWith(address), ne(accounts.platform, platform));
      for (const other of db.select().from(accounts).where(alike).all()) {
        const { human } = one(accountsOf(person)[0]);
        if (other.human !== human) set({ human: other.human }, eq(accounts.human, human));
      }
    }
  }

  function insert(account: Account, seenAt: number): PersonId {
    const person = newId();
    db.insert(people).values({ id: person }).run();
    db.insert(accounts)
      .values({ ...toRow(account), person, human: person, seenAt })
      .run();
    forget();
    return person;
  }

  function upsert(told: Account, seenAt: number): Person {
    const account = { ...told, address: told.address?.toLowerCase() ?? null };
    const row = find(account.platform, account.id);
    const person = row?.person ?? insert(account, seenAt);
    const isNew = row === null || !isDeepStrictEqual(toAccount(row), account);
    if (row !== null && (isNew || !isYounger(row.seenAt, seenAt, SEEN_EVERY_MS)))
      set(isNew ? { ...toRow(account), seenAt } : { seenAt }, isAccount(account.platform, account.id));
    if (isNew) recognize(person);
    return one(get(person) ?? undefined);
  }

  return {
    /** Whoever merged with another is that one from then on. */
    get: once(get),
    byAccount: once((platform: Platform, account: string): Person | null => {
      const row = find(platform, account);
      return row && get(row.person);
    }),
    /** The person one of whose verified, member accounts has this address. */
    byAddress(address: string): Person | null {
      const row = db.select().from(accounts).where(isMemberWith(address)).orderBy(accounts.platform).get();
      return row === undefined ? null : get(row.person);
    },
    /** Those who administer the chat workspace, among whoever we have met. */
    admins(): Person[] {
      const isAdmin = and(eq(accounts.admin, true), eq(accounts.standing, "member"));
      return peopleOf(db.select().from(accounts).where(isAdmin).all());
    },
    /** The other persons who are, or once were, the same human. */
    others: ({ id, human }: Person): Person[] =>
      peopleOf(ofHuman.all({ human }).filter(({ person }) => person !== id)),
    /** When the account was last told by its platform (epoch ms), or null. */
    seenAt: once((platform: Platform, account: string) => find(platform, account)?.seenAt ?? null),
    /**
     * Notes what the platform says of an account. A new account is a new person. Those who have members' accounts with the
     * same verified address on different platforms become one human, and stay so whatever their addresses become.
     */
    upsert,
    /**
     * `asked`: who is asked whether this person is them. `agreed`: whom the person says to be, too. `parted`: somebody with
     * the same address says that this is not them. `language`: in which they want to read; null: as their account says.
     * `muted`: they want to hear only what needs them.
     */
    set: (
      person: PersonId,
      values: Partial<Pick<Person, "asked" | "agreed" | "parted" | "language" | "muted">>,
    ): void => set(values, eq(accounts.person, person)),
    /** What is one person's becomes another's, accounts and all; its id goes on meaning them. The Setup is the caller's. */
    merge(from: PersonId, into: PersonId): void {
      mergePeople(db, from, into);
      forgetAll();
    },
    /** They act with this account: of several it is the one to write to from now on. */
    setUsed(platform: Platform, account: string, usedAt: number): void {
      const row = find(platform, account);
      const first = row && usedFirst(row.person)[0];
      if (first?.usedAt == null || first.platform !== platform || first.id !== account)
        set({ usedAt }, isAccount(platform, account));
    },
    /** Their accounts, the one that they act with first. */
    usedFirst: once((person: PersonId): readonly Account[] => usedFirst(person).map(toAccount)),
    /** The account cannot be written to (true), or can again (false). */
    setUnreachable: (platform: Platform, account: string, unreachable: boolean): void =>
      set({ unreachable }, isAccount(platform, account)),
    isUnreachable: once(
      (platform: Platform, account: string) => find(platform, account)?.unreachable ?? false,
    ),
  };
}
