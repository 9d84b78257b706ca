import { setImmediate as others } from "node:timers/promises";
import { verified } from "../../domain/evidence.ts";
import type { Watched } from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/members-list.ts";
import type { MistralMember } from "../../mistral/admin/admin.ts";
import { lookAtSpending } from "../alerts/drift.ts";
import type { Context, SyncOutcome, Unit } from "../core/context.ts";
import { requireStarted } from "../core/rights.ts";
import { isKeyRefused, isOtherOrganization, noteKeyLetIn, noteKeyRefused } from "../key/admin-key.ts";
import { lookAtKey } from "../key/key-look.ts";
import { close } from "../setup/progress.ts";
import { type Commit, type JobHandler, type MistralHandler, NOTHING } from "../worker/job-handler.ts";
import { releaseWorkspaces } from "../workspaces/workspaces.ts";
import {
  isGone,
  isLeftToJob,
  type MistralPeople,
  readPeople,
  reconcileThese,
  verdictOn,
} from "./reconcile.ts";

/**
 * How much is done at once, before others have their turn: nobody's click may wait for a list of thousands. `rows` in one
 * reading transaction; milliseconds in one that writes, which finishes what it has begun.
 */
export type Slices = { readonly rows: number; readonly writeMs: number };

const SLICES: Slices = { rows: 500, writeMs: 8 };

/**
 * Compares what Mistral's lists say with all that we hold, in slices. Writes nothing when nothing is new. What a slice
 * has found is judged anew in the transaction that writes it, because time has passed.
 */
export async function reconcileAll(context: Context, people: MistralPeople, slices = SLICES): Promise<void> {
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
  if (told === undefined) return before !== null && isNoMemberNow(before, people, now);
  return before?.name !== told.name || before.role !== roleOf(told) || before.mistralId !== told.id;
}

/** Gone, or the same person stands there under another address. */
const isNoMemberNow = ({ address, mistralId, seenAt: since }: Member, people: MistralPeople, now: number) =>
  people.memberIds.has(mistralId) || isGone(people, { address, since, invited: false }, now);

/** Notes what the list says about the Member with this address, if that is news. */
function noteMember(unit: Unit, people: MistralPeople, address: string): void {
  const { members } = unit.tx;
  const before = members.byAddress(address);
  if (!isMemberNews(before, address, people, unit.now)) return;
  const told = people.memberAt.get(address);
  if (told === undefined) members.remove(address);
  else members.save({ address, name: told.name, role: roleOf(told), mistralId: told.id, seenAt: unit.now });
}

/** Reads Mistral's lists and compares them with what we hold. */
export async function lookAtPeople(context: Context): Promise<Commit | null> {
  const { mistral, store, meter } = context;
  if (mistral === null || store.read((tx) => tx.setup.load()) === null) return null;
  const began = performance.now();
  let outcome: SyncOutcome = "failed";
  try {
    const people = await readPeople(mistral);
    context.lookedAt.set("people", people.readAt);
    if (!people.whole)
      context.log.warn({}, "Mistral's lists have gaps: whoever is missing does not count as gone");
    await reconcileAll(context, people);
    outcome = "done";
    return (unit) => {
      noteKeyLetIn(unit);
      releaseWorkspaces(unit);
      verifyOrganization(unit);
    };
  } catch (error) {
    if (isKeyRefused(error)) {
      outcome = "key refused";
      return (unit) => noteKeyRefused(unit, error);
    }
    if (!isOtherOrganization(error)) throw error;
    outcome = "other organization";
    return null;
  } finally {
    meter?.synced(outcome, performance.now() - began);
  }
}

/** Somebody wants to know now. When that does not work the next usual look has to do. */
export const syncMembers: JobHandler<"sync"> = async (context) => {
  try {
    return (await lookAtPeople(context)) ?? NOTHING;
  } catch (error) {
    context.log.warn({ error }, "Mistral's members list could not be read");
    return NOTHING;
  }
};

/** The Admin API answers, so the Organization that a person named is there. */
function verifyOrganization(unit: Unit): void {
  if (requireStarted(unit).steps.organization.state === "done")
    close(unit, "organization", "done", verified("members", unit.now));
}

/** Sets it, and reads what Mistral makes of it: that is what is shown. */
export const setLimit: MistralHandler<"set-limit"> = async (context) => {
  const { store, mistral } = context;
  const { billing } = store.read((tx) => requireStarted({ tx }));
  if (billing === null) return NOTHING;
  await mistral.setSpendLimit(billing.monthlyLimit);
  try {
    return (await lookAtSpending(context)) ?? NOTHING;
  } catch (error) {
    context.log.warn({ error }, "the spending limit was set and could not be read");
    return NOTHING;
  }
};

/** Somebody wants to know now whether the bot's own key works. */
export const probeKey: JobHandler<"probe"> = async (context) => (await lookAtKey(context))?.commit ?? NOTHING;
