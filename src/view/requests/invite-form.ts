import { z } from "zod";
import { ROLES, type Role, SEATS, type Seat } from "../../domain/invitations/invitation.ts";
import { isAddress, parseAddresses } from "../../domain/requests/address.ts";
import { MAX_IN_FILE } from "../../domain/requests/address-file.ts";
import { MAX_ADDRESSES, type Preflight, requestsFor } from "../../domain/requests/preflight.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { untilField } from "../approvals/access-end.ts";
import { button, opens } from "../core/buttons.ts";
import {
  askedIf,
  boxesField,
  choiceField,
  dialog,
  fileField,
  listField,
  optionsOf,
  reasonField,
  roleOptions,
} from "../core/fields.ts";
import { type Reader, someListed, someNamed } from "../core/reader.ts";
import { actions, card, code, note, paragraph } from "../core/spans.ts";
import { wholeText } from "../core/values.ts";
import type { Block, Form, Span, View } from "../core/view.ts";
import { markedAddress, outsideFirst, outsideWords, standsOut, toBeRead } from "./request-parts.ts";

type Circumstances = {
  readonly billingAllows: boolean;
  readonly ssoIsOn: boolean;
  /** Approvers may have nothing to decide. */
  readonly mayFitRule: boolean;
};

type Data = Circumstances & {
  readonly initial: { readonly addresses: string; readonly role: Role; readonly seats: readonly Seat[] };
  readonly workspaces: readonly Workspace[];
  readonly maySkipApproval: boolean;
  /** Workspaces that others have to approve. */
  readonly needing: readonly Workspace[];
  readonly takesFile: boolean;
  readonly sendsTemplate: boolean;
  /** Of a list that was sent as a file. */
  readonly listed: readonly string[];
};

const warnings = ({ strings }: Reader, { billingAllows, ssoIsOn, mayFitRule }: Circumstances): Block[] => [
  ...(mayFitRule ? [note(strings.rules.mayFit)] : []),
  ...(billingAllows ? [] : [paragraph(strings.forms.invite.waits)]),
  ...(ssoIsOn ? [paragraph(strings.forms.invite.sso)] : []),
];

const roleField = (reader: Reader, initial: Role) =>
  choiceField(reader, reader.strings.forms.invite.role, { options: roleOptions(reader, ROLES), initial });

/** For whoever asks for themselves. */
export function ownInviteForm(
  reader: Reader,
  { address, role, ...circumstances }: Circumstances & { readonly address: string; readonly role: Role },
) {
  const { invite } = reader.strings.forms;
  const title = reader.strings.lists.homeAsk;
  return dialog(
    reader,
    { form: "invite", for: "self" },
    { title, submit: invite.asks.submit },
    {
      intro: [
        paragraph(...invite.willEmailYou(code(address))),
        ...warnings(reader, circumstances),
        ...actions(opens(invite.others, { form: "invite", for: "others" })),
      ],
      fields: {
        role: roleField(reader, role),
        until: untilField(reader),
        reason: reasonField(reader, invite, true),
      },
    },
  );
}

export function inviteForm(reader: Reader, data: Data) {
  const { forms, addressFile, workspaceApprovers } = reader.strings;
  const { invite } = forms;
  const { maySkipApproval, needing, listed } = data;
  const found = listed.filter(isAddress).length;
  const template = button(addressFile.template.button, { do: "list-template" });
  const ref = { form: "invite", for: "others" } as const;
  const form = dialog(reader, ref, maySkipApproval ? invite.invites : invite.asks, {
    intro: [
      ...(found === 0 ? [] : [paragraph(addressFile.read(found))]),
      paragraph(invite.willEmail),
      note(maySkipApproval ? invite.noApproval : invite.needsApproval),
      ...(maySkipApproval && needing.length > 0
        ? [note(workspaceApprovers.mayNeed(needing.map(({ name }) => name).join(", ")))]
        : []),
      ...warnings(reader, data),
      ...(data.sendsTemplate ? actions(template) : []),
    ],
    fields: inviteFields(reader, data),
  });
  const whole = form.input().superRefine(({ addresses }, context) => {
    const { errors } = forms;
    const { length } = parseAddresses(addresses);
    const refuse = (message: string) => context.addIssue({ code: "custom", path: ["addresses"], message });
    const all = length + listed.length;
    if (all === 0) refuse(errors.addresses);
    if (length > MAX_ADDRESSES) refuse(errors.addressesMany(length, MAX_ADDRESSES));
    else if (all > MAX_IN_FILE) refuse(addressFile.errors["too-many"]);
  });
  return { ...form, input: () => whole };
}

function inviteFields(reader: Reader, { initial, workspaces, takesFile, listed }: Data) {
  const { addressFile, forms, seats } = reader.strings;
  const { invite, errors } = forms;
  const places = boxesField(invite.workspaces, {
    hint: invite.workspacesHint,
    as: "menu",
    options: workspaces.map(({ id, name }) => ({ value: String(id), label: name })),
  });
  return {
    addresses: listField(
      invite.addresses,
      {
        ...{ hint: invite.addressesHint, initial: initial.addresses },
        optional: takesFile || listed.length > 0 || undefined,
      },
      wholeText(takesFile ? addressFile.errors.full : errors.full).pipe(
        z.string().min(listed.length > 0 ? 0 : 1, errors.addresses),
      ),
    ),
    file: askedIf(takesFile, fileField(addressFile.label, addressFile.hint, ["csv", "tsv", "txt"])),
    role: roleField(reader, initial.role),
    workspaces: askedIf(workspaces.length > 0, {
      ...places,
      read: places.read.transform((ids) => ids.map(Number)),
    }),
    seats: boxesField(invite.seats, {
      hint: invite.seatsHint,
      options: optionsOf(SEATS, seats),
      initial: initial.seats,
    }),
    until: untilField(reader),
    reason: reasonField(reader, invite, true),
  };
}

export function listCard(reader: Reader, found: number, draft: number): View {
  const words = reader.strings.addressFile;
  const open = opens(words.open, { form: "invite", for: "others", list: draft }, { style: "primary" });
  return card(words.found(found), ...actions(open));
}

type Reviewed = Preflight & {
  readonly role: Role;
  readonly draft: number;
  readonly own: readonly string[];
  /** Nobody else looks at them: they are invited as soon as this is submitted. */
  readonly isLastLook: boolean;
};

const SHOWN = 30;
const NAMED = 5;
const MOST_READ = 40;

export function reviewForm(reader: Reader, reviewed: Reviewed): Form {
  const { verdicts, repeated, role, draft, own, isLastLook } = reviewed;
  const { forms, problems, roles } = reader.strings;
  const { review } = forms;
  const bad = verdicts.flatMap(({ address, problem }): Span[][] =>
    problem === null ? [] : [review.problem(address.slice(0, 254), problems[problem])],
  );
  const fine = verdicts.filter(({ problem }) => problem === null);
  const isToRead = (one: (typeof fine)[number]) => role === "admin" || standsOut(one, own);
  const toRead = outsideFirst(fine.filter(isToRead), own);
  const good = [...toRead, ...fine.filter((one) => !isToRead(one))];
  const n = good.length;
  const isTooMuch = isLastLook && toRead.length > MOST_READ;
  const requests = requestsFor(good.map(({ address }) => address)).length;
  return {
    ref: { form: "review", draft },
    title: review.title,
    submit: isTooMuch ? null : isLastLook ? review.submit(n) : review.request(n),
    close: review.close,
    ...(isLastLook ? { beside: toBeRead(reader, toRead, []) } : {}),
    intro: [
      ...(isTooMuch ? [paragraph(review.tooMuch(toRead.length, MOST_READ))] : []),
      ...(repeated.length === 0
        ? []
        : [paragraph(...review.repeated(someNamed(reader, repeated.map(code), NAMED)))]),
      ...(requests > 1 ? [paragraph(review.requests(requests))] : []),
      ...(bad.length === 0 ? [] : [paragraph(review.bad(bad.length)), ...someListed(reader, bad, SHOWN)]),
      ...(n === 0 ? [] : [paragraph(review.good(n))]),
      ...outsideWords(reader, good, own).map((words) => paragraph(words)),
      ...someListed(
        reader,
        good.map((one) => markedAddress(reader, one, own)),
        Math.max(SHOWN, Math.min(toRead.length, MOST_READ)),
      ),
      ...(n > 0 && role !== "member" ? [paragraph(review.role(n, roles[role]))] : []),
    ],
    fields: [],
  };
}
