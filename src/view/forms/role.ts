import { z } from "zod";
import type { Invitation } from "../../domain/invitation.ts";
import { ROLES } from "../../domain/role.ts";
import type { Reader } from "../reader.ts";
import { note, paragraph } from "../spans.ts";
import type { Form } from "../view.ts";
import { roleOptions } from "./role-options.ts";
import { oneOf } from "./values.ts";

/** Changes the role of a Member; while Pending that takes a new Invitation, and the form says so. */
export function roleForm(reader: Reader, { invitation }: { readonly invitation: Invitation }): Form {
  const { forms, roles } = reader.strings;
  const { role: words } = forms;
  return {
    ref: { form: "role", invitation: invitation.id },
    title: words.title,
    submit: words.submit,
    close: forms.cancel,
    intro: [
      paragraph(words.about(invitation.address, roles[invitation.role])),
      ...(invitation.status === "pending" ? [note(words.pending)] : []),
    ],
    fields: [
      {
        kind: "choice",
        name: "role",
        label: words.role,
        as: "radio",
        options: roleOptions(reader, ROLES),
        initial: invitation.role,
      },
    ],
  };
}

export const roleSchema = (reader: Reader) =>
  z.object({ role: oneOf(ROLES, reader.strings.forms.errors.choose) });
