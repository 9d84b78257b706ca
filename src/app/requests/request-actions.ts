import { isSameHuman } from "../../domain/accounts/person.ts";
import type { UserAction } from "../../domain/action.ts";
import { refuse } from "../../domain/refusal.ts";
import {
  agree,
  approve,
  asks,
  firstApprover,
  needsTwo,
  type Request,
  requireMayApprove,
  requireMayDecide,
  withdraw,
} from "../../domain/requests/request.ts";
import { askedFor } from "../../view/requests/request-parts.ts";
import type { Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { found, requireStarted } from "../core/rights.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { decidingOn, requireAllowedDomains } from "./deciders.ts";

const NOTHING: Reply = { kind: "nothing" };

export function approveRequest(unit: ActorUnit, id: number): Reply {
  const { tx, actor, now } = unit;
  const setup = requireStarted(unit);
  const request = found(tx.requests.get(id));
  const me = actor.person.id;
  // The second half of a double click: what they wanted has happened.
  if (request.state === "approved" && request.decision?.by === me) return NOTHING;
  const deciding = decidingOn(unit, setup, request);
  requireMayApprove(setup, request, actor, deciding);
  const asked = proposed(unit, id);
  requireAllowedDomains(
    setup,
    asked.map(({ address }) => address),
  );
  const first = firstApprover(deciding);
  if (needsTwo(setup, request, deciding) && isSameHuman(first, actor.person)) throw refuse("agreed_already");
  if (needsTwo(setup, request, deciding) && first === null) {
    tx.requests.save(agree(request, me, now));
    record(unit, me, "request.agreed", `request:${id}`);
  } else {
    tx.requests.save(approve(request, me, now));
    record(unit, me, "request.approved", `request:${id}`);
    moveAll(unit, me, asked, "approve");
  }
  return NOTHING;
}

export function withdrawRequest(unit: ActorUnit, id: number): Reply {
  const { tx, actor, now } = unit;
  const request = found(tx.requests.get(id));
  if (request.state === "withdrawn" && request.requester === actor.person.id) return NOTHING;
  tx.requests.save(withdraw(request, actor, now));
  record(unit, actor.person.id, "request.withdrawn", `request:${id}`);
  moveAll(unit, actor.person.id, proposed(unit, id), "drop");
  return NOTHING;
}

const proposed = (unit: ActorUnit, id: number) =>
  unit.tx.invitations.ofRequest(id).filter(({ status }) => status === "proposed");

/** Whether the card asked for something else than there is to decide by now: then an Approve was not seen as a whole. */
export function askedOtherwise({ tx }: ActorUnit, pressed: Extract<UserAction, { do: "approve" }>): boolean {
  const request = tx.requests.get(pressed.request);
  if (request?.state !== "open") return false;
  const all = askedFor({ request, invitations: tx.invitations.ofRequest(request.id) });
  return pressed.ask !== asks(request, all.length);
}

export function requireApprovable(unit: ActorUnit, id: number): Request {
  const request = found(unit.tx.requests.get(id));
  const setup = requireStarted(unit);
  requireMayApprove(setup, request, unit.actor, decidingOn(unit, setup, request));
  return request;
}

export function requireDecidable(unit: ActorUnit, id: number) {
  const request = found(unit.tx.requests.get(id));
  const setup = requireStarted(unit);
  requireMayDecide(setup, request, unit.actor, decidingOn(unit, setup, request));
  const invitations = proposed(unit, id);
  if (invitations.length === 0) throw refuse("gone");
  return { request, invitations };
}
