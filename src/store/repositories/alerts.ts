import { desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Alert, AlertFacts } from "../../domain/alert.ts";
import { aboutAlert, subjectOf } from "../../domain/message.ts";
import type { Topic } from "../../domain/topic.ts";
import { alerts } from "../schema/schema.ts";
import { given, type Parts, reading, rowsOf } from "../schema/table.ts";
import type { NewAlert, Tx } from "../tx.ts";

/** What stands in a row of the checklist, the status and Home pages while it lasts. */
const IN_A_ROW: readonly Alert["kind"][] = ["admin-key", "other-organization", "outage"];

const topicsOf = (alert: Alert): Topic[] => [
  subjectOf(aboutAlert(alert)),
  ...(IN_A_ROW.includes(alert.kind) ? (["progress"] as const) : []),
  ...(alert.kind === "outage" ? (["outages"] as const) : []),
];

type Row = typeof alerts.$inferSelect;

const toAlert = ({ facts, ...life }: Row): Alert => ({ ...facts, ...life });

function toRow({ since, toldAt, until, ...facts }: NewAlert) {
  return { facts: facts as AlertFacts, since, toldAt, until };
}

export function alertsStore({ db, mark, cache }: Parts): Tx["alerts"] {
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
    insert: (alert) => toAlert(insert(toRow(alert))),
    get(id) {
      const row = get(id);
      return row && toAlert(row);
    },
    save: ({ id, ...alert }) => save({ id, ...toRow(alert) }),
    told(id, now) {
      db.update(alerts).set({ toldAt: now }).where(eq(alerts.id, id)).run();
      forget();
    },
    open: once(() => allOpen.all().map(toAlert)),
    latest(kind) {
      const row = ofKind.first({ kind });
      return row && toAlert(row);
    },
    prune: (before) => void db.delete(alerts).where(lt(alerts.until, before)).run(),
  };
}
