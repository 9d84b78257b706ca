import { z } from "zod";
import type { Seen } from "../../domain/action.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Observed } from "../../domain/observed.ts";
import type { PersonId, Platform } from "../../domain/person.ts";
import { SEATS } from "../../domain/role.ts";
import { NEWS_LEVELS, type NewsLevel, REMIND_AFTER_HOURS } from "../../domain/settings.ts";
import type { Setup } from "../../domain/setup.ts";
import { mention, ownIds, type Reader } from "../reader.ts";
import { someNamed } from "../some.ts";
import { note } from "../spans.ts";
import { LANGUAGES, languageOf } from "../strings/index.ts";
import type { Block, Field, Form, Ids } from "../view.ts";
import { chosen, chosenOf, domainList, LONGEST_TEXT, oneOf, optionalId, ticked, typed } from "./values.ts";

/** Approvers who are named in one sentence. */
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

/** The owner's settings. */
export function settingsForm(reader: Reader, { setup, ids, mode, level, others, seen }: Data): Form {
  const { settings, observed } = setup;
  const { forms, seats } = reader.strings;
  const { settings: words, start, security, cancel, save } = forms;
  const domains = settings.domains.join("\n");
  return {
    ref: { form: "settings", seen },
    title: words.title,
    submit: save,
    close: cancel,
    intro: [note(start.channelNote), ...elsewhere(reader, others)],
    fields: [
      {
        kind: "channel",
        name: "approvals",
        label: start.approvals,
        hint: start.approvalsHint,
        optional: true,
        initial: ids.approvals,
      },
      {
        kind: "channel",
        name: "news",
        label: start.news,
        hint: start.newsHint,
        optional: true,
        initial: ids.news,
      },
      {
        kind: "choice",
        name: "level",
        label: words.level,
        as: "radio",
        initial: level,
        options: NEWS_LEVELS.map((value) => ({ value, label: words.levels[value] })),
      },
      ...(mode === "automatic" ? [feedField(reader, observed, ids.feed)] : []),
      {
        kind: "choice",
        name: "language",
        label: words.language,
        hint: words.languageHint,
        as: "menu",
        initial: languageOf(settings.language),
        options: LANGUAGES,
      },
      {
        kind: "people",
        name: "approvers",
        label: start.approvers,
        hint: start.approversHint,
        optional: true,
        initial: ids.approvers,
        without: ownIds(reader),
      },
      {
        kind: "text",
        name: "domains",
        label: security.domains,
        hint: security.domainsHint,
        placeholder: security.placeholder,
        multiline: true,
        optional: true,
        maxLength: LONGEST_TEXT,
        ...(domains === "" ? {} : { initial: domains }),
      },
      {
        kind: "choices",
        name: "seats",
        label: words.seats,
        as: "boxes",
        optional: true,
        initial: settings.seats,
        options: SEATS.map((value) => ({ value, label: seats[value] })),
      },
      {
        kind: "choices",
        name: "reminders",
        label: words.reminders,
        as: "boxes",
        optional: true,
        initial: settings.reminders ? ["on"] : [],
        options: [{ value: "on", label: words.remindersOption, description: words.remindersAbout }],
      },
      {
        kind: "choice",
        name: "after",
        label: words.after,
        hint: words.afterHint,
        as: "menu",
        initial: `${settings.remindAfter}`,
        options: REMIND_AFTER_HOURS.map((hours) => ({ value: `${hours}`, label: words.hours(hours) })),
      },
      {
        kind: "choices",
        name: "second",
        label: words.second,
        as: "boxes",
        optional: true,
        initial: settings.adminNeedsTwo ? ["on"] : [],
        options: [{ value: "on", label: words.secondOption, description: words.secondAbout }],
      },
    ],
  };
}

function elsewhere(reader: Reader, others: Data["others"]): Block[] {
  if (others === undefined || others.people.length === 0) return [];
  const names = someNamed(
    reader,
    others.people.map((person) => mention(reader, person)),
    NAMED,
  );
  return [note(reader.strings.forms.settings.approversIn[others.platform](names))];
}

/** Only the Admin API reads the audit log, and not on every plan. */
function feedField(reader: Reader, { audit }: Observed, initial: Ids): Field {
  const { settings } = reader.strings.forms;
  const hint = audit?.state === "refused" ? settings.feedRefused : settings.feedHint;
  return { kind: "channel", name: "feed", label: settings.feed, hint, optional: true, initial };
}

/** null: not chosen, as in a form that was opened before there was a choice. */
const remindAfter = typed.transform(
  (value) => REMIND_AFTER_HOURS.find((hours) => `${hours}` === value) ?? null,
);

/** null: not chosen, as above. */
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
