import { type PersonId, PLATFORMS, type Platform } from "../../domain/accounts/person.ts";
import type { Seen } from "../../domain/action.ts";
import { REVIEWS, type Reviews } from "../../domain/approvals/review.ts";
import { type Mode, SEATS, type Seat } from "../../domain/invitations/invitation.ts";
import { NEWS_LEVELS, type NewsLevel, REMIND_AFTER_HOURS } from "../../domain/setup/settings.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { absenceRow } from "../approvals/away.ts";
import { escalationFields } from "../approvals/escalation.ts";
import { type GroupChoice, groupNotes, groupsFields } from "../approvals/groups.ts";
import { ruleRow } from "../approvals/rules.ts";
import { workspaceApproversRow } from "../approvals/workspace-approvers.ts";
import { opens } from "../core/buttons.ts";
import {
  askedIf,
  boxesField,
  channelField,
  choiceField,
  type Dialog,
  dialog,
  listField,
  menuField,
  optionsOf,
  peopleField,
  tickField,
} from "../core/fields.ts";
import { mention, ownIds, type Reader, someNamed } from "../core/reader.ts";
import { actions, note } from "../core/spans.ts";
import { domainList } from "../core/values.ts";
import type { Block } from "../core/view.ts";
import { LANGUAGES } from "../strings/index.ts";

const NAMED = 10;

type Chosen = "approvals" | "news" | "feed" | "language" | "after" | "escalate";

/** What it begins with on one platform, and is read as. null: nothing was chosen. */
type ShownSettings = Readonly<Record<Chosen, string | null>> & {
  readonly level: NewsLevel;
  readonly approvers: string[];
  readonly alternates: string[];
  readonly groups: string[];
  readonly askedGroups: string[];
  readonly domains: string[];
  readonly seats: Seat[];
  readonly reminders: boolean;
  readonly second: boolean;
  readonly review: Reviews | null;
};

type Data = {
  readonly setup: Setup;
  /** Those that are made. */
  readonly workspaces: readonly Workspace[];
  readonly mode: Mode;
  readonly platform: Platform;
  readonly shown: ShownSettings;
  /** Approvers, and others who are asked, whom that platform cannot show. */
  readonly others?: readonly PersonId[];
  readonly groups: GroupChoice;
  readonly seen?: Seen;
  readonly now: number;
};

export function settingsForm(
  reader: Reader,
  { setup, workspaces, mode, platform, shown, others = [], groups, seen, now }: Data,
): Dialog<ShownSettings> {
  const { observed } = setup;
  const { forms, seats, reviews } = reader.strings;
  const { settings: words, start, save } = forms;
  // Only the Admin API reads the audit log, and not on every plan.
  const feedHint = observed.audit?.state === "refused" ? words.feedRefused : words.feedHint;
  const at = (id: string | null) => (id === null ? {} : { [platform]: id });
  const { groups: approving, askedGroups } = groupsFields(reader, groups);
  return dialog(
    reader,
    { form: "settings", seen },
    { title: words.title, submit: save },
    {
      intro: [
        note(start.channelNote),
        ...elsewhere(reader, platform, others),
        ...groupNotes(reader, groups),
        ...setup.settings.absences.map((absence) => absenceRow(reader, absence, now)),
        ...setup.settings.rules.map((rule) => ruleRow(reader, rule, setup)),
        ...workspaces.flatMap((workspace) =>
          setup.settings.workspaceApprovers
            .filter((named) => named.workspace === workspace.id)
            .map((named) => workspaceApproversRow(reader, workspace, named)),
        ),
        ...actions(
          opens(reader.strings.away.title, { form: "away" }),
          opens(reader.strings.rules.title, { form: "rule" }),
          ...(workspaces.length === 0
            ? []
            : [opens(reader.strings.workspaceApprovers.title, { form: "workspace-approvers" })]),
        ),
      ],
      fields: {
        approvals: channelField(start.approvals, start.approvalsHint, at(shown.approvals)),
        news: channelField(start.news, start.newsHint, at(shown.news)),
        level: choiceField(reader, words.level, {
          options: optionsOf(NEWS_LEVELS, words.levels),
          initial: shown.level,
        }),
        feed: askedIf(mode === "automatic", channelField(words.feed, feedHint, at(shown.feed))),
        language: menuField(forms.language.title, {
          hint: words.languageHint,
          options: LANGUAGES,
          initial: shown.language ?? undefined,
        }),
        approvers: peopleField(start.approvers, {
          hint: start.approversHint,
          initial: shown.approvers.map(at),
          without: ownIds(reader),
        }),
        groups: approving,
        domains: domainsField(reader, setup),
        seats: boxesField(words.seats, { options: optionsOf(SEATS, seats), initial: shown.seats }),
        reminders: tickField(words.reminders, words.remind, shown.reminders),
        after: menuField(words.after, {
          hint: words.afterHint,
          options: REMIND_AFTER_HOURS.map((hours) => ({ value: `${hours}`, label: words.hours(hours) })),
          initial: shown.after ?? undefined,
        }),
        ...escalationFields(reader, shown.escalate, shown.alternates.map(at)),
        askedGroups,
        second: tickField(words.second, words.needsTwo, shown.second),
        review: menuField(reviews.title, {
          options: optionsOf(REVIEWS, reviews.every),
          initial: shown.review ?? undefined,
        }),
      },
    },
  );
}

export function domainsField(reader: Reader, { settings }: Setup) {
  const { domains, domainsHint } = reader.strings.forms.security;
  const initial = settings.domains.join("\n");
  return listField(
    domains,
    {
      ...{ hint: domainsHint, placeholder: "example.com", optional: true },
      initial: initial === "" ? undefined : initial,
    },
    domainList(reader),
  );
}

function elsewhere(reader: Reader, here: Platform, others: readonly PersonId[]): Block[] {
  const { forms, reach } = reader.strings;
  return PLATFORMS.filter((platform) => platform !== here).flatMap((platform) => {
    const isThere = (id: PersonId) =>
      reader.nameOf(id)?.accounts.some((own) => own.platform === platform && own.standing !== "gone");
    const people = others.filter(isThere).map((person) => mention(reader, person));
    if (people.length === 0) return [];
    return [note(forms.settings.approversIn(reach.names[platform], someNamed(reader, people, NAMED)))];
  });
}
