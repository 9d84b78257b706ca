import { can } from "../../domain/invitations/invitation.ts";
import type { JobRow } from "../../domain/job.ts";
import { messageOf } from "../../domain/message.ts";
import { tellTrouble } from "../alerts/trouble.ts";
import type { Unit } from "../core/context.ts";
import { tell } from "../core/outgoing.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { endOffer } from "../record/file-offers.ts";
import { decidersOf } from "../requests/deciders.ts";
import { workspaceFailed } from "../workspaces/workspaces.ts";

/** A job was given up: what depended on it is told the truth, and a person hears of it. */
export function onDeadLetter(unit: Unit, row: JobRow, reason: string): void {
  const { job } = row;
  const setup = unit.tx.setup.load();
  if (job.kind === "put-file") {
    endOffer(unit, job.offer, "failed");
    // It is asked for anew: to try this one again would do nothing, its address is gone.
    unit.tx.jobs.finish(row.id, unit.now);
    return;
  }
  if (job.kind === "invite") {
    const waiting = unit.tx.invitations
      .ofRequest(job.request)
      .filter((invitation) => can(invitation, "fail"));
    moveAll(unit, "bot", waiting, "fail", { failure: reason });
    // Their own card says so and has the button: as failed Invitations they are sent again, not as this job.
    unit.tx.jobs.finish(row.id, unit.now);
    return;
  }
  if (job.kind === "create-workspace") workspaceFailed(unit, job.workspace, reason);
  if (setup === null) return;
  const card = job.kind === "post" && "place" in job.to ? messageOf(job.subject) : null;
  if (card?.kind === "request") {
    // Nothing came through to the approvals channel for long: the approvers get the card themselves.
    for (const { id } of decidersOf(unit, setup)) tell(unit, id, card);
  }
  tellTrouble(unit, row, setup.owner);
}
