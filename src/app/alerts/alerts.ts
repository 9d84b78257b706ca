import type { PersonId } from "../../domain/accounts/person.ts";
import { type Alert, type AlertFacts, type AlertKind, ofKind } from "../../domain/alert.ts";
import type { Job, JobRow, Target } from "../../domain/job.ts";
import { aboutAlert, type Message } from "../../domain/message.ts";
import type { Tx } from "../../store/tx.ts";
import type { Unit } from "../core/context.ts";
import { conversation, post, postAnew, requireStarted } from "../core/handler.ts";
import { isNeverGivenUp } from "../worker/retry.ts";

export const openAlerts = <K extends AlertKind>(tx: Tx, kind: K): Alert<K>[] =>
  ofKind(tx.alerts.open(), kind);

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

const whereTo = (job: Job): string | null => (job.kind === "post" ? conversation(job.to) : null);

/** What was given up and has one card with this job: all that was for the same conversation. */
export function deadWith(tx: Tx, { id, job }: Pick<JobRow, "id" | "job">): JobRow[] {
  const where = whereTo(job);
  return tx.jobs.dead().filter((one) => one.id === id || (where !== null && whereTo(one.job) === where));
}

/** All that was given up, by the one of each card. */
export const troubles = (tx: Tx): JobRow[] =>
  tx.jobs
    .dead()
    .filter(({ job }) => !isNeverGivenUp(job))
    .filter((row) => deadWith(tx, row).find(({ job }) => !isNeverGivenUp(job))?.id === row.id);

function orderedBy(job: Job): PersonId | null {
  if ("by" in job) return job.by;
  return "on" in job ? job.person : null;
}

/** A job was given up: the owner hears of it, and whoever ordered it. */
export function tellTrouble(unit: Unit, row: JobRow, owner: PersonId): void {
  const { id, job } = row;
  const together = deadWith(unit.tx, row);
  const known = openAlerts(unit.tx, "trouble").find((alert) => together.some((one) => one.id === alert.job));
  unit.tx.changed("alert:trouble");
  // One card says it: not one for each message that a conversation refuses.
  if (isNeverGivenUp(job) || together.some((one) => one.id !== id && !isNeverGivenUp(one.job))) return;
  const people = [...new Set([owner, orderedBy(job)])].filter((person) => person !== null);
  const to = people.map((person) => ({ person }));
  if (known === undefined) tellAlert(unit, raise(unit, { kind: "trouble", job: id }), to);
  // Where it did not come through before, it is posted now.
  else for (const one of to) postAnew(unit, aboutAlert(known), one);
}

/** What went through after all, was dropped, or is nobody's any more because a person was erased. */
export const endTroubles = (unit: Unit): void =>
  endAlerts(unit, "trouble", ({ job }) => [undefined, "done"].includes(unit.tx.jobs.get(job)?.state));
