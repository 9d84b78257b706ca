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
import type { Settings } from "../../domain/setup/settings.ts";
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

type Use = { readonly approve: readonly string[]; readonly ask: readonly string[] };

/** The groups of the caller's platform are set here, besides those that a rule is for. Who is in a new one is read next. */
export function groupsAfter(
  { tx, reader, context }: ActorUnit,
  { groups: before, rules }: Pick<Settings, "groups" | "rules">,
  platform: Platform,
  { approve, ask }: Use,
): readonly ApproverGroup[] {
  const ofRules = before.filter((group) => rules.some((rule) => rule.group === groupKey(group)));
  const isHere = (group: ApproverGroup) => group.platform === platform;
  const chosen = [...new Set([...approve, ...ask])];
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
    ofRules.includes(group) ||
    (isHere(group) ? chosen.includes(group.id) : isConnected(group) && (group.approves || group.asked));
  const isConnected = (group: ApproverGroup) => messengerOf(context, group.platform) !== null;
  const use = (id: string) => ({ approves: approve.includes(id), asked: ask.includes(id) });
  return [
    ...before.filter(isKept).map((group) => {
      if (isHere(group)) return { ...group, ...use(group.id) };
      return isConnected(group) ? group : { ...group, approves: false, asked: false };
    }),
    ...found.map((one): ApproverGroup => ({ ...newGroup(platform, one), ...use(one.id) })),
  ];
}

const newGroup = (platform: Platform, { id, label: name }: ConversationReference): ApproverGroup => ({
  ...{ platform, id, name, members: [], trouble: null },
  ...{ approves: false, asked: false },
});

/** With those that rules are for, and without those that are of no use any more. */
export function groupsFor(unit: ActorUnit, groups: readonly ApproverGroup[], rules: readonly RuleTerms[]) {
  const { platform } = unit.actor.account;
  const isUsed = (group: ApproverGroup) =>
    group.approves || group.asked || rules.some((rule) => rule.group === groupKey(group));
  const known = unit.tx.references.all(platform, "group").map((one) => newGroup(platform, one));
  const added = known.filter((one) => isUsed(one) && !groups.some(isSameGroup(one)));
  return [...groups.filter(isUsed), ...added];
}
