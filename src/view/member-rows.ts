import type { Alert } from "../domain/alert.ts";
import { can, type Invitation, isVouched } from "../domain/invitation.ts";
import type { Kept, Member } from "../domain/member.ts";
import type { Narrowed } from "../domain/members-list.ts";
import type { Mode } from "../domain/mode.ts";
import type { PersonId } from "../domain/person.ts";
import { failureWords, statusWord, waitsForMistral } from "./invitation-words.ts";
import { reachWords } from "./reach.ts";
import type { Reader } from "./reader.ts";
import { evidence, moment } from "./reader.ts";
import { capitalized, code, joined, type Piece } from "./spans.ts";
import type { ActionButton, Block, OtherButton } from "./view.ts";

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
  const { lists, icons, roles } = reader.strings;
  const status = row.invitation?.status ?? "active";
  const role = row.member?.role ?? row.invitation?.role ?? null;
  const menu = managing.manage ? rowMenu(reader, row, managing) : [];
  const button = managing.manage ? rowButton(reader, row, managing) : null;
  return {
    kind: "row",
    title: lists.memberTitle(
      icons[status],
      capitalized(statusWord(reader, status, managing.mode)),
      role === null ? lists.roleUnknown : roles[role],
    ),
    detail: joined([
      code(row.address),
      " ",
      proof(reader, row, managing),
      ...lastAdmin(reader, row),
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

const lastAdmin = (reader: Reader, { kept }: MemberRow): string[] =>
  kept === "last_admin" ? [reader.strings.lists.onlyAdmin] : [];

/** Nothing is out for these, so sending again is one click. Of a Member without an Invitation the role is what there is. */
function rowButton(
  reader: Reader,
  { invitation, member, address }: MemberRow,
  { at, mode }: Managing,
): ActionButton | null {
  if (invitation === null && member !== null && mode === "automatic") {
    const { buttons, describeRow } = reader.strings.lists;
    const to = { form: "member-role", member: member.mistralId } as const;
    return {
      label: buttons.role,
      action: { do: "open", to },
      description: describeRow(buttons.role, address),
    };
  }
  if (invitation === null || (invitation.status !== "expired" && invitation.status !== "failed")) return null;
  const { buttons, describeRow } = reader.strings.lists;
  return {
    label: buttons.resend,
    action: { do: "resend", invitation: invitation.id, ...at },
    description: describeRow(buttons.resend, address),
  };
}

function removeButton(
  reader: Reader,
  { invitation, member, address, kept = null }: MemberRow,
  { at, mode }: Managing,
): ActionButton[] {
  if (kept !== null) return [];
  const { buttons, describeRow, removeConfirm } = reader.strings.lists;
  const rest = {
    label: buttons.remove,
    description: describeRow(buttons.remove, address),
    confirm: { ...removeConfirm(address, invitation === null ? "uninvited" : mode), danger: true },
  };
  if (invitation?.status === "active")
    return [{ ...rest, action: { do: "remove", invitation: invitation.id, ...at } }];
  if (invitation !== null || member === null || mode === "guided") return [];
  return [{ ...rest, action: { do: "remove-member", member: member.mistralId, ...at } }];
}

function rowMenu(reader: Reader, row: MemberRow, managing: Managing): ActionButton[] {
  const { invitation, address } = row;
  const { mode, at } = managing;
  const removal = removeButton(reader, row, managing);
  if (invitation === null) return removal;
  const { buttons, describeRow, revokeConfirm, unmarkConfirm } = reader.strings.lists;
  const { id: invitationId, status } = invitation;
  const menu: ActionButton[] = [];
  const add = (label: string, rest: Omit<OtherButton, "label">) =>
    menu.push({ label, description: describeRow(label, address), ...rest });
  if (mode === "guided" && status === "pending") {
    add(buttons.active, { action: { do: "mark-active", invitation: invitationId, ...at } });
  }
  if (mode === "guided" && isVouched(invitation)) {
    add(buttons.unmark, {
      action: { do: "unmark", invitation: invitationId, ...at },
      confirm: unmarkConfirm,
    });
  }
  if (status === "pending" || status === "revoked") {
    add(buttons.resend, { action: { do: "resend", invitation: invitationId, ...at } });
  }
  if (status === "pending" || status === "active") {
    add(buttons.role, { action: { do: "open", to: { form: "role", invitation: invitationId } } });
  }
  if (can(invitation, "revoke")) {
    add(buttons.revoke, {
      action: { do: "revoke", invitation: invitationId, ...at },
      confirm: { ...revokeConfirm(address), danger: true },
    });
  }
  return [...menu, ...removal];
}
