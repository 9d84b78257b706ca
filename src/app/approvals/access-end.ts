import type { PersonId } from "../../domain/accounts/person.ts";
import { askAt } from "../../domain/approvals/access-end.ts";
import { type Invitation, isOver } from "../../domain/invitations/invitation.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import { isEndedByRequester, type Request } from "../../domain/requests/request.ts";
import { isAnyApprover, isApprover } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { accessEndCard } from "../../view/approvals/access-end.ts";
import type { Unit, Where } from "../core/context.ts";
import type { Drawers } from "../core/drawing.ts";
import { enqueue, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { eachHuman, isMember } from "../requests/deciders.ts";

/** What a Request is about: its own Invitations, or those whose access is to go on; while it is open, as long as they have it. */
export function invitationsOf(tx: Tx, { id, state, extends: extended }: Request): readonly Invitation[] {
  if (extended.length === 0) return tx.invitations.ofRequest(id);
  const all = extended.flatMap((one) => tx.invitations.get(one) ?? []);
  return state === "open" ? all.filter((one) => !isOver(one)) : all;
}

/** What was approved happens. */
export function carryOut(
  unit: Unit,
  by: RecordEntry["actor"],
  request: Request,
  invitations: readonly Invitation[],
): void {
  const { tx, now } = unit;
  const { until } = request;
  if (request.extends.length === 0) moveAll(unit, by, invitations, "approve");
  else {
    for (const one of invitations) {
      if (one.until !== null) tx.changed(`until:${one.until}`);
      tx.invitations.save({ ...one, until });
    }
    if (!isEndedByRequester(request)) tell(unit, request.requester, { kind: "outcome", request: request.id });
  }
  if (until === null) return;
  const plan = (moment: "ask" | "end", dueAt: number) =>
    enqueue(unit, { kind: "access-end", until, moment }, `access-end:${until}:${moment}:${dueAt}`, { dueAt });
  const asked = askAt(until, now);
  if (asked !== null) plan("ask", asked);
  plan("end", until);
}

/** Whose access ends then, and was neither extended nor ended before. */
export const endingAt = (tx: Tx, until: number): readonly Invitation[] =>
  tx.invitations.ofUntil(until).filter((one) => !isOver(one) && one.status !== "proposed");

/** Who has approved it, or the owner in their place. */
function approverOf(where: Where, { request: id }: Invitation): PersonId {
  const setup = requireStarted(where);
  const { by = null, of = null } = where.tx.requests.get(id)?.decision ?? {};
  const approver = of ?? by;
  const isThere = approver !== null && isAnyApprover(setup, approver) && isMember(where, approver);
  return isThere ? approver : setup.owner;
}

/** Those whom it concerns: who approved it, and the person, or, where that one is not in chat, who asked for it. */
const concerned = (where: Where, invitation: Invitation): readonly (PersonId | null)[] => [
  approverOf(where, invitation),
  invitation.invitee ?? where.tx.requests.get(invitation.request)?.requester ?? null,
];

/** Of those whose access ends then, the ones that somebody is asked about. An approver may have to stand in for another. */
export function endingFor(where: Where, until: number, person: PersonId): readonly Invitation[] {
  const all = where.tx.invitations.ofUntil(until);
  const theirs = all.filter((one) => concerned(where, one).includes(person));
  return theirs.length === 0 && isApprover(requireStarted(where), person) ? all : theirs;
}

export function askAboutEnd(unit: Unit, until: number): void {
  const people = endingAt(unit.tx, until).flatMap((one) => concerned(unit, one));
  const ids = people.flatMap((person) => person ?? []);
  for (const { id } of eachHuman(unit, new Set(ids))) tell(unit, id, { kind: "access-end", until });
}

export const accessEndMessages: Drawers<"access-end"> = {
  "access-end": ({ context, tx, reader, person, now }, { until }) => {
    const invitations = person === null ? [] : endingFor({ tx, context }, until, person.id);
    return accessEndCard(reader, { invitations, until, now });
  },
};
