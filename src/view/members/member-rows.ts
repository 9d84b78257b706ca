import type { PersonId } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import { can, type Invitation, isVouched } from "../../domain/invitations/invitation.ts";
import type { Kept, Member } from "../../domain/members/member.ts";
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
  readonly kept?: Kept | null;
  /** Mistral has not taken it at the first try. */
  readonly failedSoFar?: boolean;
};

/** Where in the list a button stands: what is shown again after a press. */
export type InList = Narrowed & { readonly page: number };

type Managing = {
  readonly manage: boolean;
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
  const menu = managing.manage ? rowMenu(reader, row, managing) : [];
  const button = managing.manage ? rowButton(reader, row, managing) : null;
  return {
    kind: "row",
    title: `${ICONS[status]} ${capitalized(word)}${comma}${role === null ? lists.roleUnknown : roles[role]}`,
    detail: joined([
      code(row.address),
      " ",
      proof(reader, row, managing),
      row.kept === "last_admin" ? lists.onlyAdmin : "",
      reachWords(reader, waitsToHear(row)),
    ]),
    ...(button === null ? {} : { button }),
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

/** Nothing is out for these, so sending again is one click. Of a Member without an Invitation the role is what there is. */
function rowButton(
  reader: Reader,
  { invitation, member, address }: MemberRow,
  { at, mode }: Managing,
): OtherButton | null {
  const { buttons } = reader.strings.lists;
  if (invitation === null && member !== null && mode === "automatic")
    return of(address, opens(buttons.role, { form: "member-role", member: member.mistralId }), reader);
  if (invitation?.status !== "expired" && invitation?.status !== "failed") return null;
  return of(address, button(buttons.resend, { do: "resend", invitation: invitation.id, ...at }), reader);
}

function removeButton(
  reader: Reader,
  { invitation, member, address, kept = null }: MemberRow,
  { at, mode }: Managing,
): OtherButton[] {
  if (kept !== null) return [];
  const { buttons, removeConfirm } = reader.strings.lists;
  const text = removeConfirm(address, invitation === null ? "uninvited" : mode);
  const remove = (action: OtherButton["action"]) =>
    button(buttons.remove, action, { confirm: { ...confirm(reader, buttons.remove, text), danger: true } });
  if (invitation?.status === "active") return [remove({ do: "remove", invitation: invitation.id, ...at })];
  if (invitation !== null || member === null || mode === "guided") return [];
  return [remove({ do: "remove-member", member: member.mistralId, ...at })];
}

function rowMenu(reader: Reader, row: MemberRow, managing: Managing): OtherButton[] {
  const { invitation, address } = row;
  const own = invitation === null ? [] : invitationMenu(reader, invitation, managing);
  return [...own, ...removeButton(reader, row, managing)].map((entry) => of(address, entry, reader));
}

function invitationMenu(reader: Reader, invitation: Invitation, { mode, at }: Managing): OtherButton[] {
  const { buttons, revokeConfirm, unmarkConfirm } = reader.strings.lists;
  const { id, status, address } = invitation;
  const guided = mode === "guided";
  const one = { invitation: id, ...at };
  const unmark = { confirm: confirm(reader, buttons.unmark, unmarkConfirm) };
  const revoke = { ...confirm(reader, buttons.revoke, revokeConfirm(address)), danger: true };
  return [
    ...(guided && status === "pending" ? [button(buttons.active, { do: "mark-active", ...one })] : []),
    ...(guided && isVouched(invitation) ? [button(buttons.unmark, { do: "unmark", ...one }, unmark)] : []),
    ...(status === "pending" || status === "revoked"
      ? [button(buttons.resend, { do: "resend", ...one })]
      : []),
    ...(status === "pending" || status === "active"
      ? [opens(buttons.role, { form: "role", invitation: id })]
      : []),
    ...(can(invitation, "revoke")
      ? [button(buttons.revoke, { do: "revoke", ...one }, { confirm: revoke })]
      : []),
  ];
}
