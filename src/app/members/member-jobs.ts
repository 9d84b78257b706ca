import { verified } from "../../domain/evidence.ts";
import { can, type Invitation } from "../../domain/invitations/invitation.ts";
import type { Whom } from "../../domain/job.ts";
import type { Role } from "../../domain/role.ts";
import { AppError } from "../../lib/errors.ts";
import type { MistralAdmin, MistralMember } from "../../mistral/admin/admin.ts";
import type { Unit } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { moveOne } from "../invitations/transition-invitations.ts";
import { type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { syncSoon } from "../worker/schedule.ts";

/** The one in Mistral's list: by their address where they have an Invitation of ours, else by Mistral's id of them. */
type Sought = {
  readonly invitation: Invitation | null;
  readonly address: string | null;
  /** Where it is known, because a list that is read while it changes has gaps. */
  readonly id: string | null;
};

function sought({ tx }: Pick<Unit, "tx">, { invitation: number, member: id = "" }: Whom): Sought {
  const invitation = number === undefined ? null : tx.invitations.get(number);
  if (invitation === null) return { invitation, address: tx.members.byId(id)?.address ?? null, id };
  const { address } = invitation;
  return { invitation, address, id: tx.members.byAddress(address)?.mistralId ?? null };
}

const isThem =
  ({ invitation, id }: Sought) =>
  (member: MistralMember): boolean =>
    invitation === null ? member.id === id : member.address === invitation.address;

export const removeThrough: MistralHandler<"remove"> = async ({ store, mistral }, job) => {
  const them = store.read((tx) => sought({ tx }, job));
  if (them.invitation !== null && !can(them.invitation, "remove")) return NOTHING;
  await removeAtMistral(mistral, them);
  return (unit) => {
    const { invitation, address, id } = sought(unit, job);
    if (address !== null) unit.tx.members.remove(address);
    if (invitation === null)
      record(unit, "mistral", "member.removed", `member:${id}`, { evidence: "verified" });
    else if (can(invitation, "remove")) {
      const evidence = verified("members", unit.now);
      moveOne(unit, "mistral", invitation, "remove", { evidence, mistralId: null }, job.by);
    }
    syncSoon(unit);
  };
};

/** Looks first, so it can be repeated after an unknown outcome. One whom Mistral calls gone must be so in its list. */
async function removeAtMistral(mistral: MistralAdmin, them: Sought): Promise<void> {
  const { members } = await mistral.people();
  const id = members.find(isThem(them))?.id ?? them.id;
  if (id === null) return;
  const removed = await mistral.remove(id).catch((error) => explained(mistral, id, error, "removal_refused"));
  if (removed === "erased") return;
  if ((await mistral.people()).members.some((member) => member.id === id)) {
    throw new AppError("unavailable", "a removed Member is still listed", { detail: "still_listed" });
  }
}

export const setRoleThrough: MistralHandler<"set-role"> = async ({ store, mistral }, job) => {
  await setRoleAtMistral(
    mistral,
    store.read((tx) => sought({ tx }, job)),
    job.role,
  );
  return (unit) => {
    const { role } = job;
    const { invitation, address, id } = sought(unit, job);
    const known = address === null ? null : unit.tx.members.byAddress(address);
    if (known !== null) unit.tx.members.save({ ...known, role, seenAt: unit.now });
    if (invitation !== null) unit.tx.invitations.save({ ...invitation, role });
    const [event, subject] =
      invitation === null
        ? (["member.role", `member:${id}`] as const)
        : (["invitation.role", `invitation:${invitation.id}`] as const);
    record(unit, "mistral", event, subject, { role, evidence: "verified" });
  };
};

/** Takes the place of all roles that they had; done twice it is the same, and not done where it is so already. */
async function setRoleAtMistral(mistral: MistralAdmin, them: Sought, role: Role): Promise<void> {
  const { members } = await mistral.people();
  const member = members.find(isThem(them));
  if (member === undefined) throw noMember();
  if (member.roles.length === 1 && member.roles[0] === role) return;
  await mistral
    .setRole(member.id, role)
    .catch((error) => explained(mistral, member.id, error, "role_refused"));
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
