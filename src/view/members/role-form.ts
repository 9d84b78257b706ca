import { z } from "zod";
import type { FormRef } from "../../domain/action.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/member.ts";
import { ROLES, type Role } from "../../domain/role.ts";
import { choiceField, dialog, roleOptions } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { note, paragraph } from "../core/spans.ts";
import { oneOf } from "../core/values.ts";
import type { Block, Form } from "../core/view.ts";

type Data = {
  readonly invitation: Invitation;
  /** As Mistral lists them; null: not there, or nobody reads the list. */
  readonly member?: Member | null;
  readonly onlyAdmin?: boolean;
};

/** Changes the role of a Member; while Pending that takes a new Invitation, and the form says so. */
export function roleForm(reader: Reader, { invitation, member = null, onlyAdmin = false }: Data): Form {
  const { role: words } = reader.strings.forms;
  const { id, address, status } = invitation;
  const ref = { form: "role", invitation: id } as const;
  return form(reader, ref, { address, role: member?.role ?? invitation.role }, [
    ...(status === "pending" ? [note(words.pending)] : []),
    ...(member === null ? [] : memberNotes(reader, onlyAdmin)),
  ]);
}

/** The same for a Member who has no Invitation of ours. */
export function memberRoleForm(
  reader: Reader,
  { member, onlyAdmin }: { readonly member: Member; readonly onlyAdmin: boolean },
): Form {
  const ref = { form: "member-role", member: member.mistralId } as const;
  return form(reader, ref, member, memberNotes(reader, onlyAdmin));
}

/** Several roles add up at Mistral, and a new one takes the place of all of them. */
function memberNotes(reader: Reader, onlyAdmin: boolean): Block[] {
  const { role: words } = reader.strings.forms;
  return [note(words.replaces), ...(onlyAdmin ? [paragraph(words.onlyAdmin)] : [])];
}

type Who = { readonly address: string; readonly role: Role | null };

function form(reader: Reader, ref: FormRef, { address, role }: Who, notes: readonly Block[]): Form {
  const { forms, roles } = reader.strings;
  const { role: words } = forms;
  return dialog(reader, ref, words, {
    intro: [paragraph(words.about(address, role === null ? null : roles[role])), ...notes],
    fields: [
      choiceField("role", words.role, { options: roleOptions(reader, ROLES), initial: role ?? undefined }),
    ],
  });
}

export const roleSchema = (reader: Reader) =>
  z.object({ role: oneOf(ROLES, reader.strings.forms.errors.choose) });
