import { z } from "zod";
import type { PersonId, Platform } from "../../domain/accounts/person.ts";
import type { Seen } from "../../domain/action.ts";
import { type Mode, SEATS } from "../../domain/invitations/invitation.ts";
import { NEWS_LEVELS, REMIND_AFTER_HOURS, type Setup } from "../../domain/setup/setup.ts";
import {
  boxesField,
  channelField,
  choiceField,
  dialog,
  listField,
  optionsOf,
  peopleField,
  tickField,
} from "../core/fields.ts";
import { mention, ownIds, type Reader, someNamed } from "../core/reader.ts";
import { note } from "../core/spans.ts";
import { chosen, chosenOf, domainList, oneOf, optionalId, ticked, typed } from "../core/values.ts";
import type { Block, Field, Form } from "../core/view.ts";
import { LANGUAGES } from "../strings/index.ts";

const NAMED = 10;

type Data = {
  readonly setup: Setup;
  readonly mode: Mode;
  /** What the form begins with on the platform where it is opened. */
  readonly platform: Platform;
  readonly shown: z.infer<ReturnType<typeof settingsSchema>>;
  /** Approvers whom that platform cannot show. */
  readonly others?: readonly PersonId[];
  readonly seen?: Seen;
};

export function settingsForm(
  reader: Reader,
  { setup, mode, platform, shown, others = [], seen }: Data,
): Form {
  const { observed } = setup;
  const { forms, seats } = reader.strings;
  const { settings: words, start, save } = forms;
  // Only the Admin API reads the audit log, and not on every plan.
  const feedHint = observed.audit?.state === "refused" ? words.feedRefused : words.feedHint;
  const at = (id: string | null) => (id === null ? {} : { [platform]: id });
  return dialog(
    reader,
    { form: "settings", seen },
    { title: words.title, submit: save },
    {
      intro: [
        note(start.channelNote),
        ...elsewhere(reader, platform === "slack" ? "teams" : "slack", others),
      ],
      fields: [
        channelField("approvals", start.approvals, start.approvalsHint, at(shown.approvals)),
        channelField("news", start.news, start.newsHint, at(shown.news)),
        choiceField("level", words.level, {
          options: optionsOf(NEWS_LEVELS, words.levels),
          initial: shown.level,
        }),
        ...(mode === "automatic" ? [channelField("feed", words.feed, feedHint, at(shown.feed))] : []),
        choiceField("language", forms.language.title, {
          hint: words.languageHint,
          as: "menu",
          options: LANGUAGES,
          initial: shown.language ?? undefined,
        }),
        peopleField("approvers", start.approvers, {
          hint: start.approversHint,
          initial: shown.approvers.map((id) => ({ [platform]: id })),
          without: ownIds(reader),
        }),
        domainsField(reader, setup),
        boxesField("seats", words.seats, { options: optionsOf(SEATS, seats), initial: shown.seats }),
        tickField("reminders", words.reminders, words.remind, shown.reminders),
        choiceField("after", words.after, {
          hint: words.afterHint,
          as: "menu",
          options: REMIND_AFTER_HOURS.map((hours) => ({ value: `${hours}`, label: words.hours(hours) })),
          initial: `${shown.after}`,
        }),
        tickField("second", words.second, words.needsTwo, shown.second),
      ],
    },
  );
}

export function domainsField({ strings }: Reader, { settings }: Setup): Field {
  const { domains, domainsHint } = strings.forms.security;
  const initial = settings.domains.join("\n");
  return listField("domains", domains, {
    hint: domainsHint,
    placeholder: "example.com",
    optional: true,
    initial: initial === "" ? undefined : initial,
  });
}

function elsewhere(reader: Reader, platform: Platform, others: readonly PersonId[]): Block[] {
  if (others.length === 0) return [];
  const people = others.map((person) => mention(reader, person));
  const { forms, reach } = reader.strings;
  return [note(forms.settings.approversIn(reach.names[platform], someNamed(reader, people, NAMED)))];
}

/** null: not chosen, as in a form that was opened before there was a choice. */
const remindAfter = typed.transform(
  (value) => REMIND_AFTER_HOURS.find((hours) => `${hours}` === value) ?? null,
);

const language = typed.transform((value) => LANGUAGES.find((one) => one.value === value)?.value ?? null);

export function settingsSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    approvals: optionalId,
    news: optionalId,
    feed: optionalId,
    level: oneOf(NEWS_LEVELS, errors.choose),
    approvers: chosen,
    domains: domainList(reader),
    seats: chosenOf(SEATS),
    reminders: ticked,
    language,
    after: remindAfter,
    second: ticked,
  });
}
