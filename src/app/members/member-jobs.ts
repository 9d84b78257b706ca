import { verified } from "../../domain/evidence.ts";
import { can } from "../../domain/invitations/invitation.ts";
import type { Role } from "../../domain/role.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin, MistralMember } from "../../mistral/admin/admin.ts";
import type { Context, Unit } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { moveOne } from "../invitations/transition-invitations.ts";
import { type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { syncSoon } from "../worker/schedule.ts";

/** How a Member is found in Mistral's list; `id` where it is known, because a list that is read while it changes has gaps. */
type Sought = { readonly is: (member: MistralMember) => boolean; readonly id: string | null };

function byInvitation({ store }: Context, id: number): (Sought & { address: string }) | null {
  return store.read((tx) => {
    const found = tx.invitations.get(id);
    if (found === null) return null;
    const { address } = found;
    const known = tx.members.byAddress(address)?.mistralId ?? null;
    return { address, id: known, is: (member) => member.address === address };
  });
}

export const removeInvited: MistralHandler<"remove"> = async (context, { invitation: id, by }) => {
  const { mistral } = context;
  const sought = byInvitation(context, id);
  const found = context.store.read((tx) => tx.invitations.get(id));
  if (sought === null || found === null || !can(found, "remove")) return NOTHING;
  await removeAtMistral(mistral, sought);
  return (unit) => {
    unit.tx.members.remove(sought.address);
    const invitation = unit.tx.invitations.get(id);
    if (invitation !== null && can(invitation, "remove")) {
      const evidence = verified("members", unit.now);
      moveOne(unit, "mistral", invitation, "remove", { evidence, mistralId: null }, by);
    }
    syncSoon(unit);
  };
};

export const removeMember: MistralHandler<"remove-member"> = async ({ mistral }, { member: id }) => {
  await removeAtMistral(mistral, { id, is: (member) => member.id === id });
  return (unit) => {
    const known = unit.tx.members.byId(id);
    if (known !== null) unit.tx.members.remove(known.address);
    record(unit, "mistral", "member.removed", `member:${id}`, { evidence: "verified" });
    syncSoon(unit);
  };
};

/** Looks first, so it can be repeated after an unknown outcome. One whom Mistral calls gone must be so in its list. */
async function removeAtMistral(mistral: MistralAdmin, { is, id: known }: Sought): Promise<void> {
  const { members } = await mistral.people();
  const id = members.find(is)?.id ?? known;
  if (id === null) return;
  const removed = await mistral.remove(id).catch((error) => explained(mistral, id, error, "removal_refused"));
  if (removed === "erased") return;
  if ((await mistral.people()).members.some((member) => member.id === id)) {
    throw new AppError("unavailable", "a removed Member is still listed", { detail: "still_listed" });
  }
}

export const setRole: MistralHandler<"set-role"> = async (context, { invitation: id, role }) => {
  const { mistral } = context;
  const sought = byInvitation(context, id);
  if (sought === null) return NOTHING;
  await setRoleAtMistral(mistral, sought, role);
  return (unit) => {
    const invitation = unit.tx.invitations.get(id);
    if (invitation !== null) unit.tx.invitations.save({ ...invitation, role });
    roleIsSet(unit, sought.address, role);
    record(unit, "mistral", "invitation.role", `invitation:${id}`, { role, evidence: "verified" });
  };
};

export const setMemberRole: MistralHandler<"set-member-role"> = async ({ mistral }, { member: id, role }) => {
  const { address } = await setRoleAtMistral(mistral, { id, is: (member) => member.id === id }, role);
  return (unit) => {
    if (address !== null) roleIsSet(unit, address, role);
    record(unit, "mistral", "member.role", `member:${id}`, { role, evidence: "verified" });
  };
};

function roleIsSet(unit: Unit, address: string, role: Role): void {
  const known = unit.tx.members.byAddress(address);
  if (known !== null) unit.tx.members.save({ ...known, role, seenAt: unit.now });
}

/** Takes the place of all roles that they had; done twice it is the same, and not done where it is so already. */
async function setRoleAtMistral(mistral: MistralAdmin, { is }: Sought, role: Role): Promise<MistralMember> {
  const { members } = await mistral.people();
  const member = members.find(is);
  if (member === undefined) throw noMember();
  if (member.roles.length === 1 && member.roles[0] === role) return member;
  await mistral
    .setRole(member.id, role)
    .catch((error) => explained(mistral, member.id, error, "role_refused"));
  return member;
}

/**
 * Mistral will not do this one thing. Which status that has is not documented, so whoever asks reads Mistral's list
 * afterwards: when that works it was not the key, and the list may tell why.
 */
export const wasRefused = (error: unknown): error is AppError =>
  error instanceof AppError &&
  ["conflict", "invalid", "not_found", "forbidden"].includes(error.code) &&
  error.detail !== "billing_needed";

const noMember = () => new AppError("not_found", "no such Member", { detail: "no_member" });

/** Its list tells whether the Organization would lose its last Admin. */
async function explained(
  mistral: MistralAdmin,
  id: string,
  error: unknown,
  otherwise: string,
): Promise<never> {
  if (!wasRefused(error)) throw error;
  if (error.code === "not_found") throw noMember();
  const read = await mistral.people().catch(() => null);
  if (read === null) throw error;
  const admins = read.members.filter(({ roles }) => roles.includes("admin"));
  const last = admins.length === 1 && admins[0]?.id === id;
  throw new AppError("conflict", error.message, { detail: last ? "last_admin" : otherwise, cause: error });
}
