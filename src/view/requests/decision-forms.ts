import { type Invitation, ROLES, type Role } from "../../domain/invitations/invitation.ts";
import { asks, type Request } from "../../domain/requests/request.ts";
import { button, confirm, opens } from "../core/buttons.ts";
import { boxesField, choiceField, dialog, reasonField, roleOptions } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { paragraph } from "../core/spans.ts";
import { oneOf } from "../core/values.ts";
import type { ActionButton, Form, OtherButton } from "../core/view.ts";
import { decision } from "./decision-words.ts";
import {
  askedFor,
  askedRows,
  beforeDecision,
  besideApproval,
  particulars,
  type RequestFacts,
  requesterName,
  wants,
} from "./request-parts.ts";

/** All that is asked for, with Approve at its end. `changed`: others changed it since this reader began to read it. */
export function approveForm(reader: Reader, facts: RequestFacts, changed = false): Form {
  const { requests } = reader.strings;
  const { request } = facts;
  const words = { title: requests.approveTitle, submit: requests.buttons.approve };
  const intro = [
    ...(changed ? [paragraph(requests.changedMeanwhile)] : []),
    paragraph(wants(reader, facts)),
    ...particulars(reader, facts, Number.POSITIVE_INFINITY),
    ...askedRows(reader, facts),
    ...beforeDecision(reader, facts),
    ...decision(reader, facts),
  ];
  const beside = besideApproval(reader, facts);
  return {
    ...dialog(reader, { form: "approve", request: request.id }, words, { intro, fields: {} }),
    beside,
  };
}

export function denyForm(reader: Reader, facts: RequestFacts) {
  const { deny } = reader.strings.forms;
  return dialog(reader, { form: "deny", request: facts.request.id }, deny, {
    intro: [paragraph(wants(reader, facts))],
    fields: { reason: reasonField(reader, deny) },
  });
}

const upTo = (role: Role): Role[] => ROLES.slice(ROLES.indexOf(role));

type Data = { readonly request: Request; readonly invitations: readonly Invitation[] };

export function changeForm(reader: Reader, { request, invitations }: Data) {
  const { change, errors } = reader.strings.forms;
  const options = invitations.map(({ id, address }) => ({ value: String(id), label: address }));
  const keep = boxesField(change.keep, {
    options,
    initial: options.map(({ value }) => value),
    as: options.length > 10 ? "menu" : "boxes",
    optional: undefined,
  });
  const role = choiceField(reader, change.role, {
    hint: change.roleHint,
    options: roleOptions(reader, upTo(request.role)),
    initial: request.role,
  });
  return dialog(reader, { form: "change", request: request.id }, change, {
    intro: [paragraph(change.intro)],
    fields: {
      keep: {
        ...keep,
        read: keep.read.refine((ids) => ids.length > 0, errors.keep).transform((ids) => ids.map(Number)),
      },
      role: { ...role, read: oneOf(upTo(request.role), change.roleHint) },
    },
  });
}

/** Of several Requests on one page the description tells which one a button is about. */
function described(reader: Reader, facts: RequestFacts, label: string) {
  const { request } = facts;
  const about = { id: request.id, n: askedFor(facts).length, who: requesterName(reader, request) };
  return { label, description: reader.strings.requests.describe(label, about) };
}

/** The one place where an Approve comes from. `back`: pressed where nothing is kept up to date. */
export function decisionButtons(
  reader: Reader,
  facts: RequestFacts,
  back?: "status",
): [approve: ActionButton, ...others: ActionButton[]] {
  const { buttons } = reader.strings.requests;
  const { id: request } = facts.request;
  const all = askedFor(facts);
  const ask = asks(facts.request, all.length);
  const form = (label: string, name: "approve" | "deny" | "change") => ({
    ...opens(label, { form: name, request }),
    ...described(reader, facts, label),
  });
  return [
    {
      ...described(reader, facts, buttons.approve),
      action: { do: "approve", request, ask, ...(back === undefined ? {} : { back }) },
      style: "primary",
      beside: besideApproval(reader, facts),
      instead: {
        ...form(buttons.review(all.length), "approve"),
        ...{ description: described(reader, facts, buttons.review(1)).description, style: "primary" },
      },
    },
    { ...form(buttons.deny, "deny"), style: "danger" },
    // What people have already is not changed here.
    ...(facts.request.extends.length === 0 ? [form(buttons.change, "change")] : []),
  ];
}

export function withdrawButton(reader: Reader, facts: RequestFacts, back?: "status"): OtherButton {
  const { buttons, withdrawConfirm } = reader.strings.requests;
  const { id: request } = facts.request;
  return {
    ...button(buttons.withdraw, { do: "withdraw", request, ...(back === undefined ? {} : { back }) }),
    ...described(reader, facts, buttons.withdraw),
    confirm: { ...confirm(reader, buttons.withdraw, withdrawConfirm), danger: true },
  };
}
