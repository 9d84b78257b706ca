import { z } from "zod";
import { parseAddresses } from "../../domain/address.ts";
import { MAX_IN_FILE } from "../../domain/address-file.ts";
import { MAX_ADDRESSES } from "../../domain/preflight.ts";
import { ROLES, type Role, SEATS, type Seat } from "../../domain/role.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { Reader } from "../reader.ts";
import { note, paragraph } from "../spans.ts";
import type { Block, Field, Form } from "../view.ts";
import { roleOptions } from "./role-options.ts";
import { chosen, chosenOf, LONGEST_TEXT, mayBeCut, oneOf, optionalText, wholeText } from "./values.ts";

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
  /** With SSO on, people join through the identity provider. */
  readonly ssoIsOn: boolean;
  readonly language: string;
  /** The form may have a field for a file. */
  readonly takesFile: boolean;
  /** The bot can send a list to fill in. */
  readonly sendsTemplate: boolean;
  /** How many addresses come from a file that was sent before. */
  readonly listed: number;
};

/** Up to 100 addresses with one role: an approver invites, everybody else asks. */
export function inviteForm(reader: Reader, data: Data): Form {
  const { invite, cancel } = reader.strings.forms;
  const { maySkipApproval, billingAllows, ssoIsOn } = data;
  const { left } = parts(data.initial.addresses);
  return {
    ref: { form: "invite" },
    title: maySkipApproval ? invite.title : invite.requestTitle,
    submit: maySkipApproval ? invite.submit : invite.requestSubmit,
    close: cancel,
    intro: [
      ...(left === 0 ? [] : [paragraph(invite.leftOut(left))]),
      ...(data.listed === 0 ? [] : [paragraph(reader.strings.addressFile.read(data.listed))]),
      paragraph(invite.willEmail),
      note(maySkipApproval ? invite.noApproval : invite.needsApproval),
      ...(billingAllows ? [] : [paragraph(invite.waits)]),
      ...(ssoIsOn ? [paragraph(invite.sso)] : []),
      ...(data.sendsTemplate ? [templateButton(reader)] : []),
    ],
    fields: inviteFields(reader, data),
  };
}

const templateButton = ({ strings }: Reader): Block => ({
  kind: "actions",
  buttons: [{ label: strings.addressFile.template.button, action: { do: "list-template" } }],
});

/** As many whole lines as the two fields take: half an address would be somebody else's. */
function parts(text: string): { readonly first: string; readonly more: string; readonly left: number } {
  const [first, rest] = cut(text);
  const [more, left] = cut(rest);
  return { first, more, left: left === "" ? 0 : left.split("\n").length };
}

function cut(text: string): [fits: string, rest: string] {
  let end = mayBeCut(text) ? text.lastIndexOf("\n", LONGEST_TEXT) : text.length;
  while (end > 0 && mayBeCut(text.slice(0, end))) end = text.lastIndexOf("\n", end - 1);
  const fits = text.slice(0, Math.max(0, end));
  return [fits, text.slice(fits.length).trim()];
}

function inviteFields(reader: Reader, { initial, workspaces, takesFile, listed }: Data): Field[] {
  const { addressFile, forms } = reader.strings;
  const { invite } = forms;
  const { first, more } = parts(initial.addresses);
  const places: Field = {
    kind: "choices",
    name: "workspaces",
    label: invite.workspaces,
    hint: invite.workspacesHint,
    as: "menu",
    optional: true,
    initial: workspaces.filter(({ id }) => initial.workspaces.includes(id)).map(({ id }) => String(id)),
    options: workspaces.map(({ id, name }) => ({ value: String(id), label: name })),
  };
  const file: Field = {
    kind: "file",
    name: "file",
    label: addressFile.label,
    hint: addressFile.hint(MAX_IN_FILE),
    optional: true,
    types: ["csv", "tsv", "txt"],
  };
  return [
    {
      kind: "text",
      name: "addresses",
      label: invite.addresses,
      hint: invite.addressesHint,
      multiline: true,
      maxLength: LONGEST_TEXT,
      initial: first,
      ...(takesFile || listed > 0 ? { optional: true } : {}),
    },
    {
      kind: "text",
      name: "more",
      label: invite.more,
      hint: invite.moreHint,
      multiline: true,
      optional: true,
      maxLength: LONGEST_TEXT,
      ...(more === "" ? {} : { initial: more }),
    },
    ...(takesFile ? [file] : []),
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

/** `listed`: how many addresses a file brings along. */
export function inviteSchema(reader: Reader, listed = 0) {
  const { errors } = reader.strings.forms;
  const fields = z.object({
    addresses: wholeText(errors.full.addresses).pipe(z.string().min(listed > 0 ? 0 : 1, errors.addresses)),
    more: wholeText(errors.full.more),
    role: oneOf(ROLES, errors.choose),
    workspaces: chosen.transform((values) =>
      values.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0),
    ),
    seats: chosenOf(SEATS),
    reason: optionalText(REASON, errors.long(REASON)),
  });
  return fields
    .transform(({ more, ...input }) => ({ ...input, addresses: `${input.addresses}\n${more}`.trim() }))
    .superRefine(({ addresses }, context) => {
      const { length } = parseAddresses(addresses);
      const refuse = (message: string) => context.addIssue({ code: "custom", path: ["addresses"], message });
      const all = length + listed;
      if (all === 0) refuse(errors.addresses);
      if (length > MAX_ADDRESSES) refuse(errors.addressesMany(length, MAX_ADDRESSES));
      else if (all > MAX_IN_FILE) refuse(reader.strings.addressFile.tooMany(all, MAX_IN_FILE));
    });
}
