import { lastDayIn } from "../../domain/approvals/access-end.ts";
import { type Invitation, propose } from "../../domain/invitations/invitation.ts";
import { end, lapsesAt, type Request, UNDECIDED } from "../../domain/requests/request.ts";
import { approveByRule, ruleFor } from "../approvals/rules.ts";
import type { ActorUnit } from "../core/context.ts";
import { enqueue, record, tell } from "../core/effects.ts";
import { carryOut } from "./carry-out.ts";
import { approvedByAsking } from "./deciders.ts";
import { askApprovers } from "./reminders.ts";

type Wanted = Pick<Request, "role" | "seats" | "workspaces" | "reason" | "until">;

/** For new Invitations to these addresses. */
export function makeRequest(unit: ActorUnit, wanted: Wanted, addresses: readonly string[]): Request {
  const { role, seats, workspaces, until } = wanted;
  const { request, isApproved } = insert(unit, { ...wanted, extends: [] });
  const invitations = addresses.map((address) =>
    unit.tx.invitations.insert(propose(request.id, address, role, unit.now, until)),
  );
  // Whoever submits the form has read that Mistral will e-mail these people: the entry is their consent.
  noteMade(unit, request, { rows: invitations.length, consent: true });
  if (isApproved) return approveAlone(unit, request, invitations);
  const rule = ruleFor(unit, { role, seats, workspaces, addresses, requester: unit.me });
  return rule === null ? ask(unit, request) : approveByRule(unit, request, invitations, rule);
}

/** For the access of people who have it to go on. Without an answer it ends as before. */
export function makeExtension(unit: ActorUnit, wanted: Wanted, invitations: readonly Invitation[]): Request {
  const { request, isApproved } = insert(unit, { ...wanted, extends: invitations.map(({ id }) => id) });
  noteMade(unit, request, { rows: invitations.length, extends: true });
  return isApproved ? approveAlone(unit, request, invitations) : ask(unit, request);
}

function insert(unit: ActorUnit, wanted: Wanted & Pick<Request, "extends">) {
  const { tx, me, now } = unit;
  const own = approvedByAsking(unit, wanted);
  const approvals = own === "part" ? [{ by: me, of: null, at: now }] : [];
  const request = tx.requests.insert({
    ...{ ...UNDECIDED, ...wanted, requester: me, approvals, createdAt: now },
  });
  return { request, isApproved: own === "all" };
}

const noteMade = (
  unit: ActorUnit,
  { id, role, until }: Request,
  facts: { rows: number; consent?: boolean; extends?: boolean },
) =>
  record(unit, unit.me, "request.made", `request:${id}`, {
    ...{ ...facts, role },
    ...(until === null ? {} : { lastDay: lastDayIn(until) }),
  });

function approveAlone(unit: ActorUnit, request: Request, invitations: readonly Invitation[]): Request {
  const { tx, me, now } = unit;
  const approved = end(request, "approved", { by: me }, now);
  tx.requests.save(approved);
  record(unit, me, "request.approved", `request:${request.id}`, { alone: true });
  carryOut(unit, me, approved, invitations);
  return approved;
}

function ask(unit: ActorUnit, request: Request): Request {
  const { id } = request;
  tell(unit, unit.me, { kind: "asked", request: id });
  askApprovers(unit, request);
  enqueue(unit, { kind: "lapse", request: id }, `lapse:${id}`, { dueAt: lapsesAt(request) });
  return request;
}
