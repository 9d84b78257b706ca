import { verified } from "../domain/evidence.ts";
import { type Cause, type Invitation, isUnderWay } from "../domain/invitation.ts";
import type { Member } from "../domain/member.ts";
import type { Role } from "../domain/role.ts";
import type { MistralAdmin, MistralInvite, MistralMember } from "../mistral/admin.ts";
import type { Unit } from "./context.ts";
import { changeRole } from "./member-orders.ts";
import { moveAll, refreshInvitations } from "./moves.ts";

export type MistralPeople = {
  readonly members: readonly MistralMember[];
  readonly invites: readonly MistralInvite[];
  /** When the reading began (epoch ms): what happened since then need not stand in them. */
  readonly readAt: number;
};

export async function readPeople(mistral: MistralAdmin, now: () => number): Promise<MistralPeople> {
  const readAt = now();
  return { ...(await mistral.people()), readAt };
}

/** One read may have run into a change of pages; gone is who is missing twice in a row. */
const GONE_AFTER_READS = 2;

const LEFT_TO_JOB_MS = 30_000;

/** Mistral shows a new invitation within minutes; one that never appears did not come through. */
const LISTED_WITHIN_MS = 15 * 60_000;

type Moves = Map<Cause, Invitation[]>;

/** Compares what Mistral's lists say with all that we hold. Writes nothing when nothing is new. */
export function reconcile(unit: Unit, people: MistralPeople): void {
  noteMembers(unit, people);
  // What has only just begun to be sent is looked at by the job that sends it.
  const begun = ({ status, since }: Invitation) => status === "sending" && unit.now - since < LEFT_TO_JOB_MS;
  const watched = unit.tx.invitations.inStatus(...WATCHED).filter((invitation) => !begun(invitation));
  reconcileThese(unit, people, watched);
}

/** The same for some Invitations, where the rest can wait for the next look. */
export function reconcileThese(unit: Unit, people: MistralPeople, invitations: readonly Invitation[]): void {
  const members = new Set(people.members.map((member) => member.address));
  const invites = openInvites(people);
  const moves: Moves = new Map();
  const plan = (cause: Cause, invitation: Invitation) =>
    moves.set(cause, [...(moves.get(cause) ?? []), invitation]);
  for (const invitation of invitations) {
    const { status, since } = invitation;
    if (!WATCHED.some((watched) => watched === status)) continue;
    const [newest] = unit.tx.invitations.ofAddress(invitation.address);
    if (newest?.id !== invitation.id) continue;
    const settled = status === "pending" || status === "active";
    const invite = invites.get(invitation.address);
    if (members.has(invitation.address)) {
      if (status === "active") seenAgain(unit, invitation, invitation.mistralId);
      // Nothing was ever sent: they are Members by another way.
      else plan(status === "approved" && invitation.sentAt === null ? "known" : "join", invitation);
    } else if (settled && people.readAt <= since) continue;
    else if (status === "active") isMissing(unit, invitation, () => plan("remove", invitation));
    else if (invite !== undefined) isInvited(unit, invitation, invite, plan);
    else if (status === "pending") isMissing(unit, invitation, () => plan("revoke", invitation));
    else if (status === "sending" && unit.now - since > LISTED_WITHIN_MS) neverListed(unit, invitation, plan);
  }
  areKnown(unit, people, moves.get("known") ?? []);
  moves.delete("known");
  haveJoined(unit, people, moves.get("join") ?? []);
  moves.delete("join");
  for (const [cause, list] of moves) {
    moveAll(unit, "mistral", list, cause, ({ address }) => ({
      evidence: now(unit),
      mistralId: cause === "list" || cause === "expire" ? (invites.get(address)?.id ?? null) : null,
      failure: cause === "fail" ? "not_listed" : null,
    }));
  }
}

/** They were Members before anything was sent, with the role that Mistral lists and not the one that was asked for. */
export function areKnown(unit: Unit, { members }: MistralPeople, invitations: readonly Invitation[]): void {
  moveAll(unit, "mistral", invitations, "known", ({ address, role }) => {
    const [listed = role] = members.find((member) => member.address === address)?.roles ?? [];
    return { evidence: now(unit), role: listed };
  });
}

/** With the role that Mistral lists. Where another one was on its way to them, they get it as a Member. */
function haveJoined(unit: Unit, { members }: MistralPeople, invitations: readonly Invitation[]): void {
  const rolesOf = ({ address }: Invitation) =>
    members.find((member) => member.address === address)?.roles ?? [];
  const listed = (invitation: Invitation): Role =>
    rolesOf(invitation).includes(invitation.role)
      ? invitation.role
      : (rolesOf(invitation)[0] ?? invitation.role);
  moveAll(unit, "mistral", invitations, "join", (invitation) => ({
    evidence: now(unit),
    mistralId: null,
    role: listed(invitation),
  }));
  for (const invitation of invitations) {
    const changing = invitation.sentAt !== null && isToBeSent(invitation);
    if (changing && listed(invitation) !== invitation.role)
      changeRole(unit, invitation, invitation.role, null);
  }
}

/** Everything that Mistral's lists can still move; who was denied never got there. */
const WATCHED = ["approved", "sending", "pending", "expired", "active", "revoked", "failed"] as const;

/** By address. One can stand there twice, expired and open: the open one counts. */
function openInvites({ invites }: MistralPeople): Map<string, MistralInvite> {
  const byAddress = new Map<string, MistralInvite>();
  for (const invite of invites) {
    if (byAddress.get(invite.address)?.expired !== false) byAddress.set(invite.address, invite);
  }
  return byAddress;
}

const now = (unit: Unit) => verified("members", unit.now);

function isInvited(
  unit: Unit,
  invitation: Invitation,
  invite: MistralInvite,
  plan: (cause: Cause, invitation: Invitation) => void,
): void {
  const { status, mistralId } = invitation;
  // While it is sent again the old one is still out; only the new one counts.
  if (status === "sending" && !invite.expired && invite.id !== mistralId) plan("list", invitation);
  if (status !== "pending") return;
  if (invite.expired) plan("expire", invitation);
  else seenAgain(unit, invitation, invite.id);
}

/** Unless its job is held back: then Mistral has not got it yet. */
function neverListed(
  unit: Unit,
  invitation: Invitation,
  plan: (cause: Cause, invitation: Invitation) => void,
): void {
  if (!unit.tx.jobs.isBusy(`request:${invitation.request}`)) plan("fail", invitation);
}

/** Where it was believed to be. What is verified already keeps its Evidence, which its cards show. */
function seenAgain(unit: Unit, invitation: Invitation, mistralId: string | null): void {
  const known = invitation.evidence?.kind === "verified" && invitation.mistralId === mistralId;
  if (known && invitation.missed === 0) return;
  const seen = { ...invitation, missed: 0, mistralId };
  unit.tx.invitations.save(known ? seen : { ...seen, evidence: now(unit) });
  if (!known) refreshInvitations(unit, [invitation]);
}

/** Neither invited nor a Member: revoked in the panel, or removed from the Organization. */
function isMissing(unit: Unit, invitation: Invitation, gone: () => void): void {
  const missed = invitation.missed + 1;
  if (missed < GONE_AFTER_READS) unit.tx.invitations.save({ ...invitation, missed });
  else gone();
}

function noteMembers(unit: Unit, { members: told, readAt }: MistralPeople): void {
  const known = new Map(unit.tx.members.all().map((member) => [member.address, member]));
  for (const { id, address, name, roles } of told) {
    if (address === null) continue;
    const [role = "member"] = roles;
    const before = known.get(address);
    known.delete(address);
    const member: Member = { address, name, role, mistralId: id, seenAt: unit.now };
    const same = before?.name === name && before.role === role && before.mistralId === id;
    if (!same) unit.tx.members.save(member);
  }
  for (const { address, seenAt } of known.values()) if (seenAt < readAt) unit.tx.members.remove(address);
}

/** Whether Mistral has still to hear of this Invitation. */
export const isToBeSent = ({ status }: Invitation): boolean => isUnderWay(status) && status !== "pending";
