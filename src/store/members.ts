import { eq } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { members } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function membersStore(db: Connection): Tx["members"] {
  return {
    all: () => db.select().from(members).orderBy(members.address).all(),
    byAddress: (address) => db.select().from(members).where(eq(members.address, address)).get() ?? null,
    save(member) {
      db.insert(members).values(member).onConflictDoUpdate({ target: members.address, set: member }).run();
    },
    remove(address) {
      db.delete(members).where(eq(members.address, address)).run();
    },
  };
}
