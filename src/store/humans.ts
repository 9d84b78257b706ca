import { randomInt } from "node:crypto";
import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import type { PersonId } from "../domain/person.ts";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { accounts } from "./schema.ts";

type Row = typeof accounts.$inferSelect;

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export const newId = (): PersonId =>
  `p_${Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("")}`;

export const isMemberWith = (address: string): SQL | undefined =>
  and(eq(accounts.address, address), eq(accounts.addressVerified, true), eq(accounts.standing, "member"));

/** The label of one human being on accounts, on all that are or once were theirs by a verified address. */
export function humansStore(db: Connection, accountsOf: (person: PersonId) => Row[]) {
  const ofHuman = onDemand(() =>
    db
      .select()
      .from(accounts)
      .where(eq(accounts.human, sql.placeholder("human")))
      .orderBy(accounts.platform, accounts.seenAt)
      .prepare(),
  );

  function label(human: string, where: SQL): void {
    db.update(accounts).set({ human }).where(where).run();
  }

  return {
    accounts: (human: string): Row[] => ofHuman().all({ human }),

    /** Whoever has one of their verified addresses, as a member of another platform, is the same human. */
    recognize(person: PersonId): void {
      for (const { platform, address, addressVerified, standing } of accountsOf(person)) {
        if (address === null || !addressVerified || standing !== "member") continue;
        const alike = and(isMemberWith(address), ne(accounts.platform, platform));
        for (const other of db.select().from(accounts).where(alike).all()) {
          const { human } = one(accountsOf(person)[0]);
          if (other.human !== human) label(other.human, eq(accounts.human, human));
        }
      }
    },
  };
}
