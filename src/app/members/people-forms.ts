import { can } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Role } from "../../domain/role.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { languageForm, languageSchema } from "../../view/accounts/language-form.ts";
import { saying } from "../../view/core/saying.ts";
import { reasonSchema } from "../../view/core/values.ts";
import { findForm, findSchema } from "../../view/members/find-form.ts";
import { memberRoleForm, roleForm, roleSchema } from "../../view/members/role-form.ts";
import { impossibleForm } from "../../view/tasks/task-cards.ts";
import { sayAnew } from "../accounts/language.ts";
import { type ActorUnit, modeOf, readerFor } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { found, foundNewest, requireApprover } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { moveOne } from "../invitations/transition-invitations.ts";
import { decidersOf, requireAllowedDomains } from "../requests/deciders.ts";
import { ordered, saidTo, told } from "../setup/overview.ts";
import { requireTask, taskImpossible } from "../tasks/task-actions.ts";
import { dropFromTasks } from "../tasks/tasks.ts";
import { membersPage } from "./lists.ts";
import { dropRoleTask, isOnlyAdmin, orderMemberRole, orderRole } from "./member-orders.ts";

/** Everybody chooses for themselves; what is there already is said in that language from now on. */
export const language: FormHandler<"language"> = form({
  may: ({ actor }) => actor.person,
  draw: ({ reader }, person) => languageForm(reader, person.language),
  schema: languageSchema,
  save: (unit, person, { language: chosen }) => {
    unit.tx.people.set(person.id, { language: chosen });
    sayAnew(unit, person.id);
    const { strings } = readerFor(unit, { ...person, language: chosen }, unit.actor.account.platform);
    return { kind: "show", view: saying(strings.said.language, strings.teams.lang) };
  },
});

/** Looks for people in the members list. */
export const find: FormHandler<"find"> = form({
  texts: ["find"],
  may: requireApprover,
  draw: ({ reader }, _setup, ref) => findForm(reader, ref),
  schema: findSchema,
  save: (unit, _setup, narrowed) => membersPage(unit, { page: 0, ...narrowed }),
});

export const impossible: FormHandler<"impossible"> = form({
  texts: ["reason"],
  may: (unit, { task: id }) => {
    const task = requireTask(unit, id);
    if (task.state !== "open") throw refuse("already_closed");
    return task;
  },
  draw: ({ reader }, task) => impossibleForm(reader, { task }),
  schema: reasonSchema,
  save: (unit, { id }, { reason }) => taskImpossible(unit, id, reason),
});

/** A role form must not be a way around the second approver that an Admin needs, nor leave nobody as Admin. */
function requireMayGive(unit: ActorUnit, setup: Setup, address: string, role: Role): void {
  if (role === "admin" && decidersOf(unit, setup).length > 1) throw refuse("needs_two");
  if (role !== "admin" && isOnlyAdmin(unit, address)) throw refuse("last_admin");
}

/** While Pending a new role means a new invitation; once Active the Member's role is changed. */
export const role: FormHandler<"role"> = form({
  may: requireApprover,
  draw: (unit, _setup, { invitation: id }) => {
    const invitation = found(unit.tx.invitations.get(id));
    const listed = invitation.status === "active" && modeOf(unit.context) === "automatic";
    return roleForm(unit.reader, {
      invitation,
      member: listed ? unit.tx.members.byAddress(invitation.address) : null,
      onlyAdmin: isOnlyAdmin(unit, invitation.address),
    });
  },
  schema: roleSchema,
  save: (unit, setup, { role: chosen }, { invitation: id }) => {
    const me = unit.actor.person.id;
    const invitation = foundNewest(unit, id);
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
    return told(unit, ordered(unit, saidTo(unit).roleOrdered));
  },
});

/** The role of a Member whom only Mistral's list knows. */
export const memberRole: FormHandler<"member-role"> = form({
  may: (unit, { member: id }) => {
    const setup = requireApprover(unit);
    return { setup, member: found(unit.tx.members.byId(id)) };
  },
  draw: (unit, { member }) =>
    memberRoleForm(unit.reader, { member, onlyAdmin: isOnlyAdmin(unit, member.address) }),
  schema: roleSchema,
  save: (unit, { setup, member }, { role: chosen }) => {
    requireMayGive(unit, setup, member.address, chosen);
    orderMemberRole(unit, member, chosen, unit.actor.person.id);
    return told(unit, saidTo(unit).roleOrdered);
  },
});
