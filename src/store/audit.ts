import { lt, sql } from "drizzle-orm";
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
    prune(before) {
      db.delete(auditEvents).where(lt(auditEvents.at, before)).run();
    },
  };
}
