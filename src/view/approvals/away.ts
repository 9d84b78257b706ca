import type { Person, PersonId } from "../../domain/accounts/person.ts";
import type { Absence } from "../../domain/approvals/absence.ts";
import type { Decider, Request } from "../../domain/requests/request.ts";
import { askedIf, type Dialog, dayField, dialog, personField } from "../core/fields.ts";
import { idsOf, lastDayOf, mention, ownIds, type Reader, time } from "../core/reader.ts";
import { card, paragraph } from "../core/spans.ts";
import { optionalId } from "../core/values.ts";
import type { Block, Span, View } from "../core/view.ts";
import { endRow } from "./end-row.ts";

/** What somebody says in it; days as `2026-12-01`. `person` null: themselves. */
export type Away = {
  readonly person: string | null;
  readonly from: string;
  readonly until: string;
  readonly standIn: string;
};

type Facts = {
  /** Those that this reader may end. */
  readonly shown: readonly Absence[];
  /** They may say it of others, too. */
  readonly owner: boolean;
  readonly from: string;
  readonly until: string | null;
  readonly standIn: Person | null;
  readonly now: number;
};

export function awayForm(reader: Reader, facts: Facts): Dialog<Away> {
  const { away: words, forms } = reader.strings;
  const { shown, owner, from, until, standIn, now } = facts;
  const person = personField(reader, words.person, { initial: ownIds(reader) });
  return dialog(
    reader,
    { form: "away" },
    { title: words.title, submit: forms.save },
    {
      intro: [paragraph(words.intro), ...shown.map((absence) => absenceRow(reader, absence, now))],
      fields: {
        person: askedIf<string | null>(owner, { ...person, read: optionalId }),
        from: dayField(reader, words.firstDay, { initial: from }),
        until: dayField(reader, words.lastDay, { initial: until ?? undefined }),
        standIn: personField(reader, words.standIn, {
          hint: words.standInHint,
          initial: standIn === null ? undefined : idsOf(standIn),
          ...(owner ? {} : { without: ownIds(reader) }),
        }),
      },
    },
  );
}

type Days = Omit<Absence, "id">;

function daysIn(reader: Reader, { from, until }: Days, now: number): Span[] {
  const { away: words } = reader.strings;
  const last = lastDayOf(reader, until);
  return from > now ? words.between(time(reader, from, "date"), last) : words.until(last);
}

/** Who decides for somebody, on which days. */
export const absenceWords = (reader: Reader, absence: Days, now: number): Span[] =>
  reader.strings.away.note(
    mention(reader, absence.person),
    daysIn(reader, absence, now),
    mention(reader, absence.standIn),
  );

export function absenceRow(reader: Reader, absence: Absence, now: number): Block {
  const { id, person } = absence;
  const name = reader.nameOf(person)?.name ?? reader.strings.someone;
  return endRow(reader, { of: "absence", id }, name, absenceWords(reader, absence, now));
}

/** To whoever stands in, and to whoever is away where somebody else has said so. */
export function standInCard(reader: Reader, absence: Absence, now: number): View {
  const { away: words } = reader.strings;
  const days = daysIn(reader, absence, now);
  if (reader.person === absence.person) return card(words.saidOfYou(days, mention(reader, absence.standIn)));
  return card(words.asked(mention(reader, absence.person), days));
}

export const backCard = (reader: Reader, person: PersonId): View => {
  const { away: words } = reader.strings;
  return card(reader.person === person ? words.nobodyForYou : words.back(mention(reader, person)));
};

/** Who decided, and in place of whom. */
export function deciderOf(
  reader: Reader,
  { by, of, rule = null }: Pick<NonNullable<Request["decision"]>, "by" | "of"> & Pick<Decider, "rule">,
): Span[] {
  const who = mention(reader, by);
  if (rule !== null) return reader.strings.rules.of(who);
  return of === null ? [who] : reader.strings.away.inPlaceOf(who, mention(reader, of));
}
