import { isDeepStrictEqual } from "node:util";
import {
  asksForThemselves,
  isSameHuman,
  type Person,
  type PersonId,
  statusOf,
} from "../../domain/accounts/person.ts";
import type { FormRef, UserAction } from "../../domain/action.ts";
import { type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { Message } from "../../domain/message.ts";
import { refuse } from "../../domain/refusal.ts";
import {
  alternatesAsked,
  areLastWords,
  decidesFor,
  isDecider,
  missingOn,
  requireMayApprove,
  requireMayDecide,
  sidesAsked,
  standInsAsked,
  stillAsked,
  wordsOfPress,
  wordsOn,
  wordsThatCount,
} from "../../domain/requests/deciding.ts";
import {
  type Approval,
  agree,
  asks,
  end,
  isInTime,
  type Request,
  withdraw,
} from "../../domain/requests/request.ts";
import { approversFor, canInvite, namedApproversOf, type Setup } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { View } from "../../view/core/view.ts";
import { wentOnCard, wrongCard } from "../../view/key/wrong-card.ts";
import { approveForm, changeForm, denyForm } from "../../view/requests/decision-forms.ts";
import { askedCard, outcomeCard, requestCard } from "../../view/requests/request-cards.ts";
import { askedFor, askedInOrder, type RequestFacts } from "../../view/requests/request-parts.ts";
import { groupOf, hold } from "../approvals/held.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, type Context, type Decider, modeOf, type Unit } from "../core/context.ts";
import type { Drawers, Drawing } from "../core/drawing.ts";
import { record, tell } from "../core/effects.ts";
import { asking, type FormHandler, marksOf } from "../core/form-handler.ts";
import { requireFound, requireStarted } from "../core/rights.ts";
import { knownMember, moveAll } from "../invitations/transition-invitations.ts";
import type { JobOf } from "../worker/job-handler.ts";
import { carryOut } from "./carry-out.ts";
import {
  areAllAway,
  decidersOf,
  decidingOn,
  invitationsOf,
  isMember,
  ownDomains,
  requireAllowedDomains,
} from "./deciders.ts";
import { planEscalation } from "./reminders.ts";

const NOTHING: Reply = { kind: "nothing" };

function loaded(unit: Decider, id: number) {
  const request = requireFound(unit.tx.requests.get(id));
  const setup = requireStarted(unit);
  return { request, setup, deciding: decidingOn(unit, request) };
}

const proposed = ({ tx }: Unit, id: number) =>
  tx.invitations.ofRequest(id).filter(({ status }) => status === "proposed");

/** What there is to approve: what is proposed, or the access that is to go on while it lasts. */
const asked = (unit: Unit, request: Request): readonly Invitation[] =>
  request.extends.length === 0 ? proposed(unit, request.id) : invitationsOf(unit.tx, request);

export const peopleAsked = (unit: Unit, request: Request): string =>
  asks(request, asked(unit, request).length);

/** `isConfirmed`: the groups by which they decide were read just now. */
export function approveRequest(unit: Decider, id: number, isConfirmed = false): Reply {
  const { tx, actor, now, me } = unit;
  const { request, setup, deciding } = loaded(unit, id);
  // The second half of a double click: what they wanted has happened.
  if (request.state === "approved" && request.decision?.by === me) return NOTHING;
  requireMayApprove(setup, request, actor, deciding);
  const invitations = asked(unit, request);
  // Its time is over, or nobody is left whom it is about.
  if (invitations.length === 0 || !isInTime(request, now)) throw refuse("not_now");
  requireAllowedDomains(setup, invitations);
  const before = wordsThatCount(setup, request, deciding);
  const given = wordsOfPress(setup, request, actor, deciding);
  const [first] = given;
  if (first === undefined)
    throw refuse(
      before.length === 0 && !isDecider(setup, actor, deciding) ? "not_approver" : "agreed_already",
    );
  const rights = [...given, ...before.map(({ whose }) => whose)].map(({ id: each }) => each);
  const ask = peopleAsked(unit, request);
  if (!isConfirmed && hold(unit, request, rights, { ask, reason: null })) return NOTHING;
  const words = given.map((whose) => {
    const of = whose.id === me ? null : whose.id;
    return { approval: { by: me, of, at: now }, by: actor.person, whose };
  });
  const isLast = areLastWords(setup, request, deciding, words);
  const approvals = words.map(({ approval }) => approval);
  // What was said by somebody who may not decide any more is no part of it.
  const soFar = { ...request, approvals: before.map(({ approval }) => approval) };
  const [approval, ...others] = approvals;
  const agreed = (some: readonly Approval[]) => some.reduce(agree, soFar);
  const decided =
    isLast && approval !== undefined ? end(agreed(others), "approved", approval, now) : agreed(approvals);
  tx.requests.save(decided);
  const of = first.id === me ? null : first;
  record(
    unit,
    me,
    isLast ? "request.approved" : "request.agreed",
    `request:${id}`,
    byRight(setup, request, me, of),
  );
  if (isLast) carryOut(unit, me, decided, invitations);
  // Those who are left may all be away.
  else planEscalation(unit, requireFound(tx.requests.get(id)));
  return NOTHING;
}

/** Whose decision it is, where somebody stands in for them; and by which group they decide who are not named. */
function byRight(setup: Setup, request: Request, me: PersonId, of: Person | null) {
  const group = groupOf(setup, request, of?.id ?? me);
  return { ...(of === null ? {} : { inPlaceOf: of.id }), ...(group === null ? {} : { group: group.id }) };
}

export function withdrawRequest(unit: ActorUnit, id: number): Reply {
  const { tx, actor, now, me } = unit;
  const request = requireFound(tx.requests.get(id));
  if (request.state === "withdrawn" && request.requester === me) return NOTHING;
  tx.requests.save(withdraw(request, actor, now));
  record(unit, me, "request.withdrawn", `request:${id}`);
  moveAll(unit, me, proposed(unit, id), "drop");
  return NOTHING;
}

export function lapseRequest(unit: Unit, { request: id }: JobOf<"lapse">): void {
  const request = unit.tx.requests.get(id);
  if (request?.state !== "open") return;
  unit.tx.requests.save(end(request, "lapsed", { by: null }, unit.now));
  record(unit, "bot", "request.lapsed", `request:${id}`);
  moveAll(unit, "bot", proposed(unit, id), "drop");
  tell(unit, request.requester, { kind: "outcome", request: id });
}

/** Whether the card asked for something else than there is to decide by now: then an Approve was not seen as a whole. */
export function askedOtherwise(unit: ActorUnit, pressed: Extract<UserAction, { do: "approve" }>): boolean {
  const request = unit.tx.requests.get(pressed.request);
  return request?.state === "open" && pressed.ask !== peopleAsked(unit, request);
}

/** All that is asked for, with Approve at its end. What was changed meanwhile was not read. */
export const approve: FormHandler<"approve"> = (unit, { request: id, seen }) => ({
  draw: () => listToApprove(unit, id).form,
  submit: () => {
    if (unit.tx.requests.get(id)?.state !== "open") return approveRequest(unit, id);
    const { form, marks } = listToApprove(unit, id, true);
    return isDeepStrictEqual(seen, marks) ? approveRequest(unit, id) : { kind: "open", form };
  },
});

function listToApprove(unit: ActorUnit, id: number, changed = false) {
  const { request, setup, deciding } = loaded(unit, id);
  requireMayApprove(setup, request, unit.actor, deciding);
  const facts = requestReader(unit.context, unit.tx)(request);
  const asked = askedInOrder(facts).map(({ address }) => address);
  const marks = marksOf({ list: `${request.role} ${asked.join(" ")}` });
  const ref: FormRef = { form: "approve", request: id, seen: marks };
  return { form: { ...approveForm(unit.reader, facts, changed), ref }, marks };
}

function requireDecidable(unit: Decider, id: number) {
  const { request, setup, deciding } = loaded(unit, id);
  requireMayDecide(setup, request, unit.actor, deciding);
  const of = decidesFor(setup, unit.actor, deciding);
  return { request, invitations: proposed(unit, id), of };
}

export const deny: FormHandler<"deny"> = (unit, { request: id }) => {
  const { request } = requireDecidable(unit, id);
  const facts = requestReader(unit.context, unit.tx)(request);
  return asking(denyForm(unit.reader, facts), ({ reason }) => denyRequest(unit, id, reason));
};

export function denyRequest(unit: Decider, id: number, reason: string, isConfirmed = false): Reply {
  const { request, invitations, of } = requireDecidable(unit, id);
  const { tx, me, now } = unit;
  if (!isConfirmed && hold(unit, request, [of?.id ?? me], { ask: null, reason })) return NOTHING;
  tx.requests.save(end(request, "denied", { by: me, of: of?.id ?? null }, now, reason));
  record(unit, me, "request.denied", `request:${id}`, byRight(requireStarted(unit), request, me, of));
  moveAll(unit, me, invitations, "deny");
  if (request.extends.length > 0) tell(unit, request.requester, { kind: "outcome", request: id });
  return NOTHING;
}

export const change: FormHandler<"change"> = (unit, { request: id }) => {
  const { request, invitations, of } = requireDecidable(unit, id);
  if (invitations.length === 0) throw refuse("not_now");
  const { tx, me } = unit;
  return asking(changeForm(unit.reader, { request, invitations }), ({ keep, role }) => {
    const dropped = invitations.filter((one) => !keep.includes(one.id));
    moveAll(unit, me, dropped, "drop");
    tx.requests.save({ ...request, role });
    for (const one of invitations) if (!dropped.includes(one)) tx.invitations.save({ ...one, role });
    record(unit, me, "request.changed", `request:${id}`, {
      ...{ dropped: dropped.length, role },
      ...byRight(requireStarted(unit), request, me, of),
    });
    return NOTHING;
  });
};

const byRequest =
  <M extends { readonly request: number }>(
    card: (reader: Reader, facts: RequestFacts, message: M, tx: Tx) => View | null,
  ) =>
  ({ context, tx, reader }: Drawing, message: M): View | null => {
    const request = tx.requests.get(message.request);
    return request && card(reader, requestReader(context, tx)(request), message, tx);
  };

function drawOutcome(reader: Reader, facts: RequestFacts, { status, at }: Message<"outcome">, tx: Tx): View {
  if (status === undefined) return outcomeCard(reader, facts);
  const affected = facts.invitations.filter(({ status: is, since }) => is === status && since === at);
  const [first] = affected;
  if (first === undefined) return wentOnCard(reader, facts);
  const task = tx.tasks.ofInvitation(first.id).findLast(({ state }) => state === "impossible");
  return wrongCard(reader, { ...facts, invitations: affected, reason: task?.reason ?? null });
}

export const requestMessages: Drawers<"request" | "asked" | "outcome"> = {
  request: byRequest(requestCard),
  asked: byRequest(askedCard),
  outcome: byRequest(drawOutcome),
};

export function requestReader(context: Context, tx: Tx): (request: Request) => RequestFacts {
  const setup = requireStarted({ tx });
  const workspaces = tx.workspaces.all();
  const able = decidersOf({ context, tx });
  const common = {
    owner: setup.owner,
    ownDomains: ownDomains({ context, tx }),
    billingAllows: canInvite(setup.billing),
    mode: modeOf(context),
    alerts: tx.alerts.open(),
    now: context.now(),
  };
  return (request) => {
    const invitations = invitationsOf(tx, request);
    const [only, ...others] = askedFor({ request, invitations });
    const requester = tx.people.get(request.requester);
    const deciding = decidingOn({ context, tx }, request, able);
    const { own, isGeneral } = approversFor(setup, request, () => true);
    const proposed = invitations.filter(({ status }) => request.state === "open" && status === "proposed");
    return {
      ...common,
      ...{ request, invitations },
      sides: sidesAsked(setup, request, deciding).map((side) => ({
        workspace: workspaces.find(({ id }) => id === side.workspace)?.name ?? null,
        people: side.people
          .filter((one) => side.people.length === 1 || !isSameHuman(one, requester))
          .map(({ id }) => id),
        missing: missingOn(setup, request, deciding, side),
        given: wordsOn(setup, request, deciding, side).length,
      })),
      standIns: standInsAsked(setup, request, deciding),
      alternates: alternatesAsked(setup, request, deciding),
      deciders: [...(isGeneral ? namedApproversOf(setup) : []), ...own.flatMap(({ people }) => people)],
      groups: isGeneral ? setup.settings.groups : [],
      withStatus: stillAsked(setup, request, deciding).filter((one) => statusOf(one, common.now) !== null),
      allAway: areAllAway({ context, tx }, request, deciding),
      agreed: wordsThatCount(setup, request, deciding).map(({ approval }) => approval),
      requesterLeft: !isMember({ context, tx }, request.requester),
      isOwn: others.length === 0 && only !== undefined && asksForThemselves(requester, null, only.address),
      failedSoFar:
        common.mode === "automatic" &&
        invitations.some(isToBeSent) &&
        tx.jobs.hasFailed(`invite:${request.id}`),
      members: proposed.flatMap((one) => {
        const evidence = knownMember(tx, one);
        return evidence === null ? [] : [{ address: one.address, evidence }];
      }),
      workspaces: workspaces.filter(({ id }) => request.workspaces.includes(id)),
    };
  };
}
