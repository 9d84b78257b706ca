import { randomInt } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Account, Person, PersonId, Platform } from "../domain/person.ts";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { accounts, people } from "./schema.ts";
import type { Tx } from "./tx.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const SEEN_EVERY_MS = 60_000;

type Row = typeof accounts.$inferSelect;

const newId = (): PersonId =>
  `p_${Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("")}`;

function toAccount({ person: _, unreachable: __, seenAt: ___, ...account }: Row): Account {
  return account;
}

/** What a person is called follows from their accounts: of two, a member's, then Slack's, speaks for them. */
function toPerson(id: PersonId, rows: readonly Row[]): Person {
  const list = rows.map(toAccount);
  const first = one(list.find((account) => account.standing === "member") ?? list[0]);
  const address = first.address ?? list.find((account) => account.address !== null)?.address ?? null;
  return { id, name: first.name, address, timezone: first.timezone, locale: first.locale, accounts: list };
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

const isMemberWith = (address: string) =>
  and(eq(accounts.address, address), eq(accounts.addressVerified, true), eq(accounts.standing, "member"));

export function peopleStore(db: Connection): Tx["people"] {
  const ofPerson = db
    .select()
    .from(accounts)
    .where(eq(accounts.person, sql.placeholder("person")))
    .orderBy(accounts.platform, accounts.seenAt)
    .prepare();
  const ofAccount = db
    .select()
    .from(accounts)
    .where(and(eq(accounts.platform, sql.placeholder("platform")), eq(accounts.id, sql.placeholder("id"))))
    .prepare();

  const accountsOf = (person: PersonId): Row[] => ofPerson.all({ person });
  const find = (platform: Platform, id: string): Row | undefined => ofAccount.get({ platform, id });
  const isAccount = (platform: Platform, id: string) =>
    and(eq(accounts.platform, platform), eq(accounts.id, id));

  function get(id: PersonId): Person | null {
    const rows = accountsOf(id);
    return rows.length === 0 ? null : toPerson(id, rows);
  }

  /** The person to join: same verified address on the other platform, and not yet with an account on this one. */
  function match(account: Account): PersonId | null {
    if (account.address === null || !account.addressVerified || account.standing !== "member") return null;
    const others = db
      .select()
      .from(accounts)
      .where(and(isMemberWith(account.address), ne(accounts.platform, account.platform)))
      .all();
    const free = others.find(({ person }) => {
      const there = accountsOf(person).find((row) => row.platform === account.platform);
      return there === undefined || there.standing === "gone";
    });
    return free?.person ?? null;
  }

  function matchOrNew(account: Account): PersonId {
    return match(account) ?? one(db.insert(people).values({ id: newId() }).returning().get()).id;
  }

  /** A joined account leaves when its platform tells another address than the accounts it was joined with have. */
  function leaves(row: Row, account: Account): boolean {
    if (account.address === null || account.address === row.address) return false;
    const others = accountsOf(row.person).filter((other) => other.platform !== row.platform);
    return others.length > 0 && others.every((other) => other.address !== account.address);
  }

  function upsert(told: Account, now: number): Person {
    const account = { ...told, address: told.address?.toLowerCase() ?? null };
    const row = find(account.platform, account.id);
    if (row === undefined) {
      const person = matchOrNew(account);
      db.insert(accounts)
        .values({ ...account, person, seenAt: now })
        .run();
      return one(get(person) ?? undefined);
    }
    const here = isAccount(account.platform, account.id);
    if (!isSame(row, account)) {
      const person = leaves(row, account) ? matchOrNew(account) : row.person;
      db.update(accounts)
        .set({ ...account, person, seenAt: now })
        .where(here)
        .run();
      return one(get(person) ?? undefined);
    }
    if (now - row.seenAt >= SEEN_EVERY_MS) db.update(accounts).set({ seenAt: now }).where(here).run();
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
    seenAt: (platform, account) => find(platform, account)?.seenAt ?? null,
    upsert,
    setUnreachable(platform, account, unreachable) {
      db.update(accounts).set({ unreachable }).where(isAccount(platform, account)).run();
    },
    isUnreachable: (platform, account) => find(platform, account)?.unreachable ?? false,
  };
}
