import { asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import { type Alert, type AlertFacts, type AlertKind, IN_A_ROW } from "../../domain/alert.ts";
import { aboutAlert, subjectOf } from "../../domain/message.ts";
import type { AuditEvent } from "../../domain/security/audit.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { topicsBetween } from "../../domain/setup/setup-topics.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import type { Topic } from "../../domain/topic.ts";
import { alerts, auditEvents, setup, workspaces } from "../schema/schema.ts";
import { given, is, isIn, numbered, type Parts, tableOf } from "../schema/table.ts";

export function setupStore(parts: Parts) {
  const { where, putting } = tableOf(parts, setup, undefined, ({ id: _, ...stored }): Setup => stored);
  const [only, put] = [where(), putting(setup.id)];
  // Every click looks at it several times, and reading it means checking its JSON.
  const load = parts.once(() => only.first());
  return {
    load,
    save(after: Setup): void {
      parts.mark(...topicsBetween(load(), after));
      put({ id: 1, ...after });
    },
  };
}

export function workspacesStore(parts: Parts) {
  const { rows, where } = numbered(parts, workspaces, () => ["homes"]);
  const every = where(undefined, workspaces.id);
  // Each card of a Request names some of them.
  return { ...rows, all: parts.once((): readonly Workspace[] => every.all()) };
}

/** `Omit` of a union leaves only what all its members share. */
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
export type NewAlert = WithoutId<Alert>;

const topicsOf = (alert: Alert): Topic[] => [
  subjectOf(aboutAlert(alert)),
  ...(IN_A_ROW.some((kind) => kind === alert.kind) ? (["progress"] as const) : []),
  ...(alert.kind === "outage" ? (["outages"] as const) : []),
];

const toAlert = ({ facts, ...life }: typeof alerts.$inferSelect): Alert => ({ ...facts, ...life });

function toRow({ since, toldAt, until, ...facts }: NewAlert) {
  return { facts: facts as AlertFacts, since, toldAt, until };
}

export function alertsStore(parts: Parts) {
  const { rows, where } = numbered(parts, alerts, topicsOf, toAlert);
  const allOpen = where(isNull(alerts.until), alerts.id);
  const ofKind = where(sql`${alerts.facts} ->> 'kind' = ${given("kind")}`, desc(alerts.id));
  return {
    insert: (alert: NewAlert): Alert => rows.insert(toRow(alert)),
    get: rows.get,
    save: ({ id, ...alert }: Alert): void => rows.save({ id, ...toRow(alert) }),
    /** Notes when people were told, which no message shows. */
    told(id: number, now: number): void {
      parts.db.update(alerts).set({ toldAt: now }).where(eq(alerts.id, id)).run();
      parts.forget();
    },
    /** Those that are not over, the oldest first. Most cards ask for them. */
    open: parts.once((): readonly Alert[] => allOpen.all()),
    /** The newest of a kind, whether or not it is over. */
    latest: (kind: AlertKind): Alert | null => ofKind.first({ kind }),
    /** Forgets what was over before that time (epoch ms). */
    prune: (before: number): void => void parts.db.delete(alerts).where(lt(alerts.until, before)).run(),
  };
}

export function auditStore(parts: Parts) {
  const { where, putting } = tableOf(parts, auditEvents, ({ feed }) =>
    feed === null ? [] : [`feed:${feed}`],
  );
  const known = where(isIn(auditEvents.id, "ids"));
  const inOrder = [asc(auditEvents.at), asc(sql`length(${auditEvents.id})`), asc(auditEvents.id)];
  const ofFeed = where(is(auditEvents.feed, "feed"), ...inOrder);
  const begun = where(sql`${auditEvents.feed} <= ${given("now")}`, desc(auditEvents.feed));
  const put = putting();
  return {
    /** Of these events' ids, those that were noted before. */
    known: (ids: readonly string[]): Set<string> =>
      new Set(known.all({ ids: JSON.stringify(ids) }).map(({ id }) => id)),
    /** `feed`: the message that tells of it. */
    insert: (event: AuditEvent, feed: number | null): void => put({ ...event, feed }),
    /** What one message tells of, oldest first. */
    ofFeed: (feed: number): AuditEvent[] => ofFeed.all({ feed }).map(({ feed: _, ...event }) => event),
    /** The newest message that was begun by `now`, or null before there is one. */
    lastFeed: (now: number): number | null => begun.first({ now })?.feed ?? null,
    /** Forgets what happened before that time (epoch ms). */
    prune: (before: number): void =>
      void parts.db.delete(auditEvents).where(lt(auditEvents.at, before)).run(),
  };
}
