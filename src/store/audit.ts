import { asc, eq, lt, lte, max, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { auditEvents } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function auditStore(db: Connection): Tx["audit"] {
  const known = onDemand(() =>
    db
      .select({ id: auditEvents.id })
      .from(auditEvents)
      .where(sql`${auditEvents.id} IN (SELECT value FROM json_each(${sql.placeholder("ids")}))`)
      .prepare(),
  );
  const value = (name: string) => sql.placeholder(name);
  const insert = onDemand(() =>
    db
      .insert(auditEvents)
      .values({
        id: value("id"),
        at: value("at"),
        type: value("type"),
        actor: value("actor"),
        target: value("target"),
        feed: value("feed"),
      })
      .onConflictDoNothing()
      .prepare(),
  );
  return {
    known: (ids) =>
      new Set(
        known()
          .all({ ids: JSON.stringify(ids) })
          .map(({ id }) => id),
      ),
    insert: (event, feed) => void insert().run({ ...event, feed }),
    ofFeed: (feed) =>
      db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.feed, feed))
        .orderBy(asc(auditEvents.at), asc(sql`length(${auditEvents.id})`), asc(auditEvents.id))
        .all()
        .map(({ feed: _, ...event }) => event),
    lastFeed: (now) =>
      db
        .select({ last: max(auditEvents.feed) })
        .from(auditEvents)
        .where(lte(auditEvents.feed, now))
        .get()?.last ?? null,
    prune(before) {
      db.delete(auditEvents).where(lt(auditEvents.at, before)).run();
    },
  };
}
