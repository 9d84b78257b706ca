import { type Actor, isSameHuman, type Person, type PersonId } from "../accounts/person.ts";
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
  } | null;
  /** Who agreed first where two have to, and when. */
  readonly firstApproval: { readonly by: PersonId; readonly at: number } | null;
  readonly createdAt: number;
};

/**
 * `deciders`: the approvers who are still there, each human once. `receivers`: those of them who would become Admin by it.
 * `agreed`: whoever gave the first of two approvals.
 */
export type Deciding = {
  readonly requester: Person | null;
  readonly agreed: Person | null;
  readonly deciders: readonly Person[];
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
function decidersFor(requester: Person | null, deciders: readonly Person[]): readonly Person[] {
  if (deciders.length === 1) return deciders;
  return deciders.filter((person) => !isSameHuman(person, requester));
}

/**
 * Those of them who may approve it: nobody the Admin role that they would receive. Where nobody else is left, an approver
 * who asks for it is the other person whom that takes.
 */
function approversFor({ requester, deciders, receivers }: Deciding): readonly Person[] {
  const may = decidersFor(requester, deciders);
  const others = may.filter((person) => !isAmong(receivers, person));
  const isAskedByApprover = isAmong(deciders, requester);
  return others.length === 0 && (deciders.length === 1 || isAskedByApprover) ? may : others;
}

const isAmong = (deciders: readonly Person[], person: Person | null): boolean =>
  deciders.some((other) => isSameHuman(other, person));

/** Where the Setup wants two for Admin. An approver who asks is one of them, and nobody waits for a second who is not there. */
export const needsTwo = ({ settings }: Setup, { role }: Request, deciding: Deciding): boolean =>
  settings.adminNeedsTwo &&
  role === "admin" &&
  approversFor(deciding).length > 1 &&
  !isAmong(deciding.deciders, deciding.requester);

/** Whoever gave the first of two approvals, while they may still give it. */
export const firstApprover = (deciding: Deciding): Person | null =>
  isAmong(approversFor(deciding), deciding.agreed) ? deciding.agreed : null;

/** Those whose word is still wanted: all who may approve it, but for whoever gave the first of two approvals. */
export function stillAsked(setup: Setup, request: Request, deciding: Deciding): readonly Person[] {
  const may = approversFor(deciding);
  if (!needsTwo(setup, request, deciding)) return may;
  return may.filter((person) => !isSameHuman(person, firstApprover(deciding)));
}

function requireOpen(request: Request): void {
  if (request.state !== "open") throw refuse("already_decided");
}

/** Only approvers decide, and nobody on their own Request, on whichever platform, unless no other approver is left. */
export function requireMayDecide(setup: Setup, request: Request, actor: Actor, deciding: Deciding): void {
  requireOpen(request);
  const { requester, deciders } = deciding;
  if (!actsAsApprover(setup, actor)) throw refuse("not_approver");
  const may = isAmong(decidersFor(requester, deciders), actor.person);
  if (isSameHuman(requester, actor.person) && !may) throw refuse("own_request");
}

/** The same; whoever would become Admin by it may still deny it, or take themselves out. */
export function requireMayApprove(setup: Setup, request: Request, actor: Actor, deciding: Deciding): void {
  requireMayDecide(setup, request, actor, deciding);
  const { person } = actor;
  if (isAmong(deciding.receivers, person) && !isAmong(approversFor(deciding), person))
    throw refuse("own_admin");
}

/** `by` null: nobody, it lapsed. `reason`: why it was denied. */
export function end(
  request: Request,
  state: Exclude<Request["state"], "open">,
  by: PersonId | null,
  at: number,
  reason: string | null = null,
): Request {
  requireOpen(request);
  return { ...request, state, decision: { by, at, reason } };
}

/** Invited alone, or withdrawn: whoever asked knows, and the card of what they asked for says all that follows. */
export const isEndedByRequester = ({ requester, decision }: Request): boolean => decision?.by === requester;

/** What its Approve stands for, as short as a menu entry needs it: `m12` is twelve people as Members. */
export const asks = ({ role }: Pick<Request, "role">, people: number): string => `${role[0]}${people}`;

/** The first of two: it stays open, and is decided by the second. */
export function agree(request: Request, by: PersonId, now: number): Request {
  requireOpen(request);
  return { ...request, firstApproval: { by, at: now } };
}

/** Only whoever made it takes it back. */
export function withdraw(request: Request, { person }: Actor, now: number): Request {
  requireOpen(request);
  if (request.requester !== person.id) throw refuse("not_your_request");
  return end(request, "withdrawn", person.id, now);
}

export const LAPSE_AFTER_MS = 7 * 24 * 3_600_000;
