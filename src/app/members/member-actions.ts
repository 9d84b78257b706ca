import type { PersonId } from "../../domain/accounts/person.ts";
import { verified } from "../../domain/evidence.ts";
import { can, type Invitation } from "../../domain/invitations/invitation.ts";
import type { Whom } from "../../domain/job.ts";
import type { Member } from "../../domain/members/members-list.ts";
import { refuse } from "../../domain/refusal.ts";
import { isInTime } from "../../domain/requests/request.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { Tx } from "../../store/tx.ts";
import { roleForm } from "../../view/members/members-list.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, lookSoon, modeOf, type Unit, type Where } from "../core/context.ts";
import { record } from "../core/effects.ts";
import { asking, type FormHandler } from "../core/form-handler.ts";
import { answersTo, ordered, saidTo, say, told } from "../core/replies.ts";
import { requireApprover, requireFound, requireNewest, requireStarted } from "../core/rights.ts";
import { giveRole, moveAll } from "../invitations/transition-invitations.ts";
import { decidersOf, requireAllowedDomains } from "../requests/deciders.ts";
import { dropFromTasks, isToBeRemoved, order } from "../tasks/tasks.ts";
import { type MistralHandler, NOTHING } from "../worker/job-handler.ts";

type Them = ReturnType<typeof foundIn>;

function foundIn(unit: ActorUnit, { invitation: id, member: mistralId = "" }: Whom) {
  const { members } = unit.tx;
  const invitation = id === undefined ? null : requireNewest(unit, id);
  if (invitation === null) {
    const member = requireFound(members.byId(mistralId));
    return { invitation, member, address: member.address };
  }
  const { address, status } = invitation;
  const isListed = status === "active" && modeOf(unit.context) === "automatic";
  return { invitation, member: isListed ? members.byAddress(address) : null, address };
}

/** Whether no other Admin stays. Without Mistral's list nobody knows who its Admins are. */
function isOnlyAdmin({ tx, context }: Where, theirs: string): boolean {
  if (modeOf(context) === "guided") return false;
  const admins = tx.members.admins();
  const stays = ({ address, mistralId: member }: Member) => {
    const invitations = tx.invitations.ofAddress(address).map(({ id: invitation }) => ({ invitation }));
    return ![{ member }, ...invitations].some((whom) => isToBeRemoved({ tx }, whom));
  };
  const isOther = ({ address }: Member) => address !== theirs;
  return !admins.every(isOther) && !admins.filter(isOther).some(stays);
}

const isTheirs = (tx: Tx, person: PersonId, { address, invitation }: Them): boolean =>
  invitation?.invitee === person ||
  (tx.people.get(person)?.accounts ?? []).some((account) => account.address === address);

/** Not the owner of the Setup, nor the only Admin. */
export const mayLose = (unit: Unit, invitation: Invitation): boolean => {
  const them = { invitation, member: null, address: invitation.address };
  return !isTheirs(unit.tx, requireStarted(unit).owner, them) && !isOnlyAdmin(unit, invitation.address);
};

export function remove(unit: ActorUnit, { invitation: id, member }: Whom, inReview = false): Reply {
  const setup = requireApprover(unit);
  const by = unit.me;
  const them = foundIn(unit, { invitation: id, member });
  if (them.invitation !== null && them.invitation.status !== "active") throw refuse("not_now");
  if (isTheirs(unit.tx, by, them)) throw refuse("own_removal");
  if (isTheirs(unit.tx, setup.owner, them)) throw refuse("owner_removal");
  if (isOnlyAdmin(unit, them.address)) throw refuse("last_admin");
  order(unit, { kind: "remove", invitation: id, member, by }, inReview);
  return say(ordered(unit, answersTo(unit).removing));
}

/** While Pending a new role means a new Invitation; once Active the Member's role is changed. */
export const role: FormHandler<"role"> = (unit, { invitation: id, member }) => {
  const setup = requireApprover(unit);
  const them = foundIn(unit, { invitation: id, member });
  const { me: by } = unit;
  const { invitation } = them;
  const onlyAdmin = isOnlyAdmin(unit, them.address);
  return asking(roleForm(unit.reader, { ...them, onlyAdmin }), ({ role: chosen }) => {
    // Not a way around the second approver that an Admin needs, and somebody stays Admin.
    if (chosen === "admin" && decidersOf(unit).length > 1) throw refuse("needs_two");
    if (chosen !== "admin" && onlyAdmin) throw refuse("last_admin");
    const guided = modeOf(unit.context) === "guided";
    const active = invitation === null || invitation.status === "active";
    // What else a Member has at Mistral is not kept here, so there the same role may change something all the same.
    if (chosen === invitation?.role && (guided || !active)) {
      // Whoever was asked for another one need not do it any more.
      dropFromTasks(unit, [invitation.id], "role");
      return told(unit, saidTo(unit).nothingToDo);
    }
    if (active || (guided && invitation.status === "pending"))
      order(unit, { kind: "set-role", invitation: id, member, role: chosen, by });
    else if (can(invitation, "resend")) {
      requireAllowedDomains(setup, [invitation]);
      if (!isInTime(invitation, unit.now)) throw refuse("not_now");
      record(unit, by, "invitation.role", `invitation:${invitation.id}`, { role: chosen });
      dropFromTasks(unit, [invitation.id]);
      moveAll(unit, by, [invitation], "resend", { role: chosen, evidence: null });
    } else throw refuse("not_now");
    return told(unit, ordered(unit, saidTo(unit).roleOrdered));
  });
};

type Sought = ReturnType<typeof sought>;

/** By address where they have an Invitation of ours, else by Mistral's id, which we know also where its list has gaps. */
function sought({ tx }: Pick<Unit, "tx">, { invitation: number, member: id = "" }: Whom) {
  const invitation = number === undefined ? null : tx.invitations.get(number);
  if (invitation === null) return { invitation, address: tx.members.byId(id)?.address ?? null, id };
  const { address } = invitation;
  return { invitation, address, id: tx.members.byAddress(address)?.mistralId ?? null };
}

const listed = async (mistral: MistralAdmin, { invitation, id }: Sought) =>
  (await mistral.people()).members.find((one) =>
    invitation === null ? one.id === id : one.address === invitation.address,
  );

export const removeThrough: MistralHandler<"remove"> = async ({ store, mistral, now }, job) => {
  const them = store.read((tx) => sought({ tx }, job));
  if (them.invitation !== null && !can(them.invitation, "remove")) return NOTHING;
  // It was to end by itself, and somebody has extended it since.
  if (job.by === null && (them.invitation?.until ?? 0) > now()) return NOTHING;
  await removeAtMistral(mistral, them);
  return (unit) => {
    const { invitation, address, id } = sought(unit, job);
    if (address !== null) unit.tx.members.remove(address);
    if (invitation === null)
      record(unit, "mistral", "member.removed", `member:${id}`, { evidence: "verified" });
    else if (can(invitation, "remove")) {
      const evidence = verified("members", unit.now);
      moveAll(unit, "mistral", [invitation], "remove", { evidence, mistralId: null }, job.by);
    }
    lookSoon(unit, "people");
  };
};

/** Looks first, so it can be repeated after an unknown outcome. One whom Mistral calls gone must be so in its list. */
async function removeAtMistral(mistral: MistralAdmin, them: Sought): Promise<void> {
  const id = (await listed(mistral, them))?.id ?? them.id;
  if (id === null) return;
  const removed = await mistral.remove(id).catch((error) => explained(mistral, error, "removal_refused"));
  if (removed === "erased") return;
  if ((await mistral.people()).members.some((member) => member.id === id)) {
    throw new AppError("unavailable", "a removed Member is still listed", { detail: "still_listed" });
  }
}

export const setRoleThrough: MistralHandler<"set-role"> = async ({ store, mistral }, job) => {
  const { role } = job;
  const them = store.read((tx) => sought({ tx }, job));
  const member = await listed(mistral, them);
  if (member === undefined) throw noMember();
  // It takes the place of all roles that they had; done twice it is the same.
  if (member.roles.length > 1 || member.roles[0] !== role)
    await mistral.setRole(member.id, role).catch((error) => explained(mistral, error, "role_refused"));
  return (unit) => {
    const { invitation, address, id } = sought(unit, job);
    const known = address === null ? null : unit.tx.members.byAddress(address);
    if (known !== null) unit.tx.members.save({ ...known, role, seenAt: unit.now });
    if (invitation !== null) giveRole(unit, invitation, role);
    const facts = { role, evidence: "verified" } as const;
    if (invitation === null) record(unit, "mistral", "member.role", `member:${id}`, facts);
    else record(unit, "mistral", "invitation.role", `invitation:${invitation.id}`, facts);
  };
};

/** This one thing is refused, by whatever status Mistral has for it: when its list can be read it was not the key. */
export const wasRefused = (error: unknown): error is AppError =>
  error instanceof AppError &&
  ["conflict", "invalid", "not_found", "forbidden"].includes(error.code) &&
  error.detail !== "billing_needed";

const noMember = () => new AppError("not_found", "no such Member", { detail: "no_member" });

async function explained(mistral: MistralAdmin, error: unknown, detail: string): Promise<never> {
  if (!wasRefused(error)) throw error;
  if (error.code === "not_found") throw noMember();
  if ((await mistral.people().catch(() => null)) === null) throw error;
  throw new AppError("conflict", error.message, { detail, cause: error });
}
