import type { Alert } from "../../domain/alert.ts";
import { type ApproverGroup, MOST_IN_GROUP } from "../../domain/approvals/group.ts";
import type { Message } from "../../domain/message.ts";
import { toSettings, toStatus } from "../core/buttons.ts";
import { askedIf, boxesField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { actions, card, note } from "../core/spans.ts";
import { chosen as chosenIds } from "../core/values.ts";
import type { Block, Ids, Option, Span, View } from "../core/view.ts";

export type GroupChoice = {
  /** Those that the platform has. */
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  /** Who is asked where nobody decides. */
  readonly asked: readonly string[];
  /** How many of more than that are shown; null: all. */
  readonly more: number | null;
  /** Why the platform gives none. */
  readonly none: "plan" | "scope" | null;
};

export const groupSpan = ({ platform, id, name }: Pick<ApproverGroup, "platform" | "id" | "name">): Span => {
  // A bot cannot mention a team.
  const ids: Ids = platform === "slack" ? { slack: id } : {};
  return { kind: "group", name, ids };
};

export function groupsFields(reader: Reader, { options, chosen, asked }: GroupChoice) {
  const { groups } = reader.strings;
  const field = (label: string, hint: string | undefined, initial: readonly string[]) =>
    // One that is gone meanwhile is said to be, and not left out in silence.
    askedIf<string[]>(options.length > 0, {
      ...boxesField(label, { as: "menu", hint, options, initial }),
      read: chosenIds,
    });
  return {
    groups: field(groups.label, groups.hint, chosen),
    askedGroups: field(groups.askedInstead, undefined, asked),
  };
}

export const groupNotes = ({ strings: { groups } }: Reader, { more, none }: GroupChoice): Block[] => [
  ...(none === null ? [] : [note(groups.none[none])]),
  ...(more === null ? [] : [note(groups.first(more))]),
];

export function groupCard(reader: Reader, alert: Alert<"group">): View {
  const { groups } = reader.strings;
  const name = groupSpan({ ...alert, id: alert.group });
  if (alert.until !== null) return card(groups.over(name));
  const change = { ...toSettings(reader), style: "primary" } as const;
  return card(groups.trouble(name, groups.why(MOST_IN_GROUP)[alert.why]), ...actions(change));
}

/** To somebody whose decision does not count. */
export const uncountedCard = (reader: Reader, { why }: Message<"uncounted">): View =>
  card(reader.strings.groups.uncounted[why], ...actions(toStatus(reader)));
