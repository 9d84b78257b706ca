import { can } from "../../domain/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Role } from "../../domain/role.ts";
import type { Setup } from "../../domain/setup.ts";
import { impossibleForm, impossibleSchema } from "../../view/forms/impossible.ts";
import { memberRoleForm, roleForm, roleSchema } from "../../view/forms/role.ts";
import { requireTask, taskImpossible } from "../actions/tasks.ts";
import { type ActorUnit, modeOf } from "../context.ts";
import { decidersOf, requireAllowedDomains } from "../deciders.ts";
import { dropRoleTask, isOnlyAdmin, orderMemberRole, orderRole } from "../member-orders.ts";
import { record } from "../outgoing.ts";
import { asksFor, ordered, saidTo, told } from "../overview.ts";
import { found, foundNewest, requireApprover } from "../rights.ts";
import { dropFromTasks } from "../sending.ts";
import { moveOne } from "../transition-invitations.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

export const impossible: FormHandler<"impossible"> = {
  texts: ["reason"],
  open: (unit, { task: id }) => {
    const task = requireTask(unit, id);
    if (task.state !== "open") throw refuse("already_closed");
    return impossibleForm(unit.reader, { task });
  },
  submit: (unit, { task }, values) => {
    const { reason } = parseForm(impossibleSchema(unit.reader), values);
    return taskImpossible(unit, task, reason);
  },
};

/** A role form must not be a way around the second approver that an Admin needs, nor leave nobody as Admin. */
function requireMayGive(unit: ActorUnit, setup: Setup, address: string, role: Role): void {
  if (role === "admin" && decidersOf(unit, setup).length > 1) throw refuse("needs_two");
  if (role !== "admin" && isOnlyAdmin(unit, address)) throw refuse("last_admin");
}

/** While Pending a new role means a new invitation; once Active the Member's role is changed. */
export const role: FormHandler<"role"> = {
  open: (unit, { invitation: id }) => {
    requireApprover(unit);
    const invitation = found(unit.tx.invitations.get(id));
    const listed = invitation.status === "active" && modeOf(unit.context) === "automatic";
    return roleForm(unit.reader, {
      invitation,
      member: listed ? unit.tx.members.byAddress(invitation.address) : null,
      onlyAdmin: isOnlyAdmin(unit, invitation.address),
    });
  },
  submit: (unit, { invitation: id }, values) => {
    const setup = requireApprover(unit);
    const me = unit.actor.person.id;
    const invitation = foundNewest(unit, id);
    const chosen = parseForm(roleSchema(unit.reader), values).role;
    const automatic = modeOf(unit.context) === "automatic";
    const active = invitation.status === "active";
    requireMayGive(unit, setup, invitation.address, chosen);
    // What else a Member has at Mistral is not kept here, so there the same role may change something all the same.
    if (chosen === invitation.role && !(active && automatic)) {
      if (dropRoleTask(unit, invitation)) return told(unit, saidTo(unit).roleKept);
      throw new FieldErrors({ role: saidTo(unit).nothingToDo });
    }
    const byHand = invitation.status === "pending" && !automatic;
    if (active || byHand) orderRole(unit, invitation, chosen, me);
    else if (can(invitation, "resend")) {
      requireAllowedDomains(setup, [invitation.address]);
      record(unit, me, "invitation.role", `invitation:${id}`, { role: chosen });
      dropFromTasks(unit, [id]);
      moveOne(unit, me, invitation, "resend", { role: chosen, evidence: null });
    } else throw refuse("not_now");
    return told(unit, ordered(unit, saidTo(unit).roleOrdered, asksFor(id)));
  },
};

/** The role of a Member whom only Mistral's list knows. */
export const memberRole: FormHandler<"member-role"> = {
  open: (unit, { member: id }) => {
    requireApprover(unit);
    const member = found(unit.tx.members.byId(id));
    const onlyAdmin = isOnlyAdmin(unit, member.address);
    return memberRoleForm(unit.reader, { member, onlyAdmin });
  },
  submit: (unit, { member: id }, values) => {
    const setup = requireApprover(unit);
    const member = found(unit.tx.members.byId(id));
    const chosen = parseForm(roleSchema(unit.reader), values).role;
    requireMayGive(unit, setup, member.address, chosen);
    orderMemberRole(unit, member, chosen, unit.actor.person.id);
    return told(unit, saidTo(unit).roleOrdered);
  },
};
