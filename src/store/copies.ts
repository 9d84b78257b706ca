import { and, desc, eq, gte, lt } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { copies } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function copiesStore(db: Connection): Tx["copies"] {
  return {
    insert: (copy) => one(db.insert(copies).values(copy).returning().get()),
    get: (id) => db.select().from(copies).where(eq(copies.id, id)).get() ?? null,
    ofSubject: (subject) =>
      db.select().from(copies).where(eq(copies.subject, subject)).orderBy(copies.id).all(),
    find(subject, place) {
      const here = and(
        eq(copies.subject, subject),
        eq(copies.platform, place.platform),
        eq(copies.channel, place.channel),
      );
      return db.select().from(copies).where(here).orderBy(desc(copies.id)).limit(1).get() ?? null;
    },
    // A range, so that the index on subjects serves it: ";" follows ":".
    homes: () =>
      db
        .select()
        .from(copies)
        .where(and(gte(copies.subject, "home:"), lt(copies.subject, "home;" as "home:")))
        .orderBy(copies.id)
        .all(),
    remove(id) {
      db.delete(copies).where(eq(copies.id, id)).run();
    },
  };
}
