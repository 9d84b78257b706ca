import { z } from "zod";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/member.ts";
import { ROLES } from "../../domain/role.ts";
import { choiceField, dialog, roleOptions } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { note, paragraph } from "../core/spans.ts";
import { oneOf } from "../core/values.ts";
import type { Form } from "../core/view.ts";

type Data = {
  /** null: only Mistral's list knows them. */
  readonly invitation?: Invitation | null;
  /** As Mistral lists them; null: not there, or nobody reads the list. */
  readonly member?: Member | null;
  readonly onlyAdmin?: boolean;
};

/** Changes the role of a Member; while Pending that takes a new Invitation, and the form says so. */
export function roleForm(reader: Reader, { invitation = null, member = null, onlyAdmin }: Data): Form {
  const { forms, roles } = reader.strings;
  const { role: words } = forms;
  const role = (member ?? invitation)?.role ?? null;
  const address = (invitation ?? member)?.address ?? "";
  const whom = invitation === null ? { member: member?.mistralId } : { invitation: invitation.id };
  return dialog(reader, { form: "role", ...whom }, words, {
    intro: [
      paragraph(words.about(address, role === null ? null : roles[role])),
      ...(invitation?.status === "pending" ? [note(words.pending)] : []),
      // Several roles add up at Mistral, and a new one takes the place of all of them.
      ...(member === null ? [] : [note(words.replaces)]),
      ...(onlyAdmin === true ? [paragraph(words.onlyAdmin)] : []),
    ],
    fields: [
      choiceField("role", words.role, { options: roleOptions(reader, ROLES), initial: role ?? undefined }),
    ],
  });
}

export const roleSchema = (reader: Reader) =>
  z.object({ role: oneOf(ROLES, reader.strings.forms.errors.choose) });
