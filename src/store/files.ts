import { eq } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { saving } from "./saving.ts";
import { fileOffers } from "./schema-traffic.ts";
import type { Tx } from "./tx.ts";

export function filesStore(db: Connection): Tx["files"] {
  return {
    insert: (offer) => one(db.insert(fileOffers).values(offer).returning().get()),
    get: (id) => db.select().from(fileOffers).where(eq(fileOffers.id, id)).get() ?? null,
    save: saving(db, fileOffers),
  };
}
