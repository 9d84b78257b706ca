import { type Actor, isSameHuman, type Person, type PersonId } from "../accounts/person.ts";
import { type StandIn, standsInFor } from "../approvals/absence.ts";
import type { EscalatedFor } from "../approvals/escalation.ts";
import type { Role, Seat } from "../invitations/invitation.ts";
import { refuse } from "../refusal.ts";
import { actsAsApprover, isApprover, type Setup } from "../setup/setup.ts";

export const REQUEST_STATES = ["open", "approved", "denied", "withdrawn", "lapsed"] as const;

/** One card that asks for many: the Invitations of a Request share its role, seats and Workspaces. */
export type Request = {
  readonly id: number;
  readonly requester: PersonId;
  readonly role: Role;
  readonly seats: readonly Seat[];
  readonly workspaces: readonly number[];
  readonly reason: string;
  readonly state: (typeof REQUEST_STATES)[number];
  /** Who ended it and when; null while open. `by` is null when it lapsed. */
  readonly decision: {
    readonly by: PersonId | null;
    readonly at: number;
    readonly reason: string | null;
    /** The approver whom `by` stood in for; null: they are one themselves. */
    readonly of: PersonId | null;
    /** The rule that decided, which `by` has made; null: a person did. */
    readonly rule: number | null;
  } | null;
  /** Who agreed first where two have to, for whom, and when. */
  readonly firstApproval: {
    readonly by: PersonId;
    readonly of: PersonId | null;
    readonly at: number;
  } | null;
  readonly createdAt: number;
  /** When others were asked as well, and why; null: they were not. */
  readonly escalation: { readonly at: number; readonly why: EscalatedFor } | null;
  /** The decision of somebody who may decide by a group alone, until that was read once more; null: there is none. */
  readonly held: {
    readonly by: PersonId;
    readonly at: number;
    /** What was asked for when they approved it; null: they denied it. */
    readonly ask: string | null;
    /** Why they denied it. */
    readonly reason: string | null;
  } | null;
};

/** As each one begins. */
export const UNDECIDED = {
  state: "open",
  decision: null,
  firstApproval: null,
  escalation: null,
  held: null,
} as const;

/**
 * `deciders`: the approvers who are still there, each human once. `alternates`: who else was asked, because nobody had
 * decided. `standIns`: who decides in place of approvers who are away. `receivers`: whoever of all these would become Admin
 * by it. `agreed`: the approver whose word the first of two approvals is, and
 * `agreedBy`: who gave it.
 */
export type Deciding = {
  readonly requester: Person | null;
  readonly agreed: Person | null;
  readonly agreedBy: Person | null;
  readonly deciders: readonly Person[];
  readonly alternates: readonly Person[];
  readonly standIns: readonly StandIn[];
  readonly receivers: readonly Person[];
};

/** An approver may carry their own invitation alone, unless it grants Admin and there is another approver. */
export const mayInviteAlone = (
  setup: Setup,
  role: Role,
  person: PersonId,
  deciders: readonly Person[],
): boolean => isApprover(setup, person) && (role !== "admin" || deciders.length === 1);

/** All others, or the only one there is. None, when an address that changed hands makes several of them the requester. */
function decidersFor({ requester, deciders }: Deciding): readonly Person[] {
  if (deciders.length === 1) return deciders;
  return deciders.filter((person) => !isSameHuman(person, requester));
}

/**
 * Those of them who may approve it: nobody the Admin role that they would receive. Where nobody else is left, an approver
 * who asks for it is the other person whom that takes.
 */
function approversFor(deciding: Deciding): readonly Person[] {
  const { requester, deciders, receivers } = deciding;
  const may = decidersFor(deciding);
  const others = may.filter((person) => !isAmong(receivers, person));
  const isAskedByApprover = isAmong(deciders, requester);
  return others.length === 0 && (deciders.length === 1 || isAskedByApprover) ? may : others;
}

/** Who was asked as well: not the requester, nor who would become Admin by it. What approvers may do does not change. */
const alternatesFor = ({ requester, alternates, receivers }: Deciding): readonly Person[] =>
  alternates.filter((person) => !isSameHuman(person, requester) && !isAmong(receivers, person));

const isAmong = (deciders: readonly Person[], person: Person | null): boolean =>
  deciders.some((other) => isSameHuman(other, person));

/** Where the Setup wants two for Admin. An approver who asks is one of them, and nobody waits for a second who is not there. */
export const needsTwo = ({ settings }: Setup, { role }: Request, deciding: Deciding): boolean =>
  settings.adminNeedsTwo &&
  role === "admin" &&
  approversFor(deciding).length > 1 &&
  !isAmong(deciding.deciders, deciding.requester);

const mayApprove = (deciding: Deciding): readonly Person[] => [
  ...approversFor(deciding),
  ...alternatesFor(deciding),
];

/** Whose word the first of two approvals is, where it takes two, and while they may still give it. */
export const firstApprover = (setup: Setup, request: Request, deciding: Deciding): Person | null =>
  needsTwo(setup, request, deciding) && isAmong(mayApprove(deciding), deciding.agreed)
    ? deciding.agreed
    : null;

/** Those whose word is still wanted: all who may approve it, but for whose word the first of two is, and who gave it. */
function approversAsked(setup: Setup, request: Request, deciding: Deciding): readonly Person[] {
  const first = firstApprover(setup, request, deciding);
  const given = first === null ? [] : [first, deciding.agreedBy];
  return mayApprove(deciding).filter((person) => !given.some((one) => isSameHuman(one, person)));
}

/** Of those, who was asked because nobody else had decided. */
export const alternatesAsked = (setup: Setup, request: Request, deciding: Deciding): readonly Person[] =>
  approversAsked(setup, request, deciding).filter((person) => deciding.alternates.includes(person));

/** Whoever stands in for one of them: neither the requester, nor who gets Admin by it, nor who has given a word of two. */
export function standInsAsked(setup: Setup, request: Request, deciding: Deciding): readonly StandIn[] {
  const { requester, receivers, agreedBy, standIns } = deciding;
  const asked = approversAsked(setup, request, deciding);
  const first = firstApprover(setup, request, deciding);
  const hasAgreed = (person: Person) => first !== null && isSameHuman(agreedBy, person);
  const isConcerned = (person: Person) => isSameHuman(requester, person) || isAmong(receivers, person);
  return standIns.filter(({ by, of }) => isAmong(asked, of) && !isConcerned(by) && !hasAgreed(by));
}

/** Whom to ask: those approvers, and whoever stands in for one of them; each human once. */
export function stillAsked(setup: Setup, request: Request, deciding: Deciding): readonly Person[] {
  const all = [...approversAsked(setup, request, deciding)];
  for (const { by } of standInsAsked(setup, request, deciding)) if (!isAmong(all, by)) all.push(by);
  return all;
}

/** The approver, one of `among`, for whom somebody decides who is none themselves; null: nobody. */
function inPlaceOf(setup: Setup, actor: Actor, deciding: Deciding, among: readonly Person[]) {
  if (actsAsDecider(setup, actor, deciding) || actor.account.standing !== "member") return null;
  return standsInFor(deciding.standIns, actor.person).find((of) => isAmong(among, of)) ?? null;
}

/** As an approver, or as one whom the settings name for a Request that nobody decides. */
function actsAsDecider(setup: Setup, actor: Actor, { alternates }: Deciding): boolean {
  if (actsAsApprover(setup, actor)) return true;
  const isNamed = setup.settings.escalation.to.includes(actor.person.id);
  return isNamed && actor.account.standing === "member" && isAmong(alternates, actor.person);
}

/** For whom somebody who stands in denies or changes. */
export const decidesFor = (setup: Setup, actor: Actor, deciding: Deciding): Person | null =>
  inPlaceOf(setup, actor, deciding, decidersFor(deciding));

/** For whom somebody who stands in approves. */
export const approvesFor = (
  setup: Setup,
  request: Request,
  actor: Actor,
  deciding: Deciding,
): Person | null => inPlaceOf(setup, actor, deciding, approversAsked(setup, request, deciding));

function requireOpen(request: Request): void {
  if (request.state !== "open") throw refuse("already_decided");
}

/** Only those who are asked decide, and nobody on their own Request, on whichever platform, unless no other is left. */
export function requireMayDecide(setup: Setup, request: Request, actor: Actor, deciding: Deciding): void {
  requireOpen(request);
  const { requester } = deciding;
  if (decidesFor(setup, actor, deciding) !== null) {
    if (isSameHuman(requester, actor.person)) throw refuse("own_request");
    return;
  }
  if (!actsAsDecider(setup, actor, deciding)) throw refuse("not_approver");
  const may = isAmong(decidersFor(deciding), actor.person);
  if (isSameHuman(requester, actor.person) && !may) throw refuse("own_request");
}

/** The same; whoever would become Admin by it may still deny it, or take themselves out. */
export function requireMayApprove(setup: Setup, request: Request, actor: Actor, deciding: Deciding): void {
  requireMayDecide(setup, request, actor, deciding);
  const { person } = actor;
  if (isAmong(deciding.receivers, person) && !isAmong(mayApprove(deciding), person))
    throw refuse("own_admin");
  if (decidesFor(setup, actor, deciding) === null) return;
  if (approvesFor(setup, request, actor, deciding) === null)
    throw refuse(firstApprover(setup, request, deciding) === null ? "not_approver" : "agreed_already");
}

/** Who decides, in place of whom. `by` null: nobody, it lapsed. */
export type Decider = {
  readonly by: PersonId | null;
  readonly of?: PersonId | null;
  readonly rule?: number | null;
};

/** `reason`: why it was denied. */
export function end(
  request: Request,
  state: Exclude<Request["state"], "open">,
  { by, of = null, rule = null }: Decider,
  at: number,
  reason: string | null = null,
): Request {
  requireOpen(request);
  return { ...request, state, decision: { by, of, rule, at, reason }, held: null };
}

/** Invited alone, or withdrawn: whoever asked knows, and the card of what they asked for says all that follows. */
export const isEndedByRequester = ({ requester, decision }: Request): boolean =>
  decision?.by === requester && decision.rule === null;

/** What its Approve stands for, as short as a menu entry needs it: `m12` is twelve people as Members. */
export const asks = ({ role }: Pick<Request, "role">, people: number): string => `${role[0]}${people}`;

/** Others are asked as well. */
export const escalated = (request: Request, why: EscalatedFor, at: number): Request => ({
  ...request,
  escalation: { at, why },
});

/** The first of two: it stays open, and is decided by the second. */
export function agree(request: Request, by: PersonId, of: PersonId | null, now: number): Request {
  requireOpen(request);
  return { ...request, firstApproval: { by, of, at: now } };
}

/** Only whoever made it takes it back. */
export function withdraw(request: Request, { person }: Actor, now: number): Request {
  requireOpen(request);
  if (request.requester !== person.id) throw refuse("not_your_request");
  return end(request, "withdrawn", { by: person.id }, now);
}

export const LAPSE_AFTER_MS = 7 * 24 * 3_600_000;

/** After a long sleep its end may be due in the same moment as what reminds of it. */
export const isWaiting = (request: Request | null, now: number): request is Request =>
  request?.state === "open" && now < request.createdAt + LAPSE_AFTER_MS;
