import { z } from "zod";
import { parseAddresses } from "../../domain/requests/address.ts";
import { MAX_IN_FILE } from "../../domain/requests/address-file.ts";
import { MAX_ADDRESSES } from "../../domain/requests/preflight.ts";
import { ROLES, type Role, SEATS, type Seat } from "../../domain/role.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { button } from "../core/buttons.ts";
import {
  boxesField,
  choiceField,
  dialog,
  listField,
  optionsOf,
  reasonField,
  roleOptions,
} from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { actions, note, paragraph } from "../core/spans.ts";
import {
  chosen,
  chosenOf,
  LONGEST_TEXT,
  mayBeCut,
  oneOf,
  optionalText,
  REASON_LENGTH,
  wholeText,
} from "../core/values.ts";
import type { Field, Form } from "../core/view.ts";

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
  const { forms, addressFile } = reader.strings;
  const { invite } = forms;
  const { maySkipApproval, billingAllows, ssoIsOn } = data;
  const { left } = parts(data.initial.addresses);
  const template = button(addressFile.template.button, { do: "list-template" });
  return dialog(reader, { form: "invite" }, maySkipApproval ? invite.invites : invite.asks, {
    intro: [
      ...(left === 0 ? [] : [paragraph(invite.leftOut(left))]),
      ...(data.listed === 0 ? [] : [paragraph(addressFile.read(data.listed))]),
      paragraph(invite.willEmail),
      note(maySkipApproval ? invite.noApproval : invite.needsApproval),
      ...(billingAllows ? [] : [paragraph(invite.waits)]),
      ...(ssoIsOn ? [paragraph(invite.sso)] : []),
      ...(data.sendsTemplate ? actions(template) : []),
    ],
    fields: inviteFields(reader, data),
  });
}

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
  const { addressFile, forms, seats } = reader.strings;
  const { invite } = forms;
  const { first, more } = parts(initial.addresses);
  const file: Field = {
    kind: "file",
    name: "file",
    label: addressFile.label,
    hint: addressFile.hint(MAX_IN_FILE),
    optional: true,
    types: ["csv", "tsv", "txt"],
  };
  const places = boxesField("workspaces", invite.workspaces, {
    hint: invite.workspacesHint,
    as: "menu",
    options: workspaces.map(({ id, name }) => ({ value: String(id), label: name })),
    initial: workspaces.filter(({ id }) => initial.workspaces.includes(id)).map(({ id }) => String(id)),
  });
  return [
    listField("addresses", invite.addresses, {
      hint: invite.addressesHint,
      initial: first,
      optional: takesFile || listed > 0 ? true : undefined,
    }),
    listField("more", invite.more, { hint: invite.moreHint, optional: true, initial: more || undefined }),
    ...(takesFile ? [file] : []),
    choiceField("role", invite.role, { options: roleOptions(reader, ROLES), initial: initial.role }),
    ...(workspaces.length === 0 ? [] : [places]),
    boxesField("seats", invite.seats, {
      hint: invite.seatsHint,
      options: optionsOf(SEATS, seats),
      initial: initial.seats,
    }),
    reasonField(invite.reason, invite.reasonHint, { optional: true, initial: initial.reason || undefined }),
  ];
}

/** `listed`: how many addresses a file brings along. */
export function inviteSchema(reader: Reader, listed = 0) {
  const { errors } = reader.strings.forms;
  const fields = z.object({
    addresses: wholeText(errors.full).pipe(z.string().min(listed > 0 ? 0 : 1, errors.addresses)),
    more: wholeText(errors.full),
    role: oneOf(ROLES, errors.choose),
    workspaces: chosen.transform((values) =>
      values.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0),
    ),
    seats: chosenOf(SEATS),
    reason: optionalText(REASON_LENGTH, errors.long(REASON_LENGTH)),
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
