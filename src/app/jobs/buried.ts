import { can } from "../../domain/invitation.ts";
import type { JobRow } from "../../domain/job.ts";
import type { Unit } from "../context.ts";
import { decidersOf } from "../deciders.ts";
import { moveAll } from "../moves.ts";
import { tell } from "../outgoing.ts";
import { workspaceFailed } from "../workspaces.ts";

/** A job was given up: what depended on it is told the truth, and a person hears of it. */
export function buried(unit: Unit, row: JobRow, reason: string): void {
  const { job } = row;
  const setup = unit.tx.setup.load();
  if (job.kind === "invite") {
    const waiting = unit.tx.invitations
      .ofRequest(job.request)
      .filter((invitation) => can(invitation, "fail"));
    moveAll(unit, "bot", waiting, "fail", { failure: reason });
  }
  if (job.kind === "create-workspace") workspaceFailed(unit, job.workspace, reason);
  if (setup === null) return;
  if (job.kind === "post" && "place" in job.to && job.subject.startsWith("request:")) {
    // The approvals channel is gone or closed to us: the approvers get the card themselves.
    for (const person of decidersOf(unit.tx, setup)) tell(unit, person, job.subject);
  }
  const aboutTrouble = job.kind === "post" && job.subject.startsWith("trouble:");
  if (!aboutTrouble) tell(unit, setup.owner, `trouble:${row.id}`);
}
