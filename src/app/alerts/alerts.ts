import { type Alert, type AlertFacts, type AlertKind, ofKind } from "../../domain/alert.ts";
import type { Target } from "../../domain/job.ts";
import { aboutAlert, type Message } from "../../domain/message.ts";
import type { Tx } from "../../store/tx.ts";
import type { Unit } from "../core/context.ts";
import { post } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";

export const openAlerts = <K extends AlertKind>(tx: Tx, kind: K): Alert<K>[] =>
  ofKind(tx.alerts.open(), kind);

/** Something is wrong since then (epoch ms). Nobody is told yet. */
export const raise = <K extends AlertKind>(
  { tx, now }: Unit,
  facts: Extract<AlertFacts, { kind: K }>,
  since: number = now,
): Alert<K> => tx.alerts.insert({ ...facts, since, toldAt: null, until: null }) as Alert<K>;

/** One message to each of these, by default to the owner. It changes with the Alert, and says when that is over. */
export function tellAlert(
  { tx, now }: Unit,
  alert: Alert,
  to: readonly Target[] = [{ person: requireStarted({ tx }).owner }],
): void {
  if (to.length === 0) return;
  if (alert.toldAt === null) tx.alerts.told(alert.id, now);
  for (const target of to) post({ tx, now }, aboutAlert(alert), target);
}

export function endAlerts<K extends AlertKind>(
  { tx, now }: Unit,
  kind: K,
  isOver: (alert: Alert<K>) => boolean = () => true,
): void {
  for (const alert of openAlerts(tx, kind).filter(isOver)) tx.alerts.save({ ...alert, until: now } as Alert);
}

/** What people were told of and is not over: a new owner, or one who missed it, gets these messages. */
export const toldAlerts = (tx: Tx): Message<"alert">[] =>
  tx.alerts
    .open()
    .filter(({ toldAt }) => toldAt !== null)
    .map(aboutAlert);
