import type { JobRow } from "../../domain/job.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { moveAll } from "../moves.ts";
import { record, refresh } from "../outgoing.ts";
import { saidTo, say } from "../overview.ts";
import { found, requireOwner } from "../rights.ts";
import { deadWith } from "../trouble.ts";
import { giveUpWorkspace } from "../workspaces.ts";

/** What was given up is tried once more, with all that is on the same card. */
export function retryJob(unit: ActorUnit, id: number): Reply {
  requireOwner(unit);
  const row = found(unit.tx.jobs.get(id));
  for (const one of takenAlong(unit, row)) {
    tryAgain(unit, one);
    refresh(unit, `trouble:${one.id}`);
  }
  return say(saidTo(unit).retrying);
}

export function dropJob(unit: ActorUnit, id: number): Reply {
  requireOwner(unit);
  const row = found(unit.tx.jobs.get(id));
  for (const one of takenAlong(unit, row)) {
    unit.tx.jobs.finish(one.id, unit.now);
    if (one.job.kind === "create-workspace") giveUpWorkspace(unit, one.job.workspace);
    record(unit, unit.actor.person.id, "job.dropped", `job:${one.id}`, { kind: one.job.kind });
    refresh(unit, `trouble:${one.id}`);
  }
  return say(saidTo(unit).dropped);
}

const takenAlong = ({ tx }: ActorUnit, row: JobRow): JobRow[] =>
  row.state === "dead" ? deadWith(tx, row) : [];

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
