import { asc, lt, lte, max, sql } from "drizzle-orm";
import type { AuditEvent } from "../../domain/security/audit.ts";
import { auditEvents } from "../schema/schema.ts";
import { is, isIn, type Parts, putting, reading } from "../schema/table.ts";

export function auditStore({ db, mark }: Parts) {
  const where = reading(db, auditEvents);
  const known = where(isIn(auditEvents.id, "ids"));
  const inOrder = [asc(auditEvents.at), asc(sql`length(${auditEvents.id})`), asc(auditEvents.id)];
  const ofFeed = where(is(auditEvents.feed, "feed"), ...inOrder);
  const put = putting(db, auditEvents);
  return {
    /** Of these events' ids, those that were noted before. */
    known: (ids: readonly string[]): Set<string> =>
      new Set(known.all({ ids: JSON.stringify(ids) }).map(({ id }) => id)),
    /** `feed`: the message that tells of it. */
    insert(event: AuditEvent, feed: number | null): void {
      put({ ...event, feed });
      if (feed !== null) mark(`feed:${feed}`);
    },
    /** What one message tells of, oldest first. */
    ofFeed: (feed: number): AuditEvent[] => ofFeed.all({ feed }).map(({ feed: _, ...event }) => event),
    /** The newest message that was begun by `now`, or null before there is one. */
    lastFeed: (now: number): number | null =>
      db
        .select({ last: max(auditEvents.feed) })
        .from(auditEvents)
        .where(lte(auditEvents.feed, now))
        .get()?.last ?? null,
    /** Forgets what happened before that time (epoch ms). */
    prune: (before: number): void => void db.delete(auditEvents).where(lt(auditEvents.at, before)).run(),
  };
}
