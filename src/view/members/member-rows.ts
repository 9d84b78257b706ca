import type { PersonId } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import { can, type Invitation, isVouched } from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/member.ts";
import type { Narrowed } from "../../domain/members/members-list.ts";
import type { Mode } from "../../domain/mode.ts";
import { reachWords } from "../alerts/reach.ts";
import { button, confirm, of, opens } from "../core/buttons.ts";
import { evidence, moment, type Reader } from "../core/reader.ts";
import { capitalized, code, joined, type Piece } from "../core/spans.ts";
import type { Block, OtherButton } from "../core/view.ts";
import { failureWords, ICONS, statusWord, waitsForMistral } from "../invitations/invitation-words.ts";

/** An address with what is known of it: invited here, or only seen in Mistral's members list. */
export type MemberRow = {
  readonly invitation: Invitation | null;
  readonly member: Member | null;
  readonly address: string;
  /** Mistral has not taken it at the first try. */
  readonly failedSoFar?: boolean;
};

/** Where in the list a button stands: what is shown again after a press. */
type InList = Narrowed & { readonly page: number };

type Managing = {
  readonly mode: Mode;
  readonly now: number;
  readonly at: InList;
  readonly alerts?: readonly Alert[];
};

export function memberRow(reader: Reader, row: MemberRow, managing: Managing): Block {
  const { lists, roles, comma } = reader.strings;
  const status = row.invitation?.status ?? "active";
  const role = row.member?.role ?? row.invitation?.role ?? null;
  const word = statusWord(reader, status, managing.mode);
  // Of these one thing is what there is to do, so it takes one click.
  const isPlain = row.invitation === null || status === "expired" || status === "failed";
  const all = choices(reader, row, managing);
  const [button, menu] = isPlain ? [all[0], all.slice(1)] : [undefined, all];
  return {
    kind: "row",
    title: `${ICONS[status]} ${capitalized(word)}${comma}${role === null ? lists.roleUnknown : roles[role]}`,
    detail: joined([
      code(row.address),
      " ",
      proof(reader, row, managing),
      reachWords(reader, waitsToHear(row)),
    ]),
    ...(button === undefined ? {} : { button }),
    ...(menu.length === 0 ? {} : { menu }),
  };
}

/** The invitee, while the bot would have something to tell them. */
export const waitsToHear = ({ invitation }: MemberRow): PersonId | null =>
  invitation?.status === "pending" || invitation?.status === "active" ? invitation.invitee : null;

function proof(
  reader: Reader,
  { invitation, member, failedSoFar = false }: MemberRow,
  facts: Managing,
): Piece {
  const { lists } = reader.strings;
  const { now } = facts;
  if (invitation === null) return member === null ? "" : lists.uninvited(moment(reader, member.seenAt, now));
  if (invitation.status === "failed" && invitation.failure !== null) {
    return failureWords(reader, invitation.failure);
  }
  const waits = waitsForMistral(reader, invitation, { ...facts, failedSoFar });
  if (waits !== null) return joined([waits]);
  return invitation.evidence === null ? "" : evidence(reader, invitation.evidence, now);
}

/** What an approver can do about somebody. */
function choices(reader: Reader, row: MemberRow, { mode, at }: Managing): OtherButton[] {
  const { buttons, ...words } = reader.strings.lists;
  const { invitation, member, address } = row;
  const guided = mode === "guided";
  const status = invitation?.status ?? null;
  const is = (...some: readonly (typeof status)[]) => some.includes(status);
  // Of a Member without an Invitation only the API can change anything.
  const isIn = is("active") || (invitation === null && !guided);
  const whom = invitation === null ? { member: member?.mistralId } : { invitation: invitation.id };
  const one = { invitation: invitation?.id ?? 0, ...at };
  const sure = (label: string, text: string) => ({ confirm: confirm(reader, label, text) });
  const red = (label: string, text: string) => ({
    confirm: { ...confirm(reader, label, text), danger: true },
  });
  const entries: readonly (readonly [boolean, OtherButton])[] = [
    [guided && is("pending"), button(buttons.active, { do: "mark-active", ...one })],
    [
      guided && invitation !== null && isVouched(invitation),
      button(buttons.unmark, { do: "unmark", ...one }, sure(buttons.unmark, words.unmarkConfirm)),
    ],
    [is("pending", "revoked", "expired", "failed"), button(buttons.resend, { do: "resend", ...one })],
    [is("pending") || isIn, opens(buttons.role, { form: "role", ...whom })],
    [
      invitation !== null && can(invitation, "revoke"),
      button(buttons.revoke, { do: "revoke", ...one }, red(buttons.revoke, words.revokeConfirm(address))),
    ],
    [
      isIn,
      button(
        buttons.remove,
        { do: "remove", ...whom, ...at },
        red(buttons.remove, words.removeConfirm(address, mode)),
      ),
    ],
  ];
  return entries.flatMap(([fits, entry]) => (fits ? [of(address, entry, reader)] : []));
}
