import { z } from "zod";
import type { Actor, PersonId } from "../accounts/person.ts";
import type { EscalatedFor } from "../approvals/escalation.ts";
import type { Role, Seat } from "../invitations/invitation.ts";
import { refuse } from "../refusal.ts";

/** `of`: the approver whom `by` stood in for; null: they are one themselves. */
export const approval = z.object({ by: z.string(), of: z.string().nullable(), at: z.number().int() });
export type Approval = Readonly<z.infer<typeof approval>>;

export const REQUEST_STATES = ["open", "approved", "denied", "withdrawn", "lapsed"] as const;

/** One card that asks for many: the Invitations of a Request share its role, seats and Workspaces. */
export type Request = {
  readonly id: number;
  readonly requester: PersonId;
  readonly role: Role;
  readonly seats: readonly Seat[];
  readonly workspaces: readonly number[];
  readonly reason: string;
  /** The end of the access that it asks for (epoch ms); null: it has none. */
  readonly until: number | null;
  /** The Invitations whose access is to go on; empty: it asks for new ones. */
  readonly extends: readonly number[];
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
  /** Of those that were given before the one that decided, where it takes several: by whom, in place of whom, and when. */
  readonly approvals: readonly Approval[];
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
  until: null,
  extends: [],
  state: "open",
  decision: null,
  approvals: [],
  escalation: null,
  held: null,
} as const;

export function requireOpen(request: Request): void {
  if (request.state !== "open") throw refuse("already_decided");
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

/** It stays open until the last of those whom it takes has approved it. */
export function agree(request: Request, approval: Approval): Request {
  requireOpen(request);
  return { ...request, approvals: [...request.approvals, approval] };
}

/** Only whoever made it takes it back. */
export function withdraw(request: Request, { person }: Actor, now: number): Request {
  requireOpen(request);
  if (request.requester !== person.id) throw refuse("not_your_request");
  return end(request, "withdrawn", { by: person.id }, now);
}

export const LAPSE_AFTER_MS = 7 * 24 * 3_600_000;

/** When it ends unanswered, at the latest with the access that it asks for (epoch ms). */
export const lapsesAt = ({ createdAt, until }: Request): number =>
  Math.min(createdAt + LAPSE_AFTER_MS, until ?? Number.POSITIVE_INFINITY);

/** Whether the access that it asks for has not ended already. */
export const isInTime = ({ until }: Pick<Request, "until">, now: number): boolean =>
  until === null || now < until;

/** After a long sleep its end may be due in the same moment as what reminds of it. */
export const isWaiting = (request: Request | null, now: number): request is Request =>
  request?.state === "open" && now < lapsesAt(request);
