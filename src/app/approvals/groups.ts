import { isDeepStrictEqual } from "node:util";
import {
  type AccountRef,
  accountIn,
  type Person,
  type PersonId,
  type Platform,
} from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import {
  type ApproverGroup,
  decidersIn,
  type GroupTrouble,
  isSameGroup,
  MOST_IN_GROUP,
  peopleIn,
} from "../../domain/approvals/group.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import { groupOfRule, isNamedApprover, rightsByGroup } from "../../domain/setup/setup.ts";
import { orElse } from "../../lib/errors.ts";
import { within } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import { noteAccount } from "../accounts/accounts.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import type { ChatGroup, Messenger } from "../core/app.ts";
import { type ActorUnit, type Context, messengerOf, type Unit } from "../core/context.ts";
import { enqueue, record } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { askAnew, planEscalations } from "../requests/reminders.ts";
import { saveSettings } from "../setup/progress.ts";
import { type JobHandler, NOTHING } from "../worker/job-handler.ts";
import { endVoidAbsences } from "./absences.ts";

export const LOOK_EVERY_MS = 3_600_000;

type Ref = Pick<ApproverGroup, "platform" | "id">;

/** Account ids, or why nobody of it decides. */
export type Found = readonly string[] | GroupTrouble;

export const lookAtGroups = (unit: Unit, platform: Platform, dueAt = unit.now): void =>
  enqueue(unit, { kind: "groups", platform }, `groups:${platform}`, { collapse: true, dueAt });

const groupsIn = (tx: Tx): readonly ApproverGroup[] => tx.setup.load()?.settings.groups ?? [];

/** What its platform tells by itself: who is in a group, or that there is a new one. */
export function groupChanged(unit: Unit, group: Ref): void {
  const isKnown = unit.tx.references.get(group.platform, "group", group.id) !== null;
  if (!isKnown || groupsIn(unit.tx).some(isSameGroup(group))) lookAtGroups(unit, group.platform);
}

/** Hourly, because not every change is told; and soon after one that was. */
export const readGroups: JobHandler<"groups"> = async (context, { platform }) => {
  const messenger = messengerOf(context, platform);
  if (messenger === null) return NOTHING;
  const listed = await messenger.groups().catch(orElse(null, "forbidden", "invalid", "not_found"));
  const used = context.store.read((tx) => groupsIn(tx).filter((group) => group.platform === platform));
  const found: (readonly [ApproverGroup, Found])[] = [];
  for (const group of used) {
    const isGone = listed !== null && !listed.some(({ id }) => id === group.id);
    const told = listed === null ? "refused" : isGone ? "gone" : await whoIsIn(context, group);
    if (Array.isArray(told)) await meetAll(context, messenger, told);
    found.push([group, told]);
  }
  return (unit) => {
    noteListed(unit.tx, platform, listed ?? []);
    for (const [group, told] of found) noteGroup(unit, group, told, listed ?? []);
    tellTroubles(unit);
    lookAtGroups(unit, platform, unit.now + LOOK_EVERY_MS);
  };
};

async function whoIsIn(context: Context, { platform, id }: Ref): Promise<Found> {
  const messenger = messengerOf(context, platform);
  if (messenger === null) return "refused";
  const told: Found = await messenger
    .groupMembers(id, MOST_IN_GROUP)
    .catch(orElse("gone" as const, "not_found"))
    .catch(orElse("refused" as const, "forbidden", "invalid"));
  return Array.isArray(told) && told.length > MOST_IN_GROUP ? "too-big" : told;
}

/** Each is noted at once, so that a second try goes on where the first one was cut off. Of others nothing is kept. */
async function meetAll(context: Context, messenger: Messenger, ids: readonly string[]): Promise<void> {
  const { platform } = messenger;
  const unmet = context.store.read((tx) => ids.filter((id) => tx.people.byAccount(platform, id) === null));
  for (const id of unmet) {
    const account = await messenger.account(id).catch(orElse(null, "not_found", "forbidden", "invalid"));
    if (account?.standing === "member")
      context.store.transact((tx) => noteAccount({ tx, now: context.now(), context }, account));
  }
}

/** For the form in which they are chosen. */
function noteListed({ references }: Tx, platform: Platform, listed: readonly ChatGroup[]): void {
  for (const { id } of references.all(platform, "group"))
    if (!listed.some((group) => group.id === id)) references.remove(platform, "group", id);
  for (const { id, name: label, size } of listed) {
    const group: ConversationReference = {
      ...{ kind: "group", id, label },
      data: size === null ? {} : { size: `${size}` },
    };
    if (!isDeepStrictEqual(references.get(platform, "group", id), group)) references.save(platform, group);
  }
}

/** Guests, strangers, bots and people who have left decide nothing, whatever group they are in. */
function membersAmong(tx: Tx, platform: Platform, ids: readonly string[]): readonly PersonId[] {
  const people = ids.flatMap((id) => {
    const person = tx.people.byAccount(platform, id);
    return person !== null && accountIn(person, { platform, id })?.standing === "member" ? [person.id] : [];
  });
  return [...new Set(people)];
}

/** What was read of a group. `listed` null: between two looks, of which the next one says what is wrong. */
export function noteGroup(
  unit: Unit,
  ref: Ref,
  found: Found,
  listed: readonly ChatGroup[] | null = null,
): void {
  const before = groupsIn(unit.tx).find(isSameGroup(ref));
  if (before === undefined) return;
  const isRead = typeof found !== "string";
  const members = isRead ? membersAmong(unit.tx, ref.platform, found) : before.members;
  const seen = listed === null ? before.trouble : members.length === 0 ? "empty" : null;
  const name = listed?.find(({ id }) => id === ref.id)?.name ?? before.name;
  const after = { ...before, name, members, trouble: isRead ? seen : found };
  if (isDeepStrictEqual(after, before)) return;
  const setup = requireStarted(unit);
  const groups = setup.settings.groups.map((one) => (one === before ? after : one));
  saveSettings(unit, setup, { groups });
  if (after.asked) planEscalations(unit);
  noteDeciders(unit, "bot", before, after);
  if (listed === null) lookAtGroups(unit, ref.platform);
}

export const isAmong = (person: Person | null, { platform }: Ref, found: Found): boolean =>
  typeof found !== "string" &&
  person?.accounts.some((account) => account.platform === platform && found.includes(account.id)) === true;

const askedIn = (group: ApproverGroup): readonly string[] => (group.asked ? peopleIn(group) : []);

/** Who may decide by it, or is asked, and was not before. */
const missingIn = (before: ApproverGroup, after: ApproverGroup): PersonId[] => {
  const gained = (of: (group: ApproverGroup) => readonly string[]) =>
    of(after).filter((id) => !of(before).includes(id));
  return [...new Set([...gained(decidersIn), ...gained(askedIn)])];
};

function noteDeciders(unit: Unit, by: PersonId | "bot", before: ApproverGroup, after: ApproverGroup): void {
  const [added, removed] = [missingIn(before, after), missingIn(after, before)];
  if (added.length + removed.length === 0) return;
  const data = { joined: added.join(" "), parted: removed.join(" ") };
  record(unit, by, "group.changed", `group:${after.id}`, data);
  endVoidAbsences(unit);
  if (added.length > 0) askAnew(unit, added);
  // Where somebody less may decide, those who are left are asked, too.
  else if (by === "bot") askAnew(unit);
}

/** What a group is for has changed, and with it who may decide. */
export function noteUses(unit: ActorUnit, before: readonly ApproverGroup[]): void {
  for (const group of before) {
    const after = groupsIn(unit.tx).find(isSameGroup(group));
    noteDeciders(unit, unit.me, group, after ?? { ...group, approves: false, asked: false });
  }
  tellTroubles(unit);
}

/** The owner hears once that Requests come to the owner instead. A rule for what its people ask says so itself. */
function tellTroubles(unit: Unit): void {
  const used = groupsIn(unit.tx).filter(({ approves, asked }) => approves || asked);
  const groupOf = ({ platform, group: id }: Alert<"group">) => used.find(isSameGroup({ platform, id }));
  endAlerts(unit, "group", (alert) => (groupOf(alert)?.trouble ?? null) === null);
  for (const group of used) {
    const { platform, id, name, trouble: why } = group;
    const known = openAlerts(unit.tx, "group").find((alert) => groupOf(alert) === group);
    if (why === null) continue;
    if (known === undefined) tellAlert(unit, raise(unit, { kind: "group", platform, group: id, name, why }));
    else if (known.why !== why) unit.tx.alerts.save({ ...known, why });
  }
}

/** Those whose platform is not connected any more: nobody can be asked who is in them. */
export function noteUnconnected(unit: Unit): void {
  for (const group of groupsIn(unit.tx))
    if (messengerOf(unit.context, group.platform) === null) noteGroup(unit, group, "refused", []);
  tellTroubles(unit);
}

/** What can be read of them just now, and why another one cannot be. */
export async function readNow(context: Context, groups: readonly ApproverGroup[]) {
  const looks = [...new Set(groups)].map(async (group) => [group, await whoIsIn(context, group)] as const);
  const settled = await Promise.allSettled(looks);
  const read = settled.flatMap((look) => (look.status === "fulfilled" ? [look.value] : []));
  const failed = settled.find((look) => look.status === "rejected");
  return { read, failure: failed?.reason as unknown };
}

const WAIT_MS = 1_000;

/** Before somebody does a thing who may do it by a group alone. What cannot be read in time counts as it was last known. */
export async function lookAtGroupsOf(context: Context, caller: AccountRef): Promise<void> {
  const groups = context.store.read((tx) => {
    const [setup, person] = [tx.setup.load(), tx.people.byAccount(caller.platform, caller.id)];
    if (setup === null || person === null || isNamedApprover(setup, person.id)) return [];
    const ofRules = setup.settings.rules.flatMap((rule) => groupOfRule(setup, rule) ?? []);
    const theirs = ofRules.filter((group) => peopleIn(group).includes(person.id));
    return [...rightsByGroup(setup, person.id), ...theirs];
  });
  if (groups.length === 0) return;
  const looked = await within(readNow(context, groups), WAIT_MS);
  if (looked === "late") return;
  context.store.transact((tx) => {
    for (const [group, found] of looked.read) noteGroup({ tx, now: context.now(), context }, group, found);
  });
}
