import { z } from "zod";
import type { Invitation } from "../../domain/invitation.ts";
import type { Request } from "../../domain/request.ts";
import { mention, type Reader } from "../reader.ts";
import { paragraph } from "../spans.ts";
import type { Form } from "../view.ts";
import { requiredText } from "./values.ts";

const REASON = 500;

type Data = { readonly request: Request; readonly invitations: readonly Invitation[] };

/** Denies a Request with a reason that the requester sees. */
export function denyForm(reader: Reader, { request, invitations }: Data): Form {
  const { forms, roles } = reader.strings;
  const { deny } = forms;
  const who = mention(reader, request.requester);
  return {
    ref: { form: "deny", request: request.id },
    title: deny.title,
    submit: deny.submit,
    close: forms.cancel,
    intro: [paragraph(deny.about(who, invitations.length, roles[request.role]))],
    fields: [
      {
        kind: "text",
        name: "reason",
        label: deny.reason,
        hint: deny.reasonHint,
        multiline: true,
        maxLength: REASON,
      },
    ],
  };
}

export function denySchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({ reason: requiredText(errors.reason, REASON, errors.long(REASON)) });
}
