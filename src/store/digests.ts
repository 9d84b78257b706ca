import { desc } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { digests } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function digestsStore(db: Connection): Tx["digests"] {
  return {
    openSince(since, now) {
      const newest = db.select().from(digests).orderBy(desc(digests.id)).limit(1).get();
      if (newest !== undefined && newest.openedAt > since && newest.openedAt <= now)
        return { id: newest.id, fresh: false };
      const { id } = one(db.insert(digests).values({ openedAt: now }).returning().get());
      return { id, fresh: true };
    },
  };
}
