import { randomInt } from "node:crypto";
import { and, eq, ne, type SQL } from "drizzle-orm";
import type { Account, Person, PersonId, Platform } from "../../domain/accounts/person.ts";
import { isYounger } from "../../lib/is-recent.ts";
import { mergePeople } from "../erase/merge-people.ts";
import { accounts, people } from "../schema/schema.ts";
import { is, one, type Parts, reading } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

const SEEN_EVERY_MS = 60_000;

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export const newId = (): PersonId =>
  `p_${Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("")}`;

type Row = typeof accounts.$inferSelect;

export const toAccount = (row: Row): Account => ({
  platform: row.platform,
  id: row.id,
  team: row.team,
  name: row.name,
  address: row.address,
  addressVerified: row.addressVerified,
  timezone: row.timezone,
  locale: row.locale,
  standing: row.standing,
  admin: row.admin,
});

/** What a person is called follows from their accounts: of two, a member's, then Slack's, speaks for them. */
function toPerson(rows: readonly Row[]): Person {
  const { person: id, human, asked, agreed, parted, language } = one(rows[0]);
  const list = rows.map(toAccount);
  const first = one(list.find((account) => account.standing === "member") ?? list[0]);
  const address = first.address ?? list.find((account) => account.address !== null)?.address ?? null;
  const { name, timezone, locale } = first;
  return { id, human, asked, agreed, parted, language, name, address, timezone, locale, accounts: list };
}

const isSame = (row: Row, account: Account): boolean =>
  Object.entries(toAccount(row)).every(([field, value]) => account[field as keyof Account] === value);

const isAccount = (platform: Platform, id: string) =>
  and(eq(accounts.platform, platform), eq(accounts.id, id));

const isMemberWith = (address: string) =>
  and(eq(accounts.address, address), eq(accounts.addressVerified, true), eq(accounts.standing, "member"));

export function peopleStore({ db, cache }: Parts): Tx["people"] {
  // One answer names the same few people a hundred times.
  const { once, forget } = cache();
  const where = reading(db, accounts);
  const ofPerson = where(is(accounts.person, "person"), accounts.platform, accounts.seenAt);
  const ofHuman = where(is(accounts.human, "human"), accounts.platform, accounts.seenAt);
  const ofAccount = where(and(is(accounts.platform, "platform"), is(accounts.id, "id")));
  const accountsOf = (person: PersonId): Row[] => ofPerson.all({ person });
  const find = (platform: Platform, id: string): Row | null => ofAccount.first({ platform, id });

  const usedFirst = (person: PersonId): Row[] =>
    accountsOf(person).sort((one, other) => (other.usedAt ?? 0) - (one.usedAt ?? 0));

  function set(values: Partial<Row>, which: SQL | undefined): void {
    db.update(accounts).set(values).where(which).run();
    forget();
  }
  const setOf = (person: PersonId, values: Partial<Row>): void => set(values, eq(accounts.person, person));

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
    const { id: person } = one(db.insert(people).values({ id: newId() }).returning().get());
    db.insert(accounts)
      .values({ ...account, person, human: person, seenAt })
      .run();
    forget();
    return person;
  }

  function upsert(told: Account, seenAt: number): Person {
    const account = { ...told, address: told.address?.toLowerCase() ?? null };
    const row = find(account.platform, account.id);
    const person = row?.person ?? insert(account, seenAt);
    const isNew = row === null || !isSame(row, account);
    if (row !== null && (isNew || !isYounger(row.seenAt, seenAt, SEEN_EVERY_MS)))
      set(isNew ? { ...account, seenAt } : { seenAt }, isAccount(account.platform, account.id));
    if (isNew) recognize(person);
    return one(get(person) ?? undefined);
  }

  const usedFirstOnce = once((person: PersonId) => usedFirst(person).map(toAccount));
  return {
    get: once(get),
    byAccount: once((platform, account) => {
      const row = find(platform, account);
      return row && get(row.person);
    }),
    byAddress(address) {
      const row = db.select().from(accounts).where(isMemberWith(address)).orderBy(accounts.platform).get();
      return row === undefined ? null : get(row.person);
    },
    admins() {
      const isAdmin = and(eq(accounts.admin, true), eq(accounts.standing, "member"));
      return peopleOf(db.select().from(accounts).where(isAdmin).all());
    },
    others: ({ id, human }) => peopleOf(ofHuman.all({ human }).filter(({ person }) => person !== id)),
    seenAt: once((platform, account) => find(platform, account)?.seenAt ?? null),
    upsert,
    ask: (person, asked) => setOf(person, { asked }),
    agree: (person, agreed) => setOf(person, { agreed }),
    part: (person) => setOf(person, { parted: true }),
    setLanguage: (person, language) => setOf(person, { language }),
    merge: (from, into) => mergePeople(db, from, into),
    setUsed(platform, account, usedAt) {
      const row = find(platform, account);
      const first = row && usedFirst(row.person)[0];
      if (first?.usedAt == null || first.platform !== platform || first.id !== account)
        set({ usedAt }, isAccount(platform, account));
    },
    usedFirst: (person) => [...usedFirstOnce(person)],
    setUnreachable: (platform, account, unreachable) => set({ unreachable }, isAccount(platform, account)),
    isUnreachable: once((platform, account) => find(platform, account)?.unreachable ?? false),
  };
}
