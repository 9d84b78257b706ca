import { z } from "zod";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Request } from "../../domain/requests/request.ts";
import { isLowerRole, ROLES, type Role } from "../../domain/role.ts";
import { boxesField, choiceField, dialog, reasonField, roleOptions } from "../core/fields.ts";
import { mention, type Reader } from "../core/reader.ts";
import { list, paragraph } from "../core/spans.ts";
import { chosen, oneOf, reasonSchema } from "../core/values.ts";
import type { Block, Form } from "../core/view.ts";
import { outsideSentence, toBeRead } from "./asked-addresses.ts";
import {
  askedFor,
  askedRows,
  beforeDecision,
  decision,
  membersKnown,
  type RequestFacts,
} from "./request-parts.ts";

type Data = { readonly request: Request; readonly invitations: readonly Invitation[] };

const asks = (reader: Reader, { requester, role }: Request, people: number): Block => {
  const { requests, roles } = reader.strings;
  return paragraph(requests.asks(mention(reader, requester), people, roles[role]));
};

/** All that is asked for, with Approve at its end. `changed`: others changed it since this reader began to read it. */
export function approveForm(reader: Reader, facts: RequestFacts, changed = false): Form {
  const { requests } = reader.strings;
  const { request, ownDomains = [] } = facts;
  const all = askedFor(facts);
  const words = { title: requests.approveTitle, submit: requests.buttons.approve };
  const intro = [
    ...(changed ? [paragraph(requests.changedMeanwhile)] : []),
    asks(reader, request, all.length),
    ...outsideSentence(reader, all, ownDomains).map((sentence) => paragraph(sentence)),
    list(askedRows(reader, facts)),
    ...membersKnown(reader, facts),
    ...beforeDecision(reader, facts),
    ...decision(reader, facts),
  ];
  const form = dialog(reader, { form: "approve", request: request.id }, words, { intro, fields: [] });
  return { ...form, beside: toBeRead(reader, all, ownDomains) };
}

/** Denies a Request with a reason that the requester sees. */
export function denyForm(reader: Reader, { request, invitations }: Data): Form {
  const { deny } = reader.strings.forms;
  return dialog(reader, { form: "deny", request: request.id }, deny, {
    intro: [asks(reader, request, invitations.length)],
    fields: [reasonField(deny.reason, deny.reasonHint)],
  });
}

export const denySchema = reasonSchema;

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
  const { errors, change } = reader.strings.forms;
  const known = new Set(invitations.map(({ id }) => id));
  return z.object({
    keep: chosen
      .transform((values) => values.map(Number).filter((id) => known.has(id)))
      .refine((ids) => ids.length > 0, errors.keep),
    role: oneOf(ROLES, errors.choose).refine((role) => upTo(request.role).includes(role), change.roleHint),
  });
}
