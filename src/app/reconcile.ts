import { verified } from "../domain/evidence.ts";
import { type Invitation, isUnderWay } from "../domain/invitation.ts";
import type { Member } from "../domain/member.ts";
import type { MistralInvite, MistralMember } from "../mistral/admin.ts";
import type { Unit } from "./context.ts";
import { moveOne, refreshInvitations } from "./moves.ts";

export type MistralPeople = {
  readonly members: readonly MistralMember[];
  readonly invites: readonly MistralInvite[];
};

/** One read may have run into a change of pages; gone is who is missing twice in a row. */
const GONE_AFTER_READS = 2;

/** Compares what Mistral's lists say with what we hold. Writes nothing when nothing is new. */
export function reconcile(unit: Unit, people: MistralPeople): void {
  noteMembers(unit, people.members);
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
    if (joined !== undefined) hasJoined(unit, invitation);
    else if (invitation.status === "active") isMissing(unit, invitation, "remove");
    else if (invite !== undefined) isInvited(unit, invitation, invite);
    else if (invitation.status === "pending") isMissing(unit, invitation, "revoke");
  }
}

const now = (unit: Unit) => verified("members", unit.now);

function hasJoined(unit: Unit, invitation: Invitation): void {
  if (invitation.status !== "active") {
    moveOne(unit, "mistral", invitation, "join", { evidence: now(unit), mistralId: null });
    return;
  }
  const { missed, evidence } = invitation;
  if (missed === 0 && evidence?.kind === "verified") return;
  unit.tx.invitations.save({ ...invitation, missed: 0, evidence: now(unit) });
  if (evidence?.kind !== "verified") refreshInvitations(unit, [invitation]);
}

function isInvited(unit: Unit, invitation: Invitation, invite: MistralInvite): void {
  const { status, mistralId, evidence, missed } = invitation;
  if (status === "sending" && !invite.expired) {
    moveOne(unit, "mistral", invitation, "list", { evidence: now(unit), mistralId: invite.id });
  }
  if (status !== "pending") return;
  if (invite.expired) {
    moveOne(unit, "mistral", invitation, "expire", { evidence: now(unit) });
  } else if (mistralId !== invite.id || evidence?.kind !== "verified" || missed > 0) {
    unit.tx.invitations.save({ ...invitation, mistralId: invite.id, evidence: now(unit), missed: 0 });
    if (evidence?.kind !== "verified") refreshInvitations(unit, [invitation]);
  }
}

/** Neither invited nor a Member: revoked in the panel, or removed from the Organization. */
function isMissing(unit: Unit, invitation: Invitation, cause: "revoke" | "remove"): void {
  const missed = invitation.missed + 1;
  if (missed < GONE_AFTER_READS) unit.tx.invitations.save({ ...invitation, missed });
  else moveOne(unit, "mistral", invitation, cause, { evidence: now(unit), mistralId: null });
}

function noteMembers(unit: Unit, told: readonly MistralMember[]): void {
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
  for (const address of known.keys()) unit.tx.members.remove(address);
}

/** Whether Mistral has still to hear of this Invitation. */
export const isToBeSent = ({ status }: Invitation): boolean => isUnderWay(status) && status !== "pending";
