import type { Invitation } from "../../domain/invitation.ts";
import type { Request } from "../../domain/request.ts";
import { mention, type Reader } from "../reader.ts";
import { paragraph } from "../spans.ts";
import type { Form } from "../view.ts";
import { dialog, reasonField } from "./fields.ts";
import { reasonSchema } from "./values.ts";

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
