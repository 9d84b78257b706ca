import { verified } from "../../domain/evidence.ts";
import {
  type Cause,
  type Invitation,
  isToBeSent,
  LISTED_STATUSES,
  type Watched,
  watched,
} from "../../domain/invitations/invitation.ts";
import type { Role } from "../../domain/role.ts";
import { isYounger } from "../../lib/timing.ts";
import type { MistralAdmin, MistralInvite, MistralMember, People } from "../../mistral/admin/admin.ts";
import type { Unit } from "../core/context.ts";
import { carryOut } from "../tasks/tasks.ts";
import { moveAll } from "./transition-invitations.ts";

export type MistralPeople = People & {
  readonly memberAt: ReadonlyMap<string, MistralMember>;
  readonly inviteAt: ReadonlyMap<string, MistralInvite>;
  /** Of all Members with an address, whatever it was before. */
  readonly memberIds: ReadonlySet<string>;
};

export const readPeople = async (mistral: MistralAdmin): Promise<MistralPeople> =>
  byAddress(await mistral.people());

/** One address can stand there twice: as expired and as open, and the open one counts; or, if ever, with two ids. */
export function byAddress(people: People): MistralPeople {
  const memberAt = new Map<string, MistralMember>();
  for (const member of people.members) {
    if (member.address === null) continue;
    const other = memberAt.get(member.address);
    if (other === undefined || member.id < other.id) memberAt.set(member.address, member);
  }
  const inviteAt = new Map<string, MistralInvite>();
  for (const invite of people.invites) {
    if (inviteAt.get(invite.address)?.expired !== false) inviteAt.set(invite.address, invite);
  }
  const memberIds = new Set([...memberAt.values()].map(({ id }) => id));
  return { ...people, memberAt, inviteAt, memberIds };
}

/**
 * One reading may have run into a change of pages: gone is who is in neither of two, both begun after they were noted.
 * `invited`: it would do to be among those who are invited.
 */
export function isGone(
  { whole, before }: MistralPeople,
  { address, since, invited }: { address: string; since: number; invited: boolean },
  now: number,
): boolean {
  if (!whole || before === null || (before.readAt <= since && since <= now)) return false;
  return !before.members.has(address) && !(invited && before.invites.has(address));
}

const LEFT_TO_JOB_MS = 30_000;

/** Mistral shows a new invitation within minutes; one that never appears did not come through. */
const LISTED_WITHIN_MS = 15 * 60_000;

/** `seen`: still where it was believed to be, which was not quite known. */
type Verdict = Cause | "seen";

/** What has only just begun to be sent is looked at by the job that sends it. */
export const isLeftToJob = ({ status, since }: Watched, now: number): boolean =>
  status === "sending" && isYounger(since, now, LEFT_TO_JOB_MS);

/** What Mistral's lists say that is new about an Invitation, the newest of its address; null: nothing. */
export function verdictOn(invitation: Watched, people: MistralPeople, now: number): Verdict | null {
  const { address, status, since, sentAt } = invitation;
  if (!LISTED_STATUSES.some((word) => word === status)) return null;
  if (people.memberAt.has(address)) {
    if (status === "active") return isKnown(invitation, invitation.mistralId) ? null : "seen";
    // Nothing was ever sent: they are Members by another way.
    return status === "approved" && sentAt === null ? "known" : "join";
  }
  const invite = people.inviteAt.get(address);
  // A clock that was put back makes everything seem to have happened since.
  if (!isToBeSent(invitation) && people.readAt <= since && since <= now) return null;
  if (invite !== undefined && status !== "active") return verdictOnInvited(invitation, invite);
  // Neither invited nor a Member: revoked in the panel, or removed from the Organization.
  if (status === "active" || status === "pending") {
    const invited = status === "pending";
    if (!isGone(people, { address, since, invited }, now)) return null;
    return invited ? "revoke" : "remove";
  }
  return status === "sending" && people.whole && now - since > LISTED_WITHIN_MS ? "fail" : null;
}

function verdictOnInvited(invitation: Watched, invite: MistralInvite): Verdict | null {
  const { status, mistralId } = invitation;
  // While it is sent again the old one is still out; only the new one counts.
  if (status === "sending") return !invite.expired && invite.id !== mistralId ? "list" : null;
  if (status === "approved") return null;
  if (status === "pending" && invite.expired) return "expire";
  if (status === "pending") return isKnown(invitation, invite.id) ? null : "seen";
  return invite.expired ? null : "appear";
}

const isKnown = (invitation: Watched, mistralId: string | null): boolean =>
  invitation.verified && invitation.mistralId === mistralId;

/** Compares some Invitations with what Mistral's lists say of them. A `look` leaves to its job what that is sending. */
export function reconcileThese(
  unit: Unit,
  people: MistralPeople,
  invitations: readonly Pick<Invitation, "id">[],
  look = false,
): void {
  const moves = new Map<Cause, Invitation[]>();
  for (const invitation of unit.tx.invitations.newestAmong(invitations.map(({ id }) => id))) {
    if (look && isLeftToJob(watched(invitation), unit.now)) continue;
    const verdict = verdictOn(watched(invitation), people, unit.now);
    if (verdict === "seen") seenAgain(unit, invitation, people);
    else if (verdict === "fail" && isHeldBack(unit, invitation)) continue;
    else if (verdict !== null) moves.set(verdict, [...(moves.get(verdict) ?? []), invitation]);
  }
  for (const [cause, list] of moves) {
    if (cause === "known") areKnown(unit, people, list);
    else if (cause === "join") haveJoined(unit, people, list);
    else
      moveAll(unit, "mistral", list, cause, ({ address, role }) => ({
        evidence: now(unit),
        mistralId: INVITED.includes(cause) ? (people.inviteAt.get(address)?.id ?? null) : null,
        failure: cause === "fail" ? "not_listed" : null,
        // Whoever was invited in the panel need not have the role that was asked for here.
        ...(cause === "appear" ? { role: roleOf(people.inviteAt.get(address), role) } : {}),
      }));
  }
}

/** Causes after which an invitation stands in Mistral's list. */
const INVITED: readonly Cause[] = ["list", "appear", "expire"];

/** The role that was asked for when Mistral lists it, else the first one that it does list. */
const roleOf = (listed: { roles: readonly Role[] } | undefined, asked: Role): Role =>
  listed === undefined || listed.roles.includes(asked) ? asked : (listed.roles[0] ?? asked);

/** While its job waits, Mistral has not got it yet. */
const isHeldBack = ({ tx }: Unit, { request }: Invitation): boolean => tx.jobs.isBusy(`request:${request}`);

/** They were Members before anything was sent, with the role that Mistral lists and not the one that was asked for. */
export function areKnown(unit: Unit, { memberAt }: MistralPeople, invitations: readonly Invitation[]): void {
  moveAll(unit, "mistral", invitations, "known", ({ address, role }) => {
    const [listed = role] = memberAt.get(address)?.roles ?? [];
    return { evidence: now(unit), role: listed };
  });
}

/** With the role that Mistral lists. Where another one was on its way to them, they get it as a Member. */
function haveJoined(unit: Unit, { memberAt }: MistralPeople, invitations: readonly Invitation[]): void {
  const listed = ({ address, role }: Invitation): Role => roleOf(memberAt.get(address), role);
  moveAll(unit, "mistral", invitations, "join", (invitation) => ({
    evidence: now(unit),
    mistralId: null,
    role: listed(invitation),
  }));
  for (const invitation of invitations) {
    const changing = invitation.sentAt !== null && isToBeSent(invitation);
    if (changing && listed(invitation) !== invitation.role)
      carryOut(unit, { kind: "set-role", invitation: invitation.id, role: invitation.role, by: null });
  }
}

const now = (unit: Unit) => verified("members", unit.now);

/** Where it was believed to be. What is verified already keeps its Evidence, which its cards show. */
function seenAgain(unit: Unit, invitation: Invitation, { inviteAt }: MistralPeople): void {
  const invite = invitation.status === "active" ? undefined : inviteAt.get(invitation.address);
  const mistralId = invite === undefined ? invitation.mistralId : invite.id;
  const evidence = isKnown(watched(invitation), mistralId) ? invitation.evidence : now(unit);
  unit.tx.invitations.save({ ...invitation, mistralId, evidence });
}
