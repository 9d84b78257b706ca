import type { PersonId } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Kept, Member } from "../../domain/members/member.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Role } from "../../domain/role.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Task } from "../../domain/tasks/task.ts";
import type { Tx } from "../../store/tx.ts";
import { modeOf, type Unit, type Where } from "../core/context.ts";
import { enqueue, record } from "../core/outgoing.ts";
import { dropFromTasks, giveTask, takeBack } from "../tasks/tasks.ts";

type Them = { readonly address: string; readonly invitee?: PersonId | null };

function isThem(tx: Tx, person: PersonId, { address, invitee = null }: Them): boolean {
  return invitee === person || (tx.people.get(person)?.accounts ?? []).some((one) => one.address === address);
}

/** Without Mistral's list nobody knows who its Admins are. */
export function isOnlyAdmin({ tx, context }: Where, address: string): boolean {
  if (modeOf(context) === "guided") return false;
  const admins = tx.members.admins();
  return admins.length === 1 && admins[0]?.address === address;
}

export function whyKept(unit: Where, setup: Setup, me: PersonId, them: Them): Kept | null {
  if (isThem(unit.tx, me, them)) return "own_removal";
  if (isThem(unit.tx, setup.owner, them)) return "owner_removal";
  return isOnlyAdmin(unit, them.address) ? "last_admin" : null;
}

/** A Member's new role: through the Admin API, or as a Task. It counts once that is done. */
export function orderRole(unit: Unit, invitation: Invitation, role: Role, by: PersonId): void {
  const { id } = invitation;
  if (isAskedFor(unit, id, "role", role)) return;
  record(unit, by, "role.ordered", `invitation:${id}`, { role });
  changeRole(unit, invitation, role, by);
}

/** To the API orders are kept apart: what was chosen last must be done last, also when it was chosen before. */
export function changeRole(unit: Unit, { id, request }: Invitation, role: Role, by: PersonId | null): void {
  if (modeOf(unit.context) === "automatic") {
    const key = `set-role:${id}:${role}:${unit.tx.record.end().seq}`;
    enqueue(unit, { kind: "set-role", invitation: id, role, by }, key, { group: `request:${request}` });
    return;
  }
  if (isAskedFor(unit, id, "role", role)) return;
  // Whoever had the earlier change to make must not make both.
  dropFromTasks(unit, [id], "role");
  giveTask(unit, by ?? "bot", { kind: "role", role, invitations: [id] });
}

/** Whether a person has been asked for this already. */
const isAskedFor = (unit: Unit, id: number, kind: Task["kind"], role: Role | null = null): boolean =>
  modeOf(unit.context) === "guided" && openTasks(unit, id, kind).some((task) => task.role === role);

const openTasks = ({ tx }: Unit, invitation: number, kind: Task["kind"]): Task[] =>
  tx.tasks.ofInvitation(invitation).filter((task) => task.kind === kind && task.state === "open");

/** Whether somebody was asked to change it and has not done so: a change of mind takes that back. */
export function dropRoleTask(unit: Unit, { id }: Invitation): boolean {
  if (openTasks(unit, id, "role").length === 0) return false;
  dropFromTasks(unit, [id], "role");
  return true;
}

/** An Active Member leaves the Organization: through the Admin API, or as a Task. It counts once that is done. */
export function orderRemoval(unit: Unit, invitation: Invitation, by: PersonId): void {
  if (isAskedFor(unit, invitation.id, "remove")) return;
  record(unit, by, "removal.ordered", `invitation:${invitation.id}`);
  const { id, request } = invitation;
  if (modeOf(unit.context) === "automatic") {
    const options = { group: `request:${request}`, collapse: true };
    enqueue(unit, { kind: "remove", invitation: id, by }, `remove:${id}`, options);
  } else giveTask(unit, by, { kind: "remove", invitations: [id] });
}

/** One that is out is called back. It counts as revoked once Mistral, or the Task, says so. */
export function orderRevocation(unit: Unit, invitation: Invitation, by: PersonId): void {
  if (!isAskedFor(unit, invitation.id, "revoke"))
    record(unit, by, "revocation.ordered", `invitation:${invitation.id}`);
  takeBack(unit, invitation, by);
}

/** The same for Members who have no Invitation of ours. Only Mistral's list knows them, so only the API can do it. */
export function orderMemberRole(unit: Unit, { mistralId: member }: Member, role: Role, by: PersonId): void {
  requireApi(unit);
  record(unit, by, "role.ordered", `member:${member}`, { role });
  const key = `set-role:${member}:${role}:${unit.tx.record.end().seq}`;
  enqueue(unit, { kind: "set-member-role", member, role, by }, key, { group: `member:${member}` });
}

export function orderMemberRemoval(unit: Unit, { mistralId: member }: Member, by: PersonId): void {
  requireApi(unit);
  record(unit, by, "removal.ordered", `member:${member}`);
  const options = { group: `member:${member}`, collapse: true };
  enqueue(unit, { kind: "remove-member", member, by }, `remove:${member}`, options);
}

function requireApi({ context }: Unit): void {
  if (modeOf(context) === "guided") throw refuse("by_hand");
}
