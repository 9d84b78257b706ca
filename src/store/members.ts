import { eq, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { members } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function membersStore(db: Connection): Tx["members"] {
  const every = db.select().from(members).orderBy(members.address).prepare();
  const one = db
    .select()
    .from(members)
    .where(eq(members.address, sql.param(sql.placeholder("address"), members.address)))
    .prepare();

  return {
    all: () => every.all(),
    byAddress: (address) => one.get({ address }) ?? null,
    save(member) {
      db.insert(members).values(member).onConflictDoUpdate({ target: members.address, set: member }).run();
    },
    remove(address) {
      db.delete(members).where(eq(members.address, address)).run();
    },
  };
}
