import { desc, eq, isNull, lt, sql } from "drizzle-orm";
import { type Alert, type AlertFacts, type AlertKind, IN_A_ROW } from "../../domain/alert.ts";
import { aboutAlert, subjectOf } from "../../domain/message.ts";
import type { Topic } from "../../domain/topic.ts";
import { alerts } from "../schema/schema.ts";
import { given, type Parts, reading, rowsOf } from "../schema/table.ts";

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

export function alertsStore({ db, mark, cache }: Parts) {
  const where = reading(db, alerts);
  const allOpen = where(isNull(alerts.until), alerts.id);
  const ofKind = where(sql`${alerts.facts} ->> 'kind' = ${given("kind")}`, desc(alerts.id));
  // Most cards ask what is wrong just now.
  const { once, forget } = cache();
  const { get, insert, save } = rowsOf(db, alerts, (row) => {
    forget();
    mark(...topicsOf(toAlert(row)));
  });
  return {
    insert: (alert: NewAlert): Alert => toAlert(insert(toRow(alert))),
    get(id: number): Alert | null {
      const row = get(id);
      return row && toAlert(row);
    },
    save: ({ id, ...alert }: Alert): void => save({ id, ...toRow(alert) }),
    /** Notes when people were told, which no message shows. */
    told(id: number, now: number): void {
      db.update(alerts).set({ toldAt: now }).where(eq(alerts.id, id)).run();
      forget();
    },
    /** Those that are not over, the oldest first. */
    open: once((): readonly Alert[] => allOpen.all().map(toAlert)),
    /** The newest of a kind, whether or not it is over. */
    latest(kind: AlertKind): Alert | null {
      const row = ofKind.first({ kind });
      return row && toAlert(row);
    },
    /** Forgets what was over before that time (epoch ms). */
    prune: (before: number): void => void db.delete(alerts).where(lt(alerts.until, before)).run(),
  };
}
