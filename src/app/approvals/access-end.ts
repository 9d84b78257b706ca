import { isSameHuman, type Person, type PersonId } from "../../domain/accounts/person.ts";
import { can, type Invitation, isOver } from "../../domain/invitations/invitation.ts";
import { isAnyApprover, isApprover } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { accessEndCard } from "../../view/approvals/access-end.ts";
import { modeOf, type Unit, type Where } from "../core/context.ts";
import type { Drawers } from "../core/drawing.ts";
import { post } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { takeBack } from "../invitations/invitation-actions.ts";
import { mayLose } from "../members/member-actions.ts";
import { eachHuman, isMember } from "../requests/deciders.ts";
import { lapseRequest } from "../requests/decisions.ts";
import { order } from "../tasks/tasks.ts";
import type { JobOf } from "../worker/job-handler.ts";

const UNSENT: readonly Invitation["status"][] = ["proposed", "denied"];

/** Whose access ends then, and was neither extended nor ended before. */
export const endingAt = (tx: Tx, until: number): readonly Invitation[] =>
  tx.invitations.ofUntil(until).filter((one) => {
    // One that was asked for since, and not approved, is nothing at Mistral.
    const sent = tx.invitations.ofAddress(one.address).filter(({ status }) => !UNSENT.includes(status));
    return sent[0]?.id === one.id && !isOver(one);
  });

/** Who has approved it, or the owner in their place. */
function approverOf(where: Where, { request: id }: Invitation): PersonId {
  const setup = requireStarted(where);
  const { by = null, of = null } = where.tx.requests.get(id)?.decision ?? {};
  const approver = of ?? by;
  const isThere = approver !== null && isAnyApprover(setup, approver) && isMember(where, approver);
  return isThere ? approver : setup.owner;
}

/** Those whom it concerns: who approved it, and the person, or who asked for somebody who is not here. */
function concerned(where: Where, invitation: Invitation): readonly PersonId[] {
  const { invitee, request } = invitation;
  const isHere = invitee !== null && isMember(where, invitee);
  const person = isHere ? invitee : where.tx.requests.get(request)?.requester;
  return [approverOf(where, invitation), ...(person === undefined ? [] : [person])];
}

/** Of those whose access ends then, the ones that somebody is asked about. An approver may have to stand in for another. */
export function endingFor(where: Where, until: number, person: Person): readonly Invitation[] {
  const { tx } = where;
  const all = tx.invitations.ofUntil(until);
  const isTheirs = (one: Invitation) =>
    concerned(where, one).some((id) => isSameHuman(tx.people.get(id), person));
  const theirs = all.filter(isTheirs);
  return theirs.length === 0 && isApprover(requireStarted(where), person.id) ? all : theirs;
}

/** `at`: when they were to be asked (epoch ms). Those who are asked at the same time hear it once. */
function askAboutEnd(unit: Unit, until: number, at: number): void {
  const people = new Set(endingAt(unit.tx, until).flatMap((one) => concerned(unit, one)));
  for (const { id: person } of eachHuman(unit, people))
    post(unit, { kind: "access-end", until }, { person }, at);
}

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

export const accessEndMessages: Drawers<"access-end"> = {
  "access-end": ({ context, tx, reader, person, now }, { until }) => {
    const invitations = person === null ? [] : endingFor({ tx, context }, until, person);
    const asked = tx.requests.open().flatMap((request) => request.extends);
    return accessEndCard(reader, { invitations, asked, until, now, mode: modeOf(context) });
  },
};
