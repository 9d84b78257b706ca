import { setImmediate as others } from "node:timers/promises";
import type { Watched } from "../domain/invitation.ts";
import type { Context, Unit } from "./context.ts";
import { isMemberNews, noteMember } from "./members.ts";
import { isLeftToJob, type MistralPeople, reconcileThese, verdictOn } from "./reconcile.ts";

/** How much is done at once, before others have their turn: nobody's click may wait for a list of thousands. */
export type Slices = {
  /** Rows in one reading transaction. */
  readonly rows: number;
  /** Milliseconds in one writing transaction; the last thing that was begun is finished. */
  readonly writeMs: number;
};

const SLICES: Slices = { rows: 500, writeMs: 8 };

/** Readings that were looked at. Several who ask at the same time share one, and who is missing in it is so once. */
const looked = new WeakSet<object>();

/**
 * Compares what Mistral's lists say with all that we hold, in slices. Writes nothing when nothing is new. What a slice
 * has found is judged anew in the transaction that writes it, because time has passed.
 */
export async function reconcileAll(
  context: Context,
  read: MistralPeople,
  slices: Slices = SLICES,
): Promise<void> {
  const people = looked.has(read.members) ? { ...read, whole: false } : read;
  looked.add(read.members);
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
