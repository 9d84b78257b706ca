import type { Invitation } from "../domain/invitation.ts";
import type { Mode } from "../domain/mode.ts";
import { compareButtons } from "./compare-button.ts";
import { invitationLine } from "./invitation-words.ts";
import { addressSpan, evidence, type Reader, time } from "./reader.ts";
import { capitalized, code, heading, joined, note, paragraph } from "./spans.ts";
import { LINKS } from "./steps.ts";
import type { ActionButton, Block, Button, OtherButton, View } from "./view.ts";

type Facts = { readonly mode: Mode; readonly now: number };

/** Rows with buttons; beyond them the members page has everyone. */
const ROWS = 15;

/** Guided mode, seven days on: nobody can know whether it ran out but a person who looks. */
export function ranOutCard(
  reader: Reader,
  { invitation, mode, now }: Facts & { readonly invitation: Invitation },
): View {
  const { ranOut } = reader.strings.tasks;
  const { address, sentAt, status } = invitation;
  const title = heading(ranOut.title);
  if (status !== "pending") {
    return {
      summary: ranOut.over,
      blocks: [title, paragraph(invitationLine(reader, invitation, { billingAllows: true, now }))],
    };
  }
  const { again, active, expired } = answers(reader, invitation);
  const since = time(reader, sentAt ?? invitation.since, "date");
  const buttons: Button[] = [{ ...again, style: "primary" }, active, expired, ...ways(reader, mode)];
  return {
    summary: ranOut.summary,
    blocks: [title, paragraph(ranOut.question(code(address), since)), { kind: "actions", buttons }],
  };
}

/** The same for those that were sent together: one message, a row for each. */
export function ranOutTogetherCard(
  reader: Reader,
  { invitations, mode, now }: Facts & { readonly invitations: readonly Invitation[] },
): View {
  const { tasks, andMore, buttons } = reader.strings;
  const { ranOut } = tasks;
  const waiting = invitations.filter(({ status }) => status === "pending");
  const [first] = waiting;
  const shown = invitations.slice(0, ROWS);
  const rest = invitations.length - shown.length;
  const since = first === undefined ? null : time(reader, first.sentAt ?? first.since, "date");
  return {
    summary: first === undefined ? ranOut.over : ranOut.summaryMany(waiting.length),
    blocks: [
      heading(ranOut.titleMany),
      ...(since === null ? [] : [paragraph(ranOut.questionMany(waiting.length, since))]),
      ...shown.map((invitation) => row(reader, invitation, now)),
      ...(rest > 0 ? [note(andMore(rest))] : []),
      {
        kind: "actions",
        buttons: [
          ...ways(reader, mode),
          ...(rest > 0
            ? [{ label: buttons.members, action: { do: "members", page: 0 } } satisfies ActionButton]
            : []),
        ],
      },
    ],
  };
}

function row(reader: Reader, invitation: Invitation, now: number): Block {
  const { tasks, icons, statuses } = reader.strings;
  const { status, address } = invitation;
  const { again, active, expired } = answers(reader, invitation);
  const base = {
    kind: "row",
    title: tasks.rowTitle(icons[status], capitalized(statuses[status])),
  } as const;
  if (status === "pending")
    return { ...base, detail: [code(address)], button: active, menu: [again, expired] };
  const proof = evidence(reader, invitation.evidence, now);
  return { ...base, detail: joined([addressSpan(reader, address), " ", proof]) };
}

/** What a person can say about it, or have done. */
function answers(reader: Reader, { id, address }: Invitation) {
  const { ranOut } = reader.strings.tasks;
  const described = (label: string, action: OtherButton["action"]): ActionButton => ({
    label,
    action,
    description: reader.strings.lists.describeRow(label, address),
  });
  return {
    again: described(ranOut.sendAgain, { do: "resend", invitation: id }),
    active: described(ranOut.isActive, { do: "mark-active", invitation: id }),
    expired: described(ranOut.hasRunOut, { do: "mark-expired", invitation: id }),
  };
}

const ways = (reader: Reader, mode: Mode): Button[] => [
  { label: reader.strings.tasks.ranOut.look, url: LINKS.members },
  ...compareButtons(reader, mode),
];
