import { desc } from "drizzle-orm";
import { digests } from "../schema/schema.ts";
import { type Parts, reading, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export function digestsStore({ db }: Parts): Tx["digests"] {
  const newest = reading(db, digests)(undefined, desc(digests.id));
  const { insert } = rowsOf(db, digests);
  return {
    openSince(since, now) {
      const last = newest.first();
      if (last !== null && last.openedAt > since && last.openedAt <= now)
        return { id: last.id, fresh: false };
      return { id: insert({ openedAt: now }).id, fresh: true };
    },
  };
}
