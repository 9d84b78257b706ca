import { eq } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { saving } from "./saving.ts";
import { fileOffers } from "./schema-traffic.ts";
import type { Tx } from "./tx.ts";

/** `forgotten`: an address that lets in whoever has it was taken out. */
export function filesStore(db: Connection, forgotten: () => void): Tx["files"] {
  const save = saving(db, fileOffers);
  return {
    insert: (offer) => one(db.insert(fileOffers).values(offer).returning().get()),
    get: (id) => db.select().from(fileOffers).where(eq(fileOffers.id, id)).get() ?? null,
    save(offer) {
      save(offer);
      if (offer.place?.address === null) forgotten();
    },
  };
}
