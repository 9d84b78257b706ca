import type { Platform } from "../../domain/accounts/person.ts";
import { type ApproverGroup, MOST_GROUPS, MOST_IN_GROUP } from "../../domain/approvals/group.ts";
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
  const more = used.length + others.length > MOST_OFFERED ? MOST_OFFERED : null;
  return { options, chosen, more, none: messengerOf(context, platform)?.noGroups?.() ?? null };
}

/** The groups of the caller's platform are set here. Who is in a new one is read next. */
export function groupsAfter(
  { tx, reader, context }: ActorUnit,
  before: readonly ApproverGroup[],
  platform: Platform,
  chosen: readonly string[],
): readonly ApproverGroup[] {
  const isHere = (group: ApproverGroup) => group.platform === platform;
  const added = chosen.filter((id) => !before.some((group) => isHere(group) && group.id === id));
  const found = added.flatMap((id) => tx.references.get(platform, "group", id) ?? []);
  const { errors } = reader.strings.groups;
  const tooBig = found.find(({ data }) => Number(data["size"] ?? 0) > MOST_IN_GROUP);
  const error =
    (found.length < added.length && errors.gone) ||
    (chosen.length > MOST_GROUPS && errors.tooMany(MOST_GROUPS)) ||
    (tooBig && errors.tooBig(tooBig.label, MOST_IN_GROUP));
  if (error) throw new FieldErrors({ groups: error });
  // Those of a platform that is not connected any more can be taken out nowhere else.
  const isKept = (group: ApproverGroup) =>
    isHere(group) ? chosen.includes(group.id) : messengerOf(context, group.platform) !== null;
  return [
    ...before.filter(isKept),
    ...found.map(
      ({ id, label: name }): ApproverGroup => ({ platform, id, name, members: [], trouble: null }),
    ),
  ];
}
