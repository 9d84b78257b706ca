import type { PersonId } from "../../domain/accounts/person.ts";
import { can, type Invitation } from "../../domain/invitations/invitation.ts";
import type { Whom } from "../../domain/job.ts";
import type { Member } from "../../domain/members/member.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Tx } from "../../store/tx.ts";
import { roleForm, roleSchema } from "../../view/members/role-form.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, modeOf, type Where } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { found, foundNewest, requireApprover } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { moveOne } from "../invitations/transition-invitations.ts";
import { decidersOf, requireAllowedDomains } from "../requests/deciders.ts";
import { answersTo, ordered, saidTo, say, told } from "../setup/overview.ts";
import { dropRoleTask, order } from "../tasks/orders.ts";
import { dropFromTasks } from "../tasks/tasks.ts";

/** Somebody in the members list: invited here, or only seen in Mistral's list. */
type Them =
  | { readonly invitation: Invitation; readonly member: Member | null; readonly address: string }
  | { readonly invitation: null; readonly member: Member; readonly address: string };

function foundIn(unit: ActorUnit, { invitation: id, member: mistralId = "" }: Whom): Them {
  const { members } = unit.tx;
  if (id === undefined) {
    const member = found(members.byId(mistralId));
    return { invitation: null, member, address: member.address };
  }
  const invitation = foundNewest(unit, id);
  const listed = invitation.status === "active" && modeOf(unit.context) === "automatic";
  const member = listed ? members.byAddress(invitation.address) : null;
  return { invitation, member, address: invitation.address };
}

/** Without Mistral's list nobody knows who its Admins are. */
function isOnlyAdmin({ tx, context }: Where, address: string): boolean {
  if (modeOf(context) === "guided") return false;
  const admins = tx.members.admins();
  return admins.length === 1 && admins[0]?.address === address;
}

const isTheirs = (tx: Tx, person: PersonId, { address, invitation }: Them): boolean =>
  invitation?.invitee === person ||
  (tx.people.get(person)?.accounts ?? []).some((account) => account.address === address);

export function remove(unit: ActorUnit, { invitation: id, member }: Whom): Reply {
  const setup = requireApprover(unit);
  const by = unit.actor.person.id;
  const them = foundIn(unit, { invitation: id, member });
  if (them.invitation !== null && them.invitation.status !== "active") throw refuse("not_now");
  if (isTheirs(unit.tx, by, them)) throw refuse("own_removal");
  if (isTheirs(unit.tx, setup.owner, them)) throw refuse("owner_removal");
  if (isOnlyAdmin(unit, them.address)) throw refuse("last_admin");
  order(unit, { kind: "remove", invitation: id, member, by });
  return say(ordered(unit, answersTo(unit).removing));
}

/** While Pending a new role means a new Invitation; once Active the Member's role is changed. */
export const role: FormHandler<"role"> = form({
  may: (unit, whom) => ({ setup: requireApprover(unit), them: foundIn(unit, whom) }),
  draw: (unit, { them }) => roleForm(unit.reader, { ...them, onlyAdmin: isOnlyAdmin(unit, them.address) }),
  schema: roleSchema,
  save: (unit, { setup, them }, { role: chosen }, { invitation: id, member }) => {
    const by = unit.actor.person.id;
    const { invitation, address } = them;
    // Not a way around the second approver that an Admin needs, and somebody stays Admin.
    if (chosen === "admin" && decidersOf(unit, setup).length > 1) throw refuse("needs_two");
    if (chosen !== "admin" && isOnlyAdmin(unit, address)) throw refuse("last_admin");
    const guided = modeOf(unit.context) === "guided";
    const active = invitation === null || invitation.status === "active";
    // What else a Member has at Mistral is not kept here, so there the same role may change something all the same.
    if (chosen === invitation?.role && (guided || !active)) {
      if (dropRoleTask(unit, invitation.id)) return told(unit, saidTo(unit).roleKept);
      throw new FieldErrors({ role: saidTo(unit).nothingToDo });
    }
    if (active || (guided && invitation.status === "pending"))
      order(unit, { kind: "set-role", invitation: id, member, role: chosen, by });
    else if (can(invitation, "resend")) {
      requireAllowedDomains(setup, [address]);
      record(unit, by, "invitation.role", `invitation:${invitation.id}`, { role: chosen });
      dropFromTasks(unit, [invitation.id]);
      moveOne(unit, by, invitation, "resend", { role: chosen, evidence: null });
    } else throw refuse("not_now");
    return told(unit, ordered(unit, saidTo(unit).roleOrdered));
  },
});
