import { z } from "zod";
import type { PersonId, Platform } from "../../domain/accounts/person.ts";
import type { Seen } from "../../domain/action.ts";
import type { Mode } from "../../domain/mode.ts";
import { SEATS } from "../../domain/role.ts";
import { NEWS_LEVELS, type NewsLevel, REMIND_AFTER_HOURS, type Setup } from "../../domain/setup/setup.ts";
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
import type { Block, Field, Form, Ids } from "../core/view.ts";
import { LANGUAGES, languageOf } from "../strings/index.ts";

const NAMED = 10;

type Data = {
  readonly setup: Setup;
  /** Channels and people that are chosen now, in the ids of the caller's platform. */
  readonly ids: {
    readonly approvals: Ids;
    readonly news: Ids;
    readonly feed: Ids;
    readonly approvers: readonly Ids[];
  };
  readonly mode: Mode;
  /** What the news channel on the caller's platform hears. */
  readonly level: NewsLevel;
  /** Approvers whom the caller's platform cannot show, and where they are. */
  readonly others?: { readonly platform: Platform; readonly people: readonly PersonId[] };
  readonly seen?: Seen;
};

export function settingsForm(reader: Reader, { setup, ids, mode, level, others, seen }: Data): Form {
  const { settings, observed } = setup;
  const { forms, seats } = reader.strings;
  const { settings: words, start, save } = forms;
  // Only the Admin API reads the audit log, and not on every plan.
  const feedHint = observed.audit?.state === "refused" ? words.feedRefused : words.feedHint;
  return dialog(
    reader,
    { form: "settings", seen },
    { title: words.title, submit: save },
    {
      intro: [note(start.channelNote), ...elsewhere(reader, others)],
      fields: [
        channelField("approvals", start.approvals, start.approvalsHint, ids.approvals),
        channelField("news", start.news, start.newsHint, ids.news),
        choiceField("level", words.level, { options: optionsOf(NEWS_LEVELS, words.levels), initial: level }),
        ...(mode === "automatic" ? [channelField("feed", words.feed, feedHint, ids.feed)] : []),
        choiceField("language", forms.language.title, {
          hint: words.languageHint,
          as: "menu",
          options: LANGUAGES,
          initial: languageOf(settings.language),
        }),
        peopleField("approvers", start.approvers, {
          hint: start.approversHint,
          initial: ids.approvers,
          without: ownIds(reader),
        }),
        domainsField(reader, setup),
        boxesField("seats", words.seats, { options: optionsOf(SEATS, seats), initial: settings.seats }),
        tickField("reminders", words.reminders, words.remind, settings.reminders),
        choiceField("after", words.after, {
          hint: words.afterHint,
          as: "menu",
          options: REMIND_AFTER_HOURS.map((hours) => ({ value: `${hours}`, label: words.hours(hours) })),
          initial: `${settings.remindAfter}`,
        }),
        tickField("second", words.second, words.needsTwo, settings.adminNeedsTwo),
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

function elsewhere(reader: Reader, others: Data["others"]): Block[] {
  if (others === undefined || others.people.length === 0) return [];
  const { forms, reach } = reader.strings;
  const people = others.people.map((person) => mention(reader, person));
  return [note(forms.settings.approversIn(reach.names[others.platform], someNamed(reader, people, NAMED)))];
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
