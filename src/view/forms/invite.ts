import { z } from "zod";
import { parseAddresses } from "../../domain/address.ts";
import { MAX_ADDRESSES } from "../../domain/preflight.ts";
import { ROLES, type Role, SEATS, type Seat } from "../../domain/role.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { Reader } from "../reader.ts";
import { note, paragraph } from "../spans.ts";
import type { Field, Form } from "../view.ts";
import { roleOptions } from "./role-options.ts";
import { chosen, chosenOf, oneOf, optionalText, requiredText } from "./values.ts";

const LONGEST = 3000;
const REASON = 500;

/** What the form was filled in with. */
export type InviteInput = {
  readonly addresses: string;
  readonly role: Role;
  readonly workspaces: readonly number[];
  readonly seats: readonly Seat[];
  readonly reason: string;
};

type Data = {
  readonly initial: InviteInput;
  /** Those that can be chosen. */
  readonly workspaces: readonly Workspace[];
  readonly maySkipApproval: boolean;
  readonly billingAllows: boolean;
  readonly language: string;
};

/** Up to 100 addresses with one role: an approver invites, everybody else asks. */
export function inviteForm(reader: Reader, data: Data): Form {
  const { invite, cancel } = reader.strings.forms;
  const { maySkipApproval, billingAllows } = data;
  const { left } = fitting(data.initial.addresses);
  return {
    ref: { form: "invite" },
    title: maySkipApproval ? invite.title : invite.requestTitle,
    submit: maySkipApproval ? invite.submit : invite.requestSubmit,
    close: cancel,
    intro: [
      ...(left === 0 ? [] : [paragraph(invite.leftOut(left))]),
      paragraph(invite.willEmail),
      note(maySkipApproval ? invite.noApproval : invite.needsApproval),
      ...(billingAllows ? [] : [paragraph(invite.waits)]),
    ],
    fields: inviteFields(reader, data),
  };
}

/** As many whole lines as the field takes: half an address would be somebody else's. */
function fitting(addresses: string): { readonly initial: string; readonly left: number } {
  if (addresses.length <= LONGEST) return { initial: addresses, left: 0 };
  const end = Math.max(0, addresses.lastIndexOf("\n", LONGEST));
  return { initial: addresses.slice(0, end), left: addresses.slice(end).trim().split("\n").length };
}

function inviteFields(reader: Reader, { initial, workspaces }: Data): Field[] {
  const { invite } = reader.strings.forms;
  const places: Field = {
    kind: "choices",
    name: "workspaces",
    label: invite.workspaces,
    hint: invite.workspacesHint,
    as: "menu",
    optional: true,
    initial: initial.workspaces.map(String),
    options: workspaces.map(({ id, name }) => ({ value: String(id), label: name })),
  };
  return [
    {
      kind: "text",
      name: "addresses",
      label: invite.addresses,
      hint: invite.addressesHint,
      multiline: true,
      maxLength: LONGEST,
      initial: fitting(initial.addresses).initial,
    },
    {
      kind: "choice",
      name: "role",
      label: invite.role,
      as: "radio",
      initial: initial.role,
      options: roleOptions(reader, ROLES),
    },
    ...(workspaces.length === 0 ? [] : [places]),
    {
      kind: "choices",
      name: "seats",
      label: invite.seats,
      hint: invite.seatsHint,
      as: "boxes",
      optional: true,
      initial: initial.seats,
      options: SEATS.map((value) => ({ value, label: reader.strings.seats[value] })),
    },
    {
      kind: "text",
      name: "reason",
      label: invite.reason,
      hint: invite.reasonHint,
      multiline: true,
      maxLength: REASON,
      optional: true,
      ...(initial.reason === "" ? {} : { initial: initial.reason }),
    },
  ];
}

export function inviteSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    addresses: requiredText(errors.addresses, LONGEST, errors.long(LONGEST)).superRefine((text, context) => {
      const { length } = parseAddresses(text);
      if (length === 0) context.addIssue({ code: "custom", message: errors.addresses });
      if (length > MAX_ADDRESSES) {
        context.addIssue({ code: "custom", message: errors.addressesMany(length, MAX_ADDRESSES) });
      }
    }),
    role: oneOf(ROLES, errors.choose),
    workspaces: chosen.transform((values) =>
      values.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0),
    ),
    seats: chosenOf(SEATS),
    reason: optionalText(REASON, errors.long(REASON)),
  });
}
