import { can, type Invitation } from "../../domain/invitations/invitation.ts";
import type { Unit } from "../core/context.ts";
import { takeBack } from "../invitations/invitation-actions.ts";
import { mayLose } from "../members/member-actions.ts";
import { lapseRequest } from "../requests/decisions.ts";
import { order } from "../tasks/tasks.ts";
import type { JobOf } from "../worker/job-handler.ts";
import { askAboutEnd, endingAt } from "./access-end.ts";

/** Before its end the people whom it concerns are asked, and at its end it is taken away. */
export function accessEnds(unit: Unit, { until, moment }: JobOf<"access-end">, planned: number): void {
  if (moment === "ask") {
    askAboutEnd(unit, until, planned);
    return;
  }
  unit.tx.changed(`until:${until}`);
  const ending = endingAt(unit.tx, until);
  const ids = ending.map(({ id }) => id);
  // Nobody has said in time that it goes on.
  for (const { id, extends: extended } of unit.tx.requests.open())
    if (extended.some((one) => ids.includes(one))) lapseRequest(unit, { kind: "lapse", request: id });
  for (const one of ending) takeAway(unit, one);
}

function takeAway(unit: Unit, invitation: Invitation): void {
  if (can(invitation, "remove")) {
    if (mayLose(unit, invitation)) order(unit, { kind: "remove", invitation: invitation.id, by: null });
  } else if (can(invitation, "revoke")) takeBack(unit, invitation, null);
}
