import { setImmediate as others } from "node:timers/promises";
import { verified } from "../../domain/evidence.ts";
import {
  type Cause,
  type Invitation,
  isToBeSent,
  LISTED_STATUSES,
  type Role,
  type Watched,
  watched,
} from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/members-list.ts";
import type { MistralMember, People } from "../../mistral/admin/admin.ts";
import type { Tx } from "../../store/tx.ts";
import type { Context, Unit } from "../core/context.ts";
import { passOn } from "../tasks/tasks.ts";
import { moveAll } from "./transition-invitations.ts";

/**
 * A list may shift while it is read: only who is missing from two readings that both began after `since` is gone.
 * `invited`: it would do to be among those who are invited.
 */
function isGone(
  { whole, before }: People,
  { address, since, invited }: { address: string; since: number; invited: boolean },
  now: number,
): boolean {
  if (!whole || before === null || (before.readAt <= since && since <= now)) return false;
  return !before.members.has(address) && !(invited && before.invites.has(address));
}

/** Mistral shows a new invitation within minutes; one that never appears did not come through. */
const LISTED_WITHIN_MS = 15 * 60_000;

/** `seen`: still where it was believed to be, which was not quite known. */
type Verdict = Cause | "seen";

/** What Mistral's lists say that is new about an Invitation, the newest of its address; null: nothing. */
function verdictOn(invitation: Watched, people: People, now: number): Verdict | null {
  const { address, status, since, sentAt, mistralId, verified: isVerified } = invitation;
  if (people.memberAt.has(address)) {
    if (status === "active") return isVerified ? null : "seen";
    if (!LISTED_STATUSES.some((word) => word === status)) return null;
    // Nothing was ever sent: they are Members by another way.
    return status === "approved" && sentAt === null ? "known" : "join";
  }
  // A clock that was put back makes everything seem to have happened since.
  if (!isToBeSent(invitation) && people.readAt <= since && since <= now) return null;
  const invite = people.inviteAt.get(address);
  const isOpen = invite?.expired === false;
  switch (status) {
    // Removed from the Organization, or revoked in the panel.
    case "active":
      return isGone(people, { address, since, invited: false }, now) ? "remove" : null;
    case "pending":
      if (invite === undefined)
        return isGone(people, { address, since, invited: true }, now) ? "revoke" : null;
      if (!isOpen) return "expire";
      return isVerified && mistralId === invite.id ? null : "seen";
    case "sending":
      // While it is sent again the old one is still out; only the new one counts.
      if (invite !== undefined) return isOpen && invite.id !== mistralId ? "list" : null;
      return people.whole && now - since > LISTED_WITHIN_MS ? "fail" : null;
    case "expired":
    case "revoked":
    case "failed":
      return isOpen ? "appear" : null;
    case "approved":
    case "proposed":
    case "denied":
    case "removed":
      return null;
  }
}

export function reconcileThese(unit: Unit, people: People, invitations: readonly Pick<Invitation, "id">[]) {
  const moves = new Map<Cause, Invitation[]>();
  for (const invitation of unit.tx.invitations.newestAmong(invitations.map(({ id }) => id))) {
    const verdict = verdictOn(watched(invitation), people, unit.now);
    if (verdict === "seen") seenAgain(unit, invitation, people);
    // While its job waits, Mistral has not got it yet.
    else if (verdict === "fail" && unit.tx.jobs.isBusy(`request:${invitation.request}`)) continue;
    else if (verdict !== null) moves.set(verdict, [...(moves.get(verdict) ?? []), invitation]);
  }
  for (const [cause, list] of moves) {
    if (cause === "known") areKnown(unit, people, list);
    else
      moveAll(unit, "mistral", list, cause, ({ address, role }) => {
        const invite = INVITED.includes(cause) ? people.inviteAt.get(address) : undefined;
        const listed = cause === "join" ? people.memberAt.get(address) : invite;
        return {
          evidence: now(unit),
          mistralId: invite?.id ?? null,
          failure: cause === "fail" ? "not_listed" : null,
          // Whoever was invited in the panel need not have the role that was asked for here.
          role: cause === "appear" || cause === "join" ? roleOf(listed, role) : role,
        };
      });
    if (cause === "join") giveRoles(unit, people, list);
  }
}

const INVITED: readonly Cause[] = ["list", "appear", "expire"];

/** The role that was asked for when Mistral lists it, else the first one that it does list. */
const roleOf = (listed: { roles: readonly Role[] } | undefined, asked: Role): Role =>
  listed === undefined || listed.roles.includes(asked) ? asked : (listed.roles[0] ?? asked);

/** They were Members before anything was sent, with the role that Mistral lists and not the one that was asked for. */
export const areKnown = (unit: Unit, { memberAt }: People, invitations: readonly Invitation[]): void =>
  moveAll(unit, "mistral", invitations, "known", ({ address, role }) => ({
    evidence: now(unit),
    role: memberAt.get(address)?.roles[0] ?? role,
  }));

/** Where another role was on its way to those who have joined, they get it as Members. */
function giveRoles(unit: Unit, { memberAt }: People, joined: readonly Invitation[]): void {
  for (const { id: invitation, address, role, ...before } of joined) {
    const isChanging = before.sentAt !== null && isToBeSent(before);
    if (isChanging && roleOf(memberAt.get(address), role) !== role)
      passOn(unit, { kind: "set-role", invitation, role, by: null });
  }
}

const now = (unit: Unit) => verified("members", unit.now);

/** Where it was believed to be. What is verified already keeps its Evidence, which its cards show. */
function seenAgain(unit: Unit, invitation: Invitation, { inviteAt }: People): void {
  const invite = invitation.status === "active" ? undefined : inviteAt.get(invitation.address);
  const mistralId = invite?.id ?? invitation.mistralId;
  const isNews = invitation.evidence?.kind !== "verified" || mistralId !== invitation.mistralId;
  const evidence = isNews ? now(unit) : invitation.evidence;
  unit.tx.invitations.save({ ...invitation, mistralId, evidence });
}

/** How much is done before others have their turn: rows read, and milliseconds in a transaction that writes. */
export type Slices = { readonly rows: number; readonly writeMs: number };

const SLICES: Slices = { rows: 500, writeMs: 8 };

/** Writes only what is new, in slices. What was found is judged again in the transaction that writes it. */
export async function reconcileAll(context: Context, people: People, slices = SLICES): Promise<void> {
  const { rows } = slices;
  const unknown = new Set(people.memberAt.keys());
  const members = await newsIn<Member>(
    context,
    slices,
    (tx, last) => tx.members.following(last?.address ?? "", rows),
    (member) => {
      unknown.delete(member.address);
      return isMemberNews(member, member.address, people, context.now());
    },
  );
  // In order, so that rows next to each other are written together.
  const addresses = [...members.map(({ address }) => address), ...unknown].sort();
  await writeEach(context, slices, addresses, (unit, address) => noteMember(unit, people, address));
  const invitations = await newsIn<Watched>(
    context,
    slices,
    (tx, last) => tx.invitations.watched(last?.id ?? 0, rows),
    (invitation) => verdictOn(invitation, people, context.now()) !== null,
  );
  // What happened to one Request at one moment is told in one message.
  const requests = [...new Set(invitations.map(({ request }) => request))];
  await writeEach(context, slices, requests, (unit, id) =>
    reconcileThese(
      unit,
      people,
      invitations.filter(({ request }) => request === id),
    ),
  );
}

async function newsIn<T>(
  { store }: Context,
  { rows }: Slices,
  following: (tx: Tx, last: T | undefined) => readonly T[],
  isNews: (row: T) => boolean,
): Promise<T[]> {
  const news: T[] = [];
  for (let last: T | undefined, full = true; full; ) {
    const known = store.read((tx) => following(tx, last));
    news.push(...known.filter(isNews));
    last = known.at(-1);
    full = known.length === rows;
    await others();
  }
  return news;
}

async function writeEach<T>(
  context: Context,
  { writeMs }: Slices,
  items: readonly T[],
  write: (unit: Unit, item: T) => void,
): Promise<void> {
  const left = items.values();
  for (let next = left.next(); next.done !== true; ) {
    context.store.transact((tx) => {
      const unit: Unit = { tx, now: context.now(), context };
      const ends = performance.now() + writeMs;
      do {
        write(unit, next.value as T);
        next = left.next();
      } while (next.done !== true && performance.now() < ends);
    });
    await others();
  }
}

/** Whether Mistral's list says anything new about a Member that we hold, or (null) do not hold. */
function isMemberNews(before: Member | null, address: string, people: People, now: number): boolean {
  const told = people.memberAt.get(address);
  // What was noted since the reading began is newer than the reading, unless the clock was put back.
  if (before !== null && before.seenAt > people.readAt && before.seenAt <= now) return false;
  if (told !== undefined)
    return before?.name !== told.name || before.role !== firstRole(told) || before.mistralId !== told.id;
  if (before === null) return false;
  // Gone, or the same person stands there under another address.
  const { mistralId, seenAt: since } = before;
  return people.memberIds.has(mistralId) || isGone(people, { address, since, invited: false }, now);
}

const firstRole = ({ roles }: MistralMember) => roles[0] ?? null;

function noteMember(unit: Unit, people: People, address: string): void {
  const { members } = unit.tx;
  if (!isMemberNews(members.byAddress(address), address, people, unit.now)) return;
  const told = people.memberAt.get(address);
  if (told === undefined) members.remove(address);
  else
    members.save({ address, name: told.name, role: firstRole(told), mistralId: told.id, seenAt: unit.now });
}
