import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Mode } from "../../domain/mode.ts";
import { button, compareButtons, of, page, toMembers } from "../core/buttons.ts";
import { addressSpan, proven, type Reader, time } from "../core/reader.ts";
import { actions, capitalized, heading, note, paragraph } from "../core/spans.ts";
import type { Block, View } from "../core/view.ts";
import { ICONS } from "./invitation-words.ts";

type Facts = { readonly mode: Mode; readonly now: number };

/** Rows with buttons; beyond them the members page has everyone. */
const ROWS = 15;

/** Guided mode, seven days on: nobody can know whether it ran out but a person who looks. */
export const ranOutCard = (
  reader: Reader,
  { invitation, ...facts }: Facts & { readonly invitation: Invitation },
): View => ranOutTogetherCard(reader, { invitations: [invitation], ...facts });

/** The same for those that were sent together: one message, a row for each. */
export function ranOutTogetherCard(
  reader: Reader,
  { invitations, mode, now }: Facts & { readonly invitations: readonly Invitation[] },
): View {
  const { andMore, tasks } = reader.strings;
  const { ranOut } = tasks;
  const waiting = invitations.filter(({ status }) => status === "pending");
  const [first] = waiting;
  const rest = invitations.length - ROWS;
  const isOver = first === undefined && invitations.length === 1;
  const question =
    first && ranOut.question(waiting.length, time(reader, first.sentAt ?? first.since, "date"));
  return {
    summary: first === undefined ? ranOut.over : ranOut.title(waiting.length),
    blocks: [
      heading(ranOut.title(invitations.length)),
      ...(question === undefined ? [] : [paragraph(question)]),
      ...invitations.slice(0, ROWS).map((invitation) => row(reader, invitation, now)),
      ...(rest > 0 ? [note(andMore(rest))] : []),
      ...(isOver ? [] : actions(page(reader, "members"), ...compareButtons(reader, mode))),
      ...(rest > 0 ? actions(toMembers(reader)) : []),
    ],
  };
}

/** What a person can say about it, or have done. */
function row(reader: Reader, invitation: Invitation, now: number): Block {
  const { tasks, lists } = reader.strings;
  const { id, status, address } = invitation;
  const row = invitationRow(reader, invitation, now);
  if (status !== "pending") return row;
  const own = (label: string, action: Parameters<typeof button>[1]) =>
    of(address, button(label, action), reader);
  return {
    ...row,
    button: own(tasks.isActive, { do: "mark-active", invitation: id }),
    menu: [
      own(lists.buttons.resend, { do: "resend", invitation: id }),
      own(tasks.ranOut.hasRunOut, { do: "mark-expired", invitation: id }),
    ],
  };
}

/** An address with its state and the Evidence for it. */
export function invitationRow(reader: Reader, { status, address, evidence }: Invitation, now: number) {
  const { statuses } = reader.strings;
  return {
    kind: "row",
    title: `${ICONS[status]} ${capitalized(statuses[status])}`,
    detail: proven(reader, addressSpan(reader, address), evidence, now),
  } as const;
}
