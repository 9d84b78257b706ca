import { setImmediate as others } from "node:timers/promises";
import type { Watched } from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/member.ts";
import type { MistralMember } from "../../mistral/admin/admin.ts";
import type { Context, Unit } from "../core/context.ts";
import { isGone, isLeftToJob, type MistralPeople, reconcileThese, verdictOn } from "./reconcile.ts";

/** How much is done at once, before others have their turn: nobody's click may wait for a list of thousands. */
export type Slices = {
  /** Rows in one reading transaction. */
  readonly rows: number;
  /** Milliseconds in one writing transaction; the last thing that was begun is finished. */
  readonly writeMs: number;
};

const SLICES: Slices = { rows: 500, writeMs: 8 };

/**
 * Compares what Mistral's lists say with all that we hold, in slices. Writes nothing when nothing is new. What a slice
 * has found is judged anew in the transaction that writes it, because time has passed.
 */
export async function reconcileAll(
  context: Context,
  people: MistralPeople,
  slices: Slices = SLICES,
): Promise<void> {
  const addresses = await memberNews(context, people, slices.rows);
  await writeEach(context, addresses, slices, (unit, address) => noteMember(unit, people, address));
  const invitations = await invitationNews(context, people, slices.rows);
  // What happened to one Request at one moment is told in one message.
  const requests = new Map<number, Watched[]>();
  for (const one of invitations) requests.set(one.request, [...(requests.get(one.request) ?? []), one]);
  await writeEach(context, [...requests.values()], slices, (unit, list) =>
    reconcileThese(unit, people, list, true),
  );
}

/** Addresses, in order, so that rows next to each other are written together. */
async function memberNews({ store, now }: Context, people: MistralPeople, rows: number): Promise<string[]> {
  const news: string[] = [];
  const unknown = new Set(people.memberAt.keys());
  for (let after = "", full = true; full; ) {
    const known = store.read((tx) => tx.members.following(after, rows));
    for (const member of known) {
      unknown.delete(member.address);
      if (isMemberNews(member, member.address, people, now())) news.push(member.address);
    }
    after = known.at(-1)?.address ?? after;
    full = known.length === rows;
    await others();
  }
  return [...news, ...unknown].sort();
}

async function invitationNews(
  { store, now }: Context,
  people: MistralPeople,
  rows: number,
): Promise<Watched[]> {
  const news: Watched[] = [];
  for (let after = 0, full = true; full; ) {
    const known = store.read((tx) => tx.invitations.watched(after, rows));
    for (const invitation of known) {
      if (isLeftToJob(invitation, now())) continue;
      if (verdictOn(invitation, people, now()) !== null) news.push(invitation);
    }
    after = known.at(-1)?.id ?? after;
    full = known.length === rows;
    await others();
  }
  return news;
}

async function writeEach<T>(
  context: Context,
  items: readonly T[],
  { writeMs }: Slices,
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

const roleOf = ({ roles }: MistralMember) => roles[0] ?? null;

/** Whether Mistral's list says anything new about a Member that we hold, or (null) do not hold. */
function isMemberNews(before: Member | null, address: string, people: MistralPeople, now: number): boolean {
  const told = people.memberAt.get(address);
  // What was noted since the reading began is newer than the reading, unless the clock was put back.
  if (before !== null && before.seenAt > people.readAt && before.seenAt <= now) return false;
  if (told === undefined)
    return before !== null && (hasMoved(before, people) || hasLeft(before, people, now));
  return before?.name !== told.name || before.role !== roleOf(told) || before.mistralId !== told.id;
}

/** The same person stands there under another address. */
const hasMoved = ({ mistralId }: Member, { addressOf }: MistralPeople): boolean =>
  mistralId !== null && addressOf.has(mistralId);

const hasLeft = ({ address, seenAt: since }: Member, people: MistralPeople, now: number): boolean =>
  isGone(people, { address, since, invited: false }, now);

/** Notes what the list says about the Member with this address, if that is news. */
function noteMember(unit: Unit, people: MistralPeople, address: string): void {
  const { members } = unit.tx;
  const before = members.byAddress(address);
  if (!isMemberNews(before, address, people, unit.now)) return;
  const told = people.memberAt.get(address);
  if (told === undefined) members.remove(address);
  else members.save({ address, name: told.name, role: roleOf(told), mistralId: told.id, seenAt: unit.now });
}
