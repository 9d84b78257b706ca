import type { Platform } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import type { ApproverGroup } from "../../domain/approvals/group.ts";
import { toSettings } from "../core/buttons.ts";
import { askedIf, boxesField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { actions, card, note } from "../core/spans.ts";
import type { Block, Ids, Option, Span, View } from "../core/view.ts";

export type GroupChoice = {
  /** Those that the platform has. */
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  /** Why it has none. */
  readonly none: "plan" | "scope" | null;
};

export const groupSpan = ({ platform, id, name }: Pick<ApproverGroup, "platform" | "id" | "name">): Span => {
  // A bot cannot mention a team.
  const ids: Ids = platform === "slack" ? { slack: id } : {};
  return { kind: "group", name, ids };
};

export function groupsField(reader: Reader, platform: Platform, { options, chosen }: GroupChoice) {
  const { groups } = reader.strings;
  const field = boxesField(groups.label, {
    as: "menu",
    hint: groups.hint[platform],
    options,
    initial: chosen,
  });
  return askedIf(options.length > 0, field);
}

export function noGroupsNote({ strings: { groups } }: Reader, { options, none }: GroupChoice): Block[] {
  return options.length > 0 || none === null ? [] : [note(groups.none[none])];
}

export function groupCard(reader: Reader, alert: Alert<"group">): View {
  const { groups } = reader.strings;
  const name = groupSpan({ ...alert, id: alert.group });
  if (alert.until !== null) return card(groups.over(name));
  const change = { ...toSettings(reader), style: "primary" } as const;
  return card(groups.trouble(name, groups.why[alert.why]), ...actions(change));
}
