import { z } from "zod";
import { type Invitation, isOver, type Mode } from "../../domain/invitations/invitation.ts";
import { opens } from "../core/buttons.ts";
import { askedIf, boxesField, dayField, dialog, reasonField } from "../core/fields.ts";
import { addressSpan, lastDayOfAccess, type Reader, someListed } from "../core/reader.ts";
import { actions, capitalized, card, note, paragraph } from "../core/spans.ts";
import { optionalId } from "../core/values.ts";
import type { View } from "../core/view.ts";
import { invitationLine } from "../invitations/invitation-words.ts";

const LISTED = 20;
const MOST = 100;

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

type Ending = { readonly invitations: readonly Invitation[]; readonly until: number };

/** Whose access ends then, and how each of them stands. None: it was extended for all of them. */
export function accessEndCard(
  reader: Reader,
  { invitations, until, now, mode }: Ending & { readonly now: number; readonly mode: Mode },
): View {
  const { accessEnd: words } = reader.strings;
  if (invitations.length === 0) return card(words.settled);
  const there = invitations.filter((one) => !isOver(one));
  const day = lastDayOfAccess(reader, until);
  const facts = { billingAllows: true, mode, now };
  const rows = invitations.map((one) => invitationLine(reader, one, facts));
  return card(
    now < until ? words.ends(day) : words.lastDay(day),
    ...someListed(reader, rows, LISTED),
    ...(there.length > 0 ? actions(opens(words.title, { form: "extend", until })) : []),
  );
}

/** `until`: the day on which it ends now. */
export function extendForm(reader: Reader, { invitations, until }: Ending) {
  const { accessEnd: words, away, forms } = reader.strings;
  // A menu of Slack's has room for so many; the others can be extended next.
  const options = invitations.slice(0, MOST).map(({ id, address }) => ({ value: `${id}`, label: address }));
  const rest = invitations.length - options.length;
  const ids = options.map(({ value }) => value);
  const rows = boxesField(forms.change.keep, {
    ...{ options, initial: ids, optional: undefined },
    as: options.length > 10 ? "menu" : "boxes",
  });
  const day = z.string({ error: forms.errors.missing }).pipe(z.iso.date(away.errors.noDay));
  const read = rows.read.refine((chosen) => chosen.length > 0, forms.errors.choose);
  return dialog(
    reader,
    { form: "extend", until },
    { title: words.title, submit: words.title },
    {
      intro: [
        paragraph(words.lastDay(lastDayOfAccess(reader, until))),
        ...(options.length > 1
          ? []
          : someListed(
              reader,
              invitations.map(({ address }) => [addressSpan(reader, address)]),
              1,
            )),
        ...(rest > 0 ? [note(capitalized(reader.strings.andMore(rest)))] : []),
      ],
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
