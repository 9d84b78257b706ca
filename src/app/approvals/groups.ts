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

const usedOn = (tx: Tx, platform: Platform): readonly ApproverGroup[] =>
  (tx.setup.load()?.settings.groups ?? []).filter((group) => group.platform === platform);

/** What its platform tells by itself: who is in a group, or that there is a new one. */
export function groupChanged(unit: Unit, group: Ref): void {
  const isKnown = unit.tx.references.get(group.platform, "group", group.id) !== null;
  if (!isKnown || usedOn(unit.tx, group.platform).some(isSameGroup(group)))
    lookAtGroups(unit, group.platform);
}

/** Hourly, because not every change is told; and soon after one that was. */
export const readGroups: JobHandler<"groups"> = async (context, { platform }) => {
  const messenger = messengerOf(context, platform);
  if (messenger === null) return NOTHING;
  const listed = await messenger.groups().catch(orElse(null, "forbidden", "invalid", "not_found"));
  const used = context.store.read((tx) => usedOn(tx, platform));
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
    endUnusedGroups(unit);
    lookAtGroups(unit, platform, unit.now + LOOK_EVERY_MS);
  };
};

export async function whoIsIn(context: Context, { platform, id }: Ref): Promise<Found> {
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

/** What was read of a group whose people approve. */
function noteGroup(unit: Unit, ref: Ref, found: Found, listed: readonly ChatGroup[] = []): void {
  const before = usedOn(unit.tx, ref.platform).find(isSameGroup(ref));
  if (before === undefined) return;
  const members = typeof found === "string" ? before.members : membersAmong(unit.tx, ref.platform, found);
  const trouble = typeof found === "string" ? found : members.length === 0 ? "empty" : null;
  const name = listed.find(({ id }) => id === ref.id)?.name ?? before.name;
  saveGroup(unit, before, { ...before, name, members, trouble });
  // A rule for what its people ask says so itself.
  if (before.approves || before.asked) tellTrouble(unit, { ...before, name, trouble });
}

/** Of those who are known, who is out; who came in, and what is wrong, the next look says. */
export function noteLeft(unit: Unit, ref: Ref, found: Found): void {
  const before = usedOn(unit.tx, ref.platform).find(isSameGroup(ref));
  if (before === undefined) return;
  const isIn = (id: PersonId) => found.length > 0 && isAmong(unit.tx.people.get(id), ref, found);
  const members = typeof found === "string" ? before.members : before.members.filter(isIn);
  const trouble = typeof found === "string" ? found : before.trouble;
  if (members.length === before.members.length && trouble === before.trouble) return;
  saveGroup(unit, before, { ...before, members, trouble });
  lookAtGroups(unit, ref.platform);
}

export const isAmong = (person: Person | null, { platform }: Ref, found: Found): boolean =>
  typeof found !== "string" &&
  person?.accounts.some((account) => account.platform === platform && found.includes(account.id)) === true;

function saveGroup(unit: Unit, before: ApproverGroup, group: ApproverGroup): void {
  const setup = requireStarted(unit);
  if (isDeepStrictEqual(group, before)) return;
  const groups = setup.settings.groups.map((one) => (isSameGroup(before)(one) ? group : one));
  saveSettings(unit, setup, { groups });
  if (group.asked) planEscalations(unit);
  const [added, removed] = [missingIn(before, group), missingIn(group, before)];
  if (added.length + removed.length === 0) return;
  recordGroup(unit, "bot", group, added, removed);
  endVoidAbsences(unit);
  // Where somebody less may decide, those who are left are asked, too.
  askAnew(unit, added.length > 0 ? added : undefined);
}

const askedIn = (group: ApproverGroup): readonly string[] => (group.asked ? peopleIn(group) : []);

/** Who may decide by it, or is asked, and was not before. */
const missingIn = (before: ApproverGroup, after: ApproverGroup): PersonId[] => {
  const gained = (of: (group: ApproverGroup) => readonly string[]) =>
    of(after).filter((id) => !of(before).includes(id));
  return [...new Set([...gained(decidersIn), ...gained(askedIn)])];
};

function recordGroup(
  unit: Unit,
  by: PersonId | "bot",
  { id }: ApproverGroup,
  added: readonly PersonId[],
  removed: readonly PersonId[],
): void {
  const data = { joined: added.join(" "), parted: removed.join(" ") };
  record(unit, by, "group.changed", `group:${id}`, data);
}

/** What a group is for has changed, and with it who may decide. */
export function noteUses(unit: ActorUnit, before: readonly ApproverGroup[]): void {
  const { groups } = requireStarted(unit).settings;
  for (const group of before) {
    const after = groups.find(isSameGroup(group)) ?? { ...group, approves: false, asked: false };
    const [added, removed] = [missingIn(group, after), missingIn(after, group)];
    if (added.length + removed.length > 0) recordGroup(unit, unit.me, group, added, removed);
    if (added.length > 0) askAnew(unit, added);
  }
  endUnusedGroups(unit);
}

const isAbout =
  ({ platform, id }: Ref) =>
  (alert: Alert<"group">): boolean =>
    alert.platform === platform && alert.group === id;

/** The owner hears once that Requests come to the owner instead. */
function tellTrouble(unit: Unit, { trouble, name, platform, id }: ApproverGroup): void {
  const isOurs = isAbout({ platform, id });
  const known = openAlerts(unit.tx, "group").find(isOurs);
  if (trouble === null) endAlerts(unit, "group", isOurs);
  else if (known === undefined)
    tellAlert(unit, raise(unit, { kind: "group", platform, group: id, name, why: trouble }));
  else if (known.why !== trouble) unit.tx.alerts.save({ ...known, why: trouble });
}

/** Those whose platform is not connected any more: nobody can be asked who is in them. */
export function noteUnconnected(unit: Unit): void {
  for (const group of unit.tx.setup.load()?.settings.groups ?? [])
    if (messengerOf(unit.context, group.platform) === null) noteGroup(unit, group, "refused");
}

const WAIT_MS = 1_000;

/** Before somebody does a thing who may do it by a group alone. What cannot be read in time counts as it was last known. */
export async function lookAtGroupsOf(context: Context, caller: AccountRef): Promise<void> {
  const groups = context.store.read((tx) => {
    const [setup, person] = [tx.setup.load(), tx.people.byAccount(caller.platform, caller.id)];
    if (setup === null || person === null || isNamedApprover(setup, person.id)) return [];
    const ofRules = setup.settings.rules.flatMap((rule) => groupOfRule(setup, rule) ?? []);
    const theirs = ofRules.filter((group) => peopleIn(group).includes(person.id));
    return [...new Set([...rightsByGroup(setup, person.id), ...theirs])];
  });
  if (groups.length === 0) return;
  const looks = groups.map(async (group) => [group, await whoIsIn(context, group)] as const);
  const settled = await within(Promise.allSettled(looks), WAIT_MS);
  if (settled === "late") return;
  const read = settled.flatMap((look) => (look.status === "fulfilled" ? [look.value] : []));
  context.store.transact((tx) => {
    for (const [group, found] of read) noteLeft({ tx, now: context.now(), context }, group, found);
  });
}

function endUnusedGroups(unit: Unit): void {
  const groups = unit.tx.setup.load()?.settings.groups ?? [];
  const used = groups.filter(({ approves, asked }) => approves || asked);
  endAlerts(unit, "group", (alert) => !used.some((group) => isAbout(group)(alert)));
}
