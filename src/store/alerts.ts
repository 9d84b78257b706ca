import { desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Alert, AlertFacts } from "../domain/alert.ts";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { alerts } from "./schema.ts";
import type { Tx } from "./tx.ts";

const toAlert = ({ facts, ...life }: typeof alerts.$inferSelect): Alert => ({ ...facts, ...life });

function toRow({ since, toldAt, until, ...alert }: Omit<Alert, "id"> & { readonly id?: number }) {
  const { id: _, ...facts } = alert;
  return { facts: facts as AlertFacts, since, toldAt, until };
}

export function alertsStore(db: Connection): Tx["alerts"] {
  const allOpen = onDemand(() =>
    db.select().from(alerts).where(isNull(alerts.until)).orderBy(alerts.id).prepare(),
  );
  return {
    insert: (alert) => toAlert(one(db.insert(alerts).values(toRow(alert)).returning().get())),
    get(id) {
      const row = db.select().from(alerts).where(eq(alerts.id, id)).get();
      return row === undefined ? null : toAlert(row);
    },
    save: (alert) => void db.update(alerts).set(toRow(alert)).where(eq(alerts.id, alert.id)).run(),
    prune: (before) => void db.delete(alerts).where(lt(alerts.until, before)).run(),
    open: () => allOpen().all().map(toAlert),
    latest(kind) {
      const isIt = sql`${alerts.facts} ->> '$.kind' = ${kind}`;
      const row = db.select().from(alerts).where(isIt).orderBy(desc(alerts.id)).limit(1).get();
      return row === undefined ? null : toAlert(row);
    },
  };
}
