import type { PersonId } from "../../domain/accounts/person.ts";
import type { Job, JobRow } from "../../domain/job.ts";
import { aboutAlert } from "../../domain/message.ts";
import type { Tx } from "../../store/tx.ts";
import type { Unit } from "../core/context.ts";
import { conversation, postAnew } from "../core/outgoing.ts";
import { isNeverGivenUp } from "../worker/retry.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "./alerts.ts";

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
