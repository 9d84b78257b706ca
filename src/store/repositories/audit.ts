import { asc, lt, lte, max, sql } from "drizzle-orm";
import { auditEvents } from "../schema/schema.ts";
import { is, isIn, onDemand, type Parts, reading, slotsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export function auditStore({ db, mark }: Parts): Tx["audit"] {
  const where = reading(db, auditEvents);
  const known = where(isIn(auditEvents.id, "ids"));
  const ofFeed = where(
    is(auditEvents.feed, "feed"),
    asc(auditEvents.at),
    asc(sql`length(${auditEvents.id})`),
    asc(auditEvents.id),
  );
  const insert = onDemand(() =>
    db
      .insert(auditEvents)
      .values(slotsOf(auditEvents) as never)
      .onConflictDoNothing()
      .prepare(),
  );
  return {
    known: (ids) => new Set(known.all({ ids: JSON.stringify(ids) }).map(({ id }) => id)),
    insert(event, feed) {
      insert().run({ ...event, feed });
      if (feed !== null) mark(`feed:${feed}`);
    },
    ofFeed: (feed) => ofFeed.all({ feed }).map(({ feed: _, ...event }) => event),
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
