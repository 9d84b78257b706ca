import { asc, eq, lt, max, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { auditEvents } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function auditStore(db: Connection): Tx["audit"] {
  const known = db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(sql`${auditEvents.id} IN (SELECT value FROM json_each(${sql.placeholder("ids")}))`)
    .prepare();
  return {
    known: (ids) => new Set(known.all({ ids: JSON.stringify(ids) }).map(({ id }) => id)),
    insert(event, feed) {
      db.insert(auditEvents)
        .values({ ...event, feed })
        .onConflictDoNothing()
        .run();
    },
    ofFeed: (feed) =>
      db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.feed, feed))
        .orderBy(asc(auditEvents.at), asc(sql`length(${auditEvents.id})`), asc(auditEvents.id))
        .all()
        .map(({ feed: _, ...event }) => event),
    lastFeed: () =>
      db
        .select({ last: max(auditEvents.feed) })
        .from(auditEvents)
        .get()?.last ?? null,
    prune(before) {
      db.delete(auditEvents).where(lt(auditEvents.at, before)).run();
    },
  };
}
