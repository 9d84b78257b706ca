import { isDeepStrictEqual } from "node:util";
import { accountIn, type PersonId, type Platform } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import {
  type ApproverGroup,
  type GroupTrouble,
  isSameGroup,
  MOST_IN_GROUP,
} from "../../domain/approvals/group.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { orElse } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { noteAccount } from "../accounts/accounts.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import type { ChatGroup, Messenger } from "../core/app.ts";
import { type Context, messengerOf, type Unit } from "../core/context.ts";
import { enqueue, record } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { askAnew } from "../requests/reminders.ts";
import { saveSetup } from "../setup/progress.ts";
import { type JobHandler, NOTHING } from "../worker/job-handler.ts";

const LOOK_EVERY_MS = 3_600_000;

type Ref = Pick<ApproverGroup, "platform" | "id">;

/** Account ids, or why nobody of it decides; null: its platform is not connected, so that what is known stays. */
export type Found = readonly string[] | GroupTrouble | null;

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
  if (messenger === null) return null;
  const told: readonly string[] | GroupTrouble = await messenger
    .groupMembers(id)
    .catch(orElse("gone" as const, "not_found"))
    .catch(orElse("refused" as const, "forbidden", "invalid"));
  return Array.isArray(told) && told.length > MOST_IN_GROUP ? "too-big" : told;
}

/** Each is noted at once, so that a second try goes on where the first one was cut off. */
async function meetAll(context: Context, messenger: Messenger, ids: readonly string[]): Promise<void> {
  const { platform } = messenger;
  const unmet = context.store.read((tx) => ids.filter((id) => tx.people.byAccount(platform, id) === null));
  for (const id of unmet) {
    const account = await messenger.account(id).catch(orElse(null, "not_found"));
    if (account !== null)
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
export function noteGroup(unit: Unit, ref: Ref, found: Found, listed: readonly ChatGroup[] = []): void {
  const setup = requireStarted(unit);
  const before = setup.settings.groups.find(isSameGroup(ref));
  if (before === undefined || found === null) return;
  const members = typeof found === "string" ? [] : membersAmong(unit.tx, ref.platform, found);
  const trouble = typeof found === "string" ? found : members.length === 0 ? "empty" : null;
  const name = listed.find(({ id }) => id === ref.id)?.name ?? before.name;
  const [added, removed] = [missingIn(before.members, members), missingIn(members, before.members)];
  const group = { ...before, name, members, trouble };
  if (added.length + removed.length > 0 || trouble !== before.trouble || name !== before.name)
    saveGroups(
      unit,
      setup,
      setup.settings.groups.map((one) => (one === before ? group : one)),
    );
  if (added.length + removed.length > 0) {
    const data = { added: added.join(" "), removed: removed.join(" ") };
    record(unit, "bot", "group.changed", `group:${ref.id}`, data);
  }
  tellTrouble(unit, group);
  // Somebody less may decide now, so that those who are left are asked, too.
  if (added.length > 0) askAnew(unit, added);
  else if (removed.length > 0) askAnew(unit);
}

const missingIn = (before: readonly PersonId[], after: readonly PersonId[]): PersonId[] =>
  after.filter((id) => !before.includes(id));

function saveGroups(unit: Unit, setup: Setup, groups: readonly ApproverGroup[]): void {
  saveSetup(unit, setup, { ...setup, settings: { ...setup.settings, groups } });
}

const isAbout =
  ({ platform, id }: Ref) =>
  (alert: Alert<"group">): boolean =>
    alert.platform === platform && alert.group === id;

/** The owner hears once that Requests come to the owner instead. */
function tellTrouble(unit: Unit, { trouble, name, ...group }: ApproverGroup): void {
  const known = openAlerts(unit.tx, "group").find(isAbout(group));
  if ((known?.why ?? null) === trouble) return;
  endAlerts(unit, "group", isAbout(group));
  if (trouble === null) return;
  const { platform, id } = group;
  tellAlert(unit, raise(unit, { kind: "group", platform, group: id, name, why: trouble }));
}

export function endUnusedGroups(unit: Unit): void {
  const used = unit.tx.setup.load()?.settings.groups ?? [];
  endAlerts(unit, "group", (alert) => !used.some((group) => isAbout(group)(alert)));
}
