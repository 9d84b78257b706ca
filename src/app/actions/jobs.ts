import type { JobRow } from "../../domain/job.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { moveAll } from "../moves.ts";
import { record, refresh } from "../outgoing.ts";
import { saidTo, say } from "../overview.ts";
import { found, requireOwner } from "../rights.ts";
import { giveUpWorkspace } from "../workspaces.ts";

/** A dead letter is tried once more. */
export function retryJob(unit: ActorUnit, id: number): Reply {
  requireOwner(unit);
  const row = found(unit.tx.jobs.get(id));
  if (row.state === "dead") tryAgain(unit, row);
  refresh(unit, `trouble:${id}`);
  return say(saidTo(unit).retrying);
}

export function dropJob(unit: ActorUnit, id: number): Reply {
  requireOwner(unit);
  const row = found(unit.tx.jobs.get(id));
  if (row.state === "dead") {
    unit.tx.jobs.finish(id, unit.now);
    if (row.job.kind === "create-workspace") giveUpWorkspace(unit, row.job.workspace);
    record(unit, unit.actor.person.id, "job.dropped", `job:${id}`, { kind: row.job.kind });
  }
  refresh(unit, `trouble:${id}`);
  return say(saidTo(unit).dropped);
}

/** What was given up for Invitations left them failed: they are sent again as anybody would have them sent. */
function tryAgain(unit: ActorUnit, { id, job }: JobRow): void {
  if (job.kind !== "invite") {
    unit.tx.jobs.revive(id, unit.now);
    return;
  }
  const failed = unit.tx.invitations.ofRequest(job.request).filter(({ status }) => status === "failed");
  moveAll(unit, unit.actor.person.id, failed, "resend", { evidence: null });
  unit.tx.jobs.finish(id, unit.now);
}
