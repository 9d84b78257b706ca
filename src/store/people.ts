import { and, eq, sql } from "drizzle-orm";
import { isYounger } from "../age.ts";
import type { Account, Person, PersonId, Platform } from "../domain/person.ts";
import type { Connection } from "./connection.ts";
import { humansStore, isMemberWith, newId } from "./humans.ts";
import { mergePeople } from "./merge-people.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { accounts, people } from "./schema.ts";
import type { Tx } from "./tx.ts";

const SEEN_EVERY_MS = 60_000;

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
  row.team === account.team &&
  row.name === account.name &&
  row.address === account.address &&
  row.addressVerified === account.addressVerified &&
  row.timezone === account.timezone &&
  row.locale === account.locale &&
  row.standing === account.standing &&
  row.admin === account.admin;

export function peopleStore(db: Connection): Tx["people"] {
  const ofPerson = onDemand(() =>
    db
      .select()
      .from(accounts)
      .where(eq(accounts.person, sql.placeholder("person")))
      .orderBy(accounts.platform, accounts.seenAt)
      .prepare(),
  );
  const ofAccount = onDemand(() =>
    db
      .select()
      .from(accounts)
      .where(and(eq(accounts.platform, sql.placeholder("platform")), eq(accounts.id, sql.placeholder("id"))))
      .prepare(),
  );
  const accountsOf = (person: PersonId): Row[] => ofPerson().all({ person });
  const humans = humansStore(db, accountsOf);
  const find = (platform: Platform, id: string): Row | undefined => ofAccount().get({ platform, id });
  const isAccount = (platform: Platform, id: string) =>
    and(eq(accounts.platform, platform), eq(accounts.id, id));

  const usedFirst = (person: PersonId): Row[] =>
    accountsOf(person).sort((one, other) => (other.usedAt ?? 0) - (one.usedAt ?? 0));

  function get(id: PersonId): Person | null {
    const rows = accountsOf(id);
    if (rows.length > 0) return toPerson(rows);
    const merged = db.select().from(people).where(eq(people.id, id)).get()?.mergedInto ?? null;
    return merged === null ? null : get(merged);
  }

  function insert(account: Account, now: number): PersonId {
    const { id: person } = one(db.insert(people).values({ id: newId() }).returning().get());
    db.insert(accounts)
      .values({ ...account, person, human: person, seenAt: now })
      .run();
    return person;
  }

  function change(row: Row, account: Account, now: number): void {
    db.update(accounts)
      .set({ ...account, seenAt: now })
      .where(isAccount(row.platform, row.id))
      .run();
    humans.recognize(row.person);
  }

  function upsert(told: Account, now: number): Person {
    const account = { ...told, address: told.address?.toLowerCase() ?? null };
    const row = find(account.platform, account.id);
    if (row === undefined) {
      const person = insert(account, now);
      humans.recognize(person);
      return one(get(person) ?? undefined);
    }
    if (!isSame(row, account)) change(row, account, now);
    else if (!isYounger(row.seenAt, now, SEEN_EVERY_MS)) {
      db.update(accounts).set({ seenAt: now }).where(isAccount(account.platform, account.id)).run();
    }
    return one(get(row.person) ?? undefined);
  }

  return {
    get,
    byAccount(platform, account) {
      const row = find(platform, account);
      return row === undefined ? null : get(row.person);
    },
    byAddress(address) {
      const row = db.select().from(accounts).where(isMemberWith(address)).orderBy(accounts.platform).get();
      return row === undefined ? null : get(row.person);
    },
    admins() {
      const isAdmin = and(eq(accounts.admin, true), eq(accounts.standing, "member"));
      const ids = new Set(
        db
          .select()
          .from(accounts)
          .where(isAdmin)
          .all()
          .map(({ person }) => person),
      );
      return [...ids].flatMap((id) => get(id) ?? []);
    },
    others({ id, human }) {
      const ids = new Set(humans.accounts(human).map(({ person }) => person));
      return [...ids].flatMap((other) => (other === id ? [] : (get(other) ?? [])));
    },
    seenAt: (platform, account) => find(platform, account)?.seenAt ?? null,
    upsert,
    ask(person, other) {
      db.update(accounts).set({ asked: other }).where(eq(accounts.person, person)).run();
    },
    agree(person, other) {
      db.update(accounts).set({ agreed: other }).where(eq(accounts.person, person)).run();
    },
    part(person) {
      db.update(accounts).set({ parted: true }).where(eq(accounts.person, person)).run();
    },
    setLanguage(person, language) {
      db.update(accounts).set({ language }).where(eq(accounts.person, person)).run();
    },
    merge: (from, into) => mergePeople(db, from, into),
    setUsed(platform, account, now) {
      const row = find(platform, account);
      const [first] = row === undefined ? [] : usedFirst(row.person);
      if (first?.usedAt == null || first.platform !== platform || first.id !== account)
        db.update(accounts).set({ usedAt: now }).where(isAccount(platform, account)).run();
    },
    usedFirst: (person) => usedFirst(person).map(toAccount),
    setUnreachable(platform, account, unreachable) {
      db.update(accounts).set({ unreachable }).where(isAccount(platform, account)).run();
    },
    isUnreachable: (platform, account) => find(platform, account)?.unreachable ?? false,
  };
}
