import type { Platform } from "../../domain/accounts/person.ts";
import { type ApproverGroup, MOST_IN_GROUP } from "../../domain/approvals/group.ts";
import type { GroupChoice } from "../../view/approvals/groups.ts";
import { type ActorUnit, messengerOf } from "../core/context.ts";
import { FieldErrors } from "../core/form-handler.ts";
import { requireStarted } from "../core/rights.ts";

/** A menu of Slack's has room for so many. */
const MOST_OFFERED = 100;

/** What a platform has, as it was last listed: those that are chosen first, whether or not they are still there. */
export function groupChoice({ tx, context }: ActorUnit, platform: Platform): GroupChoice {
  const used = requireStarted({ tx }).settings.groups.filter((group) => group.platform === platform);
  const chosen = used.map(({ id }) => id);
  const others = tx.references
    .all(platform, "group")
    .filter(({ id }) => !chosen.includes(id))
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
  const options = [
    ...used.map(({ id, name }) => ({ value: id, label: name })),
    ...others.map(({ id, label }) => ({ value: id, label })),
  ].slice(0, MOST_OFFERED);
  return { options, chosen, none: messengerOf(context, platform)?.noGroups?.() ?? null };
}

/** The groups of the caller's platform are set here. Who is in a new one is read next. */
export function groupsAfter(
  { tx, reader }: ActorUnit,
  before: readonly ApproverGroup[],
  platform: Platform,
  chosen: readonly string[],
): readonly ApproverGroup[] {
  const isHere = (group: ApproverGroup) => group.platform === platform;
  const added = chosen
    .filter((id) => !before.some((group) => isHere(group) && group.id === id))
    .flatMap((id) => tx.references.get(platform, "group", id) ?? []);
  const tooBig = added.find(({ data }) => Number(data["size"] ?? 0) > MOST_IN_GROUP);
  if (tooBig !== undefined)
    throw new FieldErrors({ groups: reader.strings.groups.tooBig(tooBig.label, MOST_IN_GROUP) });
  return [
    ...before.filter((group) => !isHere(group) || chosen.includes(group.id)),
    ...added.map(
      ({ id, label: name }): ApproverGroup => ({ platform, id, name, members: [], trouble: null }),
    ),
  ];
}
