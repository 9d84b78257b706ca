import { z } from "zod";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Request } from "../../domain/requests/request.ts";
import { isLowerRole, ROLES, type Role } from "../../domain/role.ts";
import { boxesField, choiceField, dialog, roleOptions } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { paragraph } from "../core/spans.ts";
import { chosen, oneOf } from "../core/values.ts";
import type { Form } from "../core/view.ts";

type Data = { readonly request: Request; readonly invitations: readonly Invitation[] };

const upTo = (role: Role): Role[] => ROLES.filter((other) => other === role || isLowerRole(other, role));

/** Drops rows or lowers the role; the Request stays open. */
export function changeForm(reader: Reader, { request, invitations }: Data): Form {
  const { change } = reader.strings.forms;
  const options = invitations.map(({ id, address }) => ({ value: String(id), label: address }));
  return dialog(reader, { form: "change", request: request.id }, change, {
    intro: [paragraph(change.intro)],
    fields: [
      boxesField("keep", change.keep, {
        options,
        initial: options.map(({ value }) => value),
        as: options.length > 10 ? "menu" : "boxes",
        optional: undefined,
      }),
      choiceField("role", change.role, {
        hint: change.roleHint,
        options: roleOptions(reader, upTo(request.role)),
        initial: request.role,
      }),
    ],
  });
}

export function changeSchema(reader: Reader, { request, invitations }: Data) {
  const { errors } = reader.strings.forms;
  const known = new Set(invitations.map(({ id }) => id));
  return z.object({
    keep: chosen
      .transform((values) => values.map(Number).filter((id) => known.has(id)))
      .refine((ids) => ids.length > 0, errors.keep),
    role: oneOf(ROLES, errors.choose).refine(
      (role) => upTo(request.role).includes(role),
      reader.strings.forms.change.roleHint,
    ),
  });
}
