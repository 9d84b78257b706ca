import type { Platform } from "../../domain/accounts/person.ts";
import {
  type ApproverGroup,
  groupKey,
  isSameGroup,
  MOST_GROUPS,
  MOST_IN_GROUP,
} from "../../domain/approvals/group.ts";
import type { RuleTerms } from "../../domain/approvals/rule.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import type { GroupChoice } from "../../view/approvals/groups.ts";
import { type ActorUnit, messengerOf } from "../core/context.ts";
import { FieldErrors } from "../core/form-handler.ts";
import { requireStarted } from "../core/rights.ts";

/** A menu of Slack's has room for so many. */
const MOST_OFFERED = 100;

/** What a platform has, as it was last listed: those that are used first, whether or not they are still there. */
export function groupChoice({ tx, context }: ActorUnit, platform: Platform): GroupChoice {
  const used = requireStarted({ tx }).settings.groups.filter((group) => group.platform === platform);
  const known = used.map(({ id }) => id);
  const idsOf = (some: readonly ApproverGroup[]) => some.map(({ id }) => id);
  const chosen = idsOf(used.filter(({ approves }) => approves));
  const asked = idsOf(used.filter((group) => group.asked));
  const others = tx.references
    .all(platform, "group")
    .filter(({ id }) => !known.includes(id))
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
  const options = [
    ...used.map(({ id, name }) => ({ value: id, label: name })),
    ...others.map(({ id, label }) => ({ value: id, label })),
  ].slice(0, MOST_OFFERED);
  const more = used.length + others.length > MOST_OFFERED ? MOST_OFFERED : null;
  return { options, chosen, asked, more, none: messengerOf(context, platform)?.noGroups?.() ?? null };
}

/** Of groups that were not used before, those that somebody chose have to be there, and small enough. */
export function requireGroups(
  { tx, reader, actor }: ActorUnit,
  before: readonly ApproverGroup[],
  chosen: readonly string[],
  field: "group" | "groups",
): void {
  const { platform } = actor.account;
  const added = chosen.filter((id) => !before.some(isSameGroup({ platform, id })));
  const found = added.flatMap((id) => tx.references.get(platform, "group", id) ?? []);
  const { errors } = reader.strings.groups;
  const tooBig = found.find(({ data }) => Number(data["size"] ?? 0) > MOST_IN_GROUP);
  const error =
    (found.length < added.length && errors.gone) ||
    (chosen.length > MOST_GROUPS && errors.tooMany(MOST_GROUPS)) ||
    (tooBig && errors.tooBig(tooBig.label, MOST_IN_GROUP));
  if (error) throw new FieldErrors({ [field]: error });
}

/**
 * Those that are of some use. The ones of the caller's platform are chosen here; null: as before. Who is in a new one is
 * read next.
 */
export function groupsFor(
  { tx, context, actor }: ActorUnit,
  before: readonly ApproverGroup[],
  rules: readonly RuleTerms[],
  chosen: Pick<GroupChoice, "chosen" | "asked"> | null = null,
): readonly ApproverGroup[] {
  const { platform } = actor.account;
  const newGroup = ({ id, label: name }: ConversationReference): ApproverGroup => ({
    ...{ platform, id, name, members: [], trouble: null, approves: false, asked: false },
  });
  const known = tx.references.all(platform, "group").map(newGroup);
  const withUse = (group: ApproverGroup): ApproverGroup => {
    // Those of a platform that is not connected any more can be taken out nowhere else.
    if (chosen === null || (group.platform !== platform && messengerOf(context, group.platform) !== null))
      return group;
    const isIn = (ids: readonly string[]) => group.platform === platform && ids.includes(group.id);
    return { ...group, approves: isIn(chosen.chosen), asked: isIn(chosen.asked) };
  };
  return [...before, ...known.filter((one) => !before.some(isSameGroup(one)))]
    .map(withUse)
    .filter((one) => one.approves || one.asked || rules.some(({ group }) => group === groupKey(one)));
}
