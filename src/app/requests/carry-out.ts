import { askAt, lastDayIn } from "../../domain/approvals/access-end.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import { isEndedByRequester, type Request } from "../../domain/requests/request.ts";
import type { Unit } from "../core/context.ts";
import { enqueue, record, tell } from "../core/effects.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { dropFromTasks } from "../tasks/tasks.ts";

/** What was approved happens. */
export function carryOut(
  unit: Unit,
  by: RecordEntry["actor"],
  request: Request,
  invitations: readonly Invitation[],
): void {
  if (request.extends.length === 0) moveAll(unit, by, invitations, "approve");
  else goOn(unit, by, request, invitations);
  if (request.until !== null) planEnd(unit, request, request.until);
}

function goOn(...[unit, by, request, invitations]: Parameters<typeof carryOut>): void {
  const { tx } = unit;
  const { id, requester, until } = request;
  const lastDay = until === null ? null : lastDayIn(until);
  for (const one of invitations) {
    tx.changed(`until:${one.until ?? 0}`);
    tx.invitations.save({ ...one, until });
    record(unit, by, "access.extended", `invitation:${one.id}`, { lastDay });
  }
  // It may have been over already, and somebody may have been asked to remove them.
  const ids = invitations.map((one) => one.id);
  for (const kind of ["remove", "revoke"] as const) dropFromTasks(unit, ids, kind);
  if (!isEndedByRequester(request)) tell(unit, requester, { kind: "outcome", request: id });
}

/** A clock that is put back must not find that it was done already: each Request has jobs of its own. */
function planEnd(unit: Unit, { id }: Request, until: number): void {
  const plan = (moment: "ask" | "end", dueAt: number) =>
    enqueue(unit, { kind: "access-end", until, moment }, `access-end:${id}:${moment}:${unit.now}`, { dueAt });
  const asked = askAt(until, unit.now);
  if (asked !== null) plan("ask", asked);
  plan("end", until);
}
