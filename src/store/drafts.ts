import { eq } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { drafts } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function draftsStore(db: Connection): Tx["drafts"] {
  return {
    insert: (draft) => one(db.insert(drafts).values(draft).returning().get()),
    get: (id) => db.select().from(drafts).where(eq(drafts.id, id)).get() ?? null,
    remove(id) {
      db.delete(drafts).where(eq(drafts.id, id)).run();
    },
  };
}
