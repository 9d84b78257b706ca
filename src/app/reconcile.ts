import { verified } from "../domain/evidence.ts";
import { type Invitation, isUnderWay } from "../domain/invitation.ts";
import type { Member } from "../domain/member.ts";
import type { MistralAdmin, MistralInvite, MistralMember } from "../mistral/admin.ts";
import type { Unit } from "./context.ts";
import { moveOne, refreshInvitations } from "./moves.ts";

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

/** Compares what Mistral's lists say with what we hold. Writes nothing when nothing is new. */
export function reconcile(unit: Unit, people: MistralPeople): void {
  noteMembers(unit, people);
  const members = new Map(people.members.map((member) => [member.address, member]));
  const invites = new Map<string, MistralInvite>();
  for (const invite of people.invites) {
    // An address can stand there twice, expired and open: the open one counts.
    if (invites.get(invite.address)?.expired !== false) invites.set(invite.address, invite);
  }
  const open = unit.tx.invitations.inStatus("approved", "sending", "pending", "expired", "active");
  for (const invitation of open) {
    const [newest] = unit.tx.invitations.ofAddress(invitation.address);
    if (newest?.id !== invitation.id) continue;
    const joined = members.get(invitation.address);
    const invite = invites.get(invitation.address);
    const { status, since } = invitation;
    const settled = status === "pending" || status === "active";
    if (joined !== undefined) hasJoined(unit, invitation);
    else if (settled && people.readAt <= since) continue;
    else if (status === "active") isMissing(unit, invitation, "remove");
    else if (invite !== undefined) isInvited(unit, invitation, invite);
    else if (status === "pending") isMissing(unit, invitation, "revoke");
  }
}

const now = (unit: Unit) => verified("members", unit.now);

function hasJoined(unit: Unit, invitation: Invitation): void {
  if (invitation.status !== "active") {
    moveOne(unit, "mistral", invitation, "join", { evidence: now(unit), mistralId: null });
    return;
  }
  seenAgain(unit, invitation, invitation.mistralId);
}

function isInvited(unit: Unit, invitation: Invitation, invite: MistralInvite): void {
  const { status, mistralId } = invitation;
  // While it is sent again the old one is still out; only the new one counts.
  if (status === "sending" && !invite.expired && invite.id !== mistralId) {
    moveOne(unit, "mistral", invitation, "list", { evidence: now(unit), mistralId: invite.id });
  }
  if (status !== "pending") return;
  if (invite.expired) moveOne(unit, "mistral", invitation, "expire", { evidence: now(unit) });
  else seenAgain(unit, invitation, invite.id);
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
function isMissing(unit: Unit, invitation: Invitation, cause: "revoke" | "remove"): void {
  const missed = invitation.missed + 1;
  if (missed < GONE_AFTER_READS) unit.tx.invitations.save({ ...invitation, missed });
  else moveOne(unit, "mistral", invitation, cause, { evidence: now(unit), mistralId: null });
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
