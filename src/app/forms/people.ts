import { can } from "../../domain/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { impossibleForm, impossibleSchema } from "../../view/forms/impossible.ts";
import { roleForm, roleSchema } from "../../view/forms/role.ts";
import { requireTask, taskImpossible } from "../actions/tasks.ts";
import { modeOf, readerFor } from "../context.ts";
import { decidersOf } from "../deciders.ts";
import { moveOne } from "../moves.ts";
import { record } from "../outgoing.ts";
import { saidTo, told } from "../overview.ts";
import { found, requireApprover } from "../rights.ts";
import { orderRole } from "../sending.ts";
import { FieldErrors, parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

export const impossible: FormHandler<"impossible"> = {
  open: (unit, { task: id }) => {
    const task = requireTask(unit, id);
    if (task.state !== "open") throw refuse("already_closed");
    return impossibleForm(readerFor(unit.tx, unit.actor.person), { task });
  },
  submit: (unit, { task }, values) => {
    const { reason } = parseForm(impossibleSchema(readerFor(unit.tx, unit.actor.person)), values);
    return taskImpossible(unit, task, reason);
  },
};

/** While Pending a new role means a new invitation; once Active the Member's role is changed. */
export const role: FormHandler<"role"> = {
  open: (unit, { invitation: id }) => {
    requireApprover(unit);
    const invitation = found(unit.tx.invitations.get(id));
    return roleForm(readerFor(unit.tx, unit.actor.person), { invitation });
  },
  submit: (unit, { invitation: id }, values) => {
    const setup = requireApprover(unit);
    const me = unit.actor.person.id;
    const invitation = found(unit.tx.invitations.get(id));
    const chosen = parseForm(roleSchema(readerFor(unit.tx, unit.actor.person)), values).role;
    // A role form must not be a way around the second approver that an Admin needs.
    if (chosen === "admin" && decidersOf(unit.tx, setup).length > 1) throw refuse("needs_two");
    if (chosen === invitation.role) throw new FieldErrors({ role: saidTo(unit).nothingToDo });
    const byHand = invitation.status === "pending" && modeOf(unit.context) === "guided";
    if (invitation.status === "active" || byHand) orderRole(unit, invitation, chosen, me);
    else if (can(invitation, "resend")) {
      record(unit, me, "invitation.role", `invitation:${id}`, { role: chosen });
      moveOne(unit, me, invitation, "resend", { role: chosen, evidence: null });
    } else throw refuse("not_now");
    return told(unit, saidTo(unit).roleOrdered);
  },
};
