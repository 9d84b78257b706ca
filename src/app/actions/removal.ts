import { refuse } from "../../domain/refusal.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { orderMemberRemoval, orderRemoval, whyKept } from "../member-orders.ts";
import { answersTo, asksFor, ordered, say } from "../overview.ts";
import { found, foundNewest, requireApprover } from "../rights.ts";

/** Removes an Active Member who came by an Invitation of ours. */
export function removeInvited(unit: ActorUnit, id: number): Reply {
  const setup = requireApprover(unit);
  const me = unit.actor.person.id;
  const invitation = foundNewest(unit, id);
  if (invitation.status !== "active") throw refuse("not_now");
  const kept = whyKept(unit, setup, me, invitation);
  if (kept !== null) throw refuse(kept);
  orderRemoval(unit, invitation, me);
  return say(ordered(unit, answersTo(unit).removing, asksFor(id)));
}

/** Removes a Member whom only Mistral's list knows. */
export function removeMember(unit: ActorUnit, mistralId: string): Reply {
  const setup = requireApprover(unit);
  const me = unit.actor.person.id;
  const member = found(unit.tx.members.byId(mistralId));
  const kept = whyKept(unit, setup, me, member);
  if (kept !== null) throw refuse(kept);
  orderMemberRemoval(unit, member, me);
  return say(answersTo(unit).removingUninvited);
}
