import { z } from "zod";
import { type Invitation, isOver, type Mode } from "../../domain/invitations/invitation.ts";
import { opens } from "../core/buttons.ts";
import { boxesField, dayField, dialog, reasonField } from "../core/fields.ts";
import { lastDayOfAccess, type Reader, someListed } from "../core/reader.ts";
import { actions, capitalized, card, note, paragraph } from "../core/spans.ts";
import { optionalId } from "../core/values.ts";
import type { View } from "../core/view.ts";
import { invitationLine } from "../invitations/invitation-words.ts";

const LISTED = 20;
const MOST = 100;

/** null: it has no end. */
export function untilField(reader: Reader) {
  const { accessEnd: words, away } = reader.strings;
  const field = dayField(reader, words.field, { hint: words.fieldHint, optional: true });
  return { ...field, read: optionalId.pipe(z.iso.date(away.errors.noDay).nullable()) };
}

type Ending = { readonly invitations: readonly Invitation[]; readonly until: number };

type Asked = Ending & {
  /** For whom it is asked already that it goes on. */
  readonly asked: readonly Invitation["id"][];
  readonly now: number;
  readonly mode: Mode;
};

/** Whose access ends then, and how each of them stands. None: it was extended for all of them. */
export function accessEndCard(reader: Reader, { invitations, asked, until, now, mode }: Asked): View {
  const { accessEnd: words, requests } = reader.strings;
  if (invitations.length === 0) return card(words.settled);
  const there = invitations.filter((one) => !isOver(one));
  const isFree = there.some(({ id }) => !asked.includes(id));
  const day = lastDayOfAccess(reader, until);
  const facts = { billingAllows: true, mode, now };
  const rows = invitations.map((one) => invitationLine(reader, one, facts));
  return card(
    now < until ? words.ends(day) : words.lastDay(day),
    ...someListed(reader, rows, LISTED),
    ...(there.some(({ id }) => asked.includes(id)) ? [note(requests.askedWaits)] : []),
    ...(isFree ? actions(opens(words.title, { form: "extend", until })) : []),
  );
}

/** `until`: when it ends now. */
export function extendForm(reader: Reader, { invitations, until }: Ending) {
  const { accessEnd: words, forms, andMore } = reader.strings;
  // A menu of Slack's has room for so many; the others can be extended next.
  const options = invitations.slice(0, MOST).map(({ id, address }) => ({ value: `${id}`, label: address }));
  const rest = invitations.length - options.length;
  const rows = boxesField(forms.change.keep, {
    ...{ options, initial: options.map(({ value }) => value), optional: undefined },
    as: options.length > 10 ? "menu" : "boxes",
  });
  return dialog(
    reader,
    { form: "extend", until },
    { title: words.title, submit: words.title },
    {
      intro: [
        paragraph(words.lastDay(lastDayOfAccess(reader, until))),
        ...(rest > 0 ? [note(capitalized(andMore(rest)))] : []),
      ],
      fields: {
        keep: { ...rows, read: rows.read.refine((chosen) => chosen.length > 0, forms.errors.choose) },
        until: dayField(reader, words.field, {}),
        reason: reasonField(reader, forms.invite, true),
      },
    },
  );
}
