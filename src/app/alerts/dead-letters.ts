import type { Job, JobRow } from "../../domain/job.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import type { Tx } from "../../store/tx.ts";
import { wordsOf } from "../../view/core/spans.ts";
import { stringsFor } from "../../view/strings/index.ts";
import { jobWords, reasonOf } from "../../view/tasks/task-cards.ts";
import type { Reply } from "../core/app.ts";
import type { ActorUnit, Unit } from "../core/context.ts";
import { enqueue, type Ordering, record } from "../core/effects.ts";
import { saidTo, say } from "../core/replies.ts";
import { requireFound, requireOwner } from "../core/rights.ts";
import { giveUpWorkspace } from "../setup/workspaces.ts";
import type { JobOf } from "../worker/job-handler.ts";
import { aboutJob, deadWith, endTroubles } from "./alerts.ts";

const ORDERS = "dead-letters";

export type DeadLetterOrder = JobOf<"dead-letter">["order"];

export type DeadLetter = ReturnType<typeof deadLetters>[number];

export function deadLetters(tx: Tx) {
  const strings = stringsFor("en", "slack");
  return tx.jobs.dead().map((row) => ({
    ...row,
    kind: row.job.kind,
    what: jobWords(strings, row),
    why: reasonOf(strings, row),
    about: aboutDead(tx, row.job),
    together: deadWith(tx, row).flatMap(({ id }) => (id === row.id ? [] : [id])),
    ordered: lastOrder(tx, row),
  }));
}

function aboutDead(tx: Tx, job: Job): string {
  const by = "by" in job && job.by !== null ? `ordered by ${tx.people.get(job.by)?.name ?? job.by}` : "";
  return [wordsOf(aboutJob(tx, job)), by].filter((part) => part !== "").join(", ");
}

export function orderDeadLetter(unit: Ordering, dead: number, order: DeadLetterOrder): void {
  const key = `dead-letter:${dead}:${order}:${unit.now}`;
  enqueue(unit, { kind: "dead-letter", dead, order }, key, { group: ORDERS });
}

/** What waits for the server to do about it, or about what is on the same card; the last order holds. */
function lastOrder(tx: Tx, row: JobRow): DeadLetterOrder | null {
  const about = deadWith(tx, row).map(({ id }) => id);
  const orders = tx.jobs.waiting(ORDERS).flatMap(({ job }) => (job.kind === "dead-letter" ? [job] : []));
  return orders.findLast(({ dead }) => about.includes(dead))?.order ?? null;
}

export function decideJob(unit: ActorUnit, id: number, order: DeadLetterOrder): Reply {
  requireOwner(unit);
  settleDead(unit, requireFound(unit.tx.jobs.get(id)), order, unit.actor.person.id);
  return say(saidTo(unit)[order === "retry" ? "retrying" : "dropped"]);
}

/** What the operator has said about work that was given up, unless they have said something else since. */
export function settleDeadLetter(unit: Unit, { dead, order }: JobOf<"dead-letter">): void {
  const row = unit.tx.jobs.get(dead);
  if (row !== null && lastOrder(unit.tx, row) === null) settleDead(unit, row, order, "operator");
}

/** With all that is on the same card, when it still waits for somebody to say what becomes of it. */
function settleDead(unit: Unit, row: JobRow, order: DeadLetterOrder, by: RecordEntry["actor"]): void {
  const { tx, now } = unit;
  if (row.state !== "dead") return;
  for (const { id, job } of deadWith(tx, row)) {
    if (order === "retry") tx.jobs.revive(id, now);
    else {
      tx.jobs.finish(id, now);
      if (job.kind === "create-workspace") giveUpWorkspace(unit, job.workspace);
    }
    const event = order === "retry" ? "job.retried" : "job.dropped";
    record(unit, by, event, `job:${id}`, { kind: job.kind });
  }
  endTroubles(unit);
  tx.changed("alert:trouble");
}
