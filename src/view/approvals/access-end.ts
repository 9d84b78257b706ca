import { z } from "zod";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { isOver } from "../../domain/invitations/invitation.ts";
import { opens } from "../core/buttons.ts";
import { askedIf, boxesField, dayField, dialog, reasonField } from "../core/fields.ts";
import { addressSpan, type Reader, someListed, time } from "../core/reader.ts";
import { actions, card, paragraph } from "../core/spans.ts";
import { optionalId } from "../core/values.ts";
import type { Span, View } from "../core/view.ts";

const LISTED = 20;

/** The last day of it. */
export const lastDayOf = (reader: Reader, until: number): Span => time(reader, until - 1, "date");

/** `2026-12-01`; null: it has no end. */
export function untilField(reader: Reader, initial?: string) {
  const { accessEnd, away } = reader.strings;
  const { field, fieldHint: hint } = accessEnd;
  return dayField(
    field,
    { hint, initial, optional: true },
    optionalId.pipe(z.iso.date(away.errors.noDay).nullable()),
  );
}

/** `invitations`: whose access ends then; what became of it since is read of them. */
export function accessEndCard(
  reader: Reader,
  {
    invitations,
    until,
    now,
  }: {
    readonly invitations: readonly Invitation[];
    readonly until: number;
    readonly now: number;
  },
): View {
  const { accessEnd: words } = reader.strings;
  const there = invitations.filter((one) => !isOver(one));
  if (there.length === 0) return card(words.settled);
  const rows = there.map(({ address }) => [addressSpan(reader, address)]);
  const day = lastDayOf(reader, until);
  return card(
    now < until ? words.ends(day) : words.ended(day),
    ...someListed(reader, rows, LISTED),
    ...(now < until ? actions(opens(words.extend, { form: "extend", until })) : []),
  );
}

/** `until`: the day on which it ends now. */
export function extendForm(
  reader: Reader,
  { invitations, until }: { readonly invitations: readonly Invitation[]; readonly until: number },
) {
  const { accessEnd: words, away, forms } = reader.strings;
  const options = invitations.map(({ id, address }) => ({ value: `${id}`, label: address }));
  const ids = options.map(({ value }) => value);
  const rows = boxesField(words.forWhom, {
    ...{ options, initial: ids, optional: undefined },
    as: options.length > 10 ? "menu" : "boxes",
  });
  const day = z.string({ error: forms.errors.missing }).pipe(z.iso.date(away.errors.noDay));
  const read = rows.read.refine((chosen) => chosen.length > 0, forms.errors.keep);
  return dialog(
    reader,
    { form: "extend", until },
    { title: words.title, submit: words.extend },
    {
      intro: [paragraph(words.ends(lastDayOf(reader, until)))],
      fields: {
        keep:
          options.length > 1
            ? { ...rows, read }
            : {
                ...askedIf(false, rows),
                read: z
                  .unknown()
                  .optional()
                  .transform(() => ids),
              },
        until: dayField(words.field, {}, day),
        reason: reasonField(reader, forms.invite, true),
      },
    },
  );
}
