import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Request } from "../../domain/requests/request.ts";
import { dialog, reasonField } from "../core/fields.ts";
import { mention, type Reader } from "../core/reader.ts";
import { paragraph } from "../core/spans.ts";
import { reasonSchema } from "../core/values.ts";
import type { Form } from "../core/view.ts";

type Data = { readonly request: Request; readonly invitations: readonly Invitation[] };

/** Denies a Request with a reason that the requester sees. */
export function denyForm(reader: Reader, { request, invitations }: Data): Form {
  const { forms, roles, requests } = reader.strings;
  const { deny } = forms;
  const who = mention(reader, request.requester);
  return dialog(reader, { form: "deny", request: request.id }, deny, {
    intro: [paragraph(requests.asks(who, invitations.length, roles[request.role]))],
    fields: [reasonField(deny.reason, deny.reasonHint)],
  });
}

export const denySchema = reasonSchema;
