import { z } from "zod";
import type { PersonId } from "../../domain/accounts/person.ts";
import type { Alert } from "../../domain/alert.ts";
import {
  can,
  type Invitation,
  type InvitationStatus,
  isVouched,
  type Mode,
  ROLES,
} from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/members-list.ts";
import { type Listed, PASTED_FROM, PASTED_STATES } from "../../domain/members/pasted-list.ts";
import type { Page } from "../../domain/page.ts";
import { reachNotes } from "../alerts/reach.ts";
import { button, compareButtons, confirm, of, opens, pageOfList, toChecklist } from "../core/buttons.ts";
import { choiceField, dialog, listField, optionsOf, roleOptions } from "../core/fields.ts";
import { evidence, moment, type Reader } from "../core/reader.ts";
import {
  actions,
  capitalized,
  card,
  code,
  joined,
  list,
  note,
  type Piece,
  paragraph,
} from "../core/spans.ts";
import { wholeText } from "../core/values.ts";
import type { Block, Form, OtherButton, Span, View } from "../core/view.ts";
import { endOf, failureWords, personWords, waitsForMistral } from "../invitations/invitation-words.ts";

export const MEMBERS_PER_PAGE = 10;

type MembersFacts = {
  readonly list: Page<MemberRow>;
  readonly find?: string;
  readonly mode: Mode;
  readonly now: number;
  readonly alerts?: readonly Alert[];
  readonly answer?: View | undefined;
};

export function membersView(reader: Reader, facts: MembersFacts): View {
  const { list, find = "", mode, now, alerts = [], answer } = facts;
  const { rows, page } = list;
  const at = { page, ...(find === "" ? {} : { find }) };
  const { forms, lists } = reader.strings;
  const blocks = [
    ...lookedFor(reader, list.total, find),
    ...rows.map((row) => memberRow(reader, row, { mode, now, at, alerts })),
    ...reachNotes(reader, rows.map(waitsToHear)),
  ];
  const invite = opens(forms.invite.invites.title, { form: "invite" });
  const to = (page: number) => ({ do: "members", ...at, page }) as const;
  const all = pageOfList(
    reader,
    lists.membersTitle,
    list,
    blocks,
    to,
    invite,
    ...compareButtons(reader, mode),
  );
  return answer === undefined ? all : { summary: answer.summary, blocks: [...answer.blocks, ...all.blocks] };
}

function lookedFor(reader: Reader, total: number, find: string): Block[] {
  const { lists } = reader.strings;
  if (find === "") return total === 0 ? [paragraph(lists.noPeople)] : [];
  const everybody = button(lists.buttons.everybody, { do: "members", page: 0 });
  return [paragraph(lists.narrowed(code(find), total)), ...actions(everybody)];
}

export type MemberRow = {
  readonly invitation: Invitation | null;
  readonly member: Member | null;
  readonly address: string;
  /** Mistral has not taken it at the first try. */
  readonly failedSoFar?: boolean;
};

/** `at`: where in the list a button stands, which is shown again after a press. */
type Managing = Pick<MembersFacts, "mode" | "now" | "alerts"> & {
  readonly at: { readonly page: number; readonly find?: string };
};

function memberRow(reader: Reader, row: MemberRow, managing: Managing): Block {
  const status = row.invitation?.status ?? "active";
  const role = row.member?.role ?? row.invitation?.role ?? null;
  // These rows have one obvious action, so it is a button and not in the menu.
  const isPlain = row.invitation === null || status === "expired" || status === "failed";
  const all = choices(reader, row, managing);
  const behind = behindStatus(reader, row, managing);
  const [button, menu] = isPlain ? [all[0], all.slice(1)] : [undefined, all];
  return {
    kind: "row",
    ...personWords(reader, { address: row.address, status, role }, managing.mode, behind),
    button,
    menu,
  };
}

/** The invitee, while the bot would have something to tell them. */
const waitsToHear = ({ invitation }: MemberRow): PersonId | null =>
  invitation?.status === "pending" || invitation?.status === "active" ? invitation.invitee : null;

function behindStatus(
  reader: Reader,
  { invitation, member, failedSoFar = false }: MemberRow,
  facts: Managing,
): { proof?: Piece; why?: Piece } {
  const { comma, lists } = reader.strings;
  const { uninvited } = lists;
  if (invitation === null)
    return member === null ? {} : { proof: uninvited(moment(reader, member.seenAt, facts.now)) };
  const { status, failure } = invitation;
  if (status === "failed" && failure !== null) return { why: failureWords(reader, failure) };
  const why = waitsForMistral(reader, invitation, { ...facts, failedSoFar });
  if (why !== null) return { why };
  return {
    proof: joined([evidence(reader, invitation.evidence, facts.now), endOf(reader, invitation) ?? ""], comma),
  };
}

function choices(reader: Reader, row: MemberRow, { mode, at }: Managing): OtherButton[] {
  const { buttons, ...words } = reader.strings.lists;
  const { invitation, member, address } = row;
  const guided = mode === "guided";
  const status = invitation?.status ?? null;
  const is = (...some: readonly (typeof status)[]) => some.includes(status);
  // Of a Member without an Invitation only the API can change anything.
  const isIn = is("active") || (invitation === null && !guided);
  const whom = invitation === null ? { member: member?.mistralId } : { invitation: invitation.id };
  const one = { invitation: invitation?.id ?? 0, ...at };
  const sure = (label: string, text: string, danger = true) => ({
    confirm: { ...confirm(reader, label, text), ...(danger && { danger }) },
  });
  const entries: readonly (readonly [boolean, OtherButton])[] = [
    [guided && is("pending"), button(buttons.active, { do: "mark-active", ...one })],
    [
      guided && invitation !== null && isVouched(invitation),
      button(buttons.unmark, { do: "unmark", ...one }, sure(buttons.unmark, words.unmarkConfirm, false)),
    ],
    [is("pending", "revoked", "expired", "failed"), button(buttons.resend, { do: "resend", ...one })],
    [is("pending") || isIn, opens(buttons.role, { form: "role", ...whom })],
    [
      invitation !== null && can(invitation, "revoke"),
      button(buttons.revoke, { do: "revoke", ...one }, sure(buttons.revoke, words.revokeConfirm(address))),
    ],
    [
      isIn,
      button(
        buttons.remove,
        { do: "remove", ...whom, ...at },
        sure(buttons.remove, words.removeConfirm(address, mode)),
      ),
    ],
  ];
  return entries.flatMap(([fits, entry]) => (fits ? [of(address, entry, reader)] : []));
}

type Data = {
  readonly invitation?: Invitation | null;
  /** As Mistral lists them; null: not there, or nobody reads the list. */
  readonly member?: Member | null;
  readonly onlyAdmin?: boolean;
};

export function roleForm(reader: Reader, { invitation = null, member = null, onlyAdmin }: Data) {
  const { forms, roles } = reader.strings;
  const { role: words } = forms;
  const role = (member ?? invitation)?.role ?? null;
  const address = (invitation ?? member)?.address ?? "";
  const whom = invitation === null ? { member: member?.mistralId } : { invitation: invitation.id };
  return dialog(reader, { form: "role", ...whom }, words, {
    intro: [
      paragraph(words.about(address, role === null ? null : roles[role])),
      ...(invitation?.status === "pending" ? [note(words.pending)] : []),
      // Several roles add up at Mistral, and a new one takes the place of all of them.
      ...(member === null ? [] : [note(words.replaces)]),
      ...(onlyAdmin === true ? [paragraph(words.onlyAdmin)] : []),
    ],
    fields: {
      role: choiceField(reader, words.role, {
        options: roleOptions(reader, ROLES),
        initial: role ?? undefined,
      }),
    },
  });
}

export function compareForm(reader: Reader) {
  const { compare } = reader.strings;
  const { full, empty } = compare.errors;
  return dialog(reader, { form: "compare" }, compare, {
    intro: [paragraph(compare.intro()), note(compare.parts)],
    fields: {
      list: listField(
        compare.list,
        { hint: compare.listHint, placeholder: compare.placeholder },
        wholeText(full).pipe(z.string().min(1, empty)),
      ),
      from: choiceField(reader, compare.from, {
        hint: compare.fromHint,
        options: optionsOf(PASTED_FROM, compare.sources),
        initial: "written",
      }),
    },
  });
}

type Compared = { readonly changes: readonly Listed[]; readonly others: number; readonly draft: number };

/** Characters of addresses that can be looked through and saved at once, with 100 for each: what Teams has room for. */
const MOST_TO_SAVE = 15_000;

export function comparedForm(reader: Reader, { changes, others, draft }: Compared): Form {
  const { compared, buttons, statuses } = reader.strings;
  const n = changes.length;
  const word = (status: InvitationStatus) => capitalized(statuses[status]);
  const alike = new Map<string, Span[]>();
  for (const { invitation, state } of changes) {
    const change = compared.change(word(invitation.status), word(state));
    alike.set(change, [...(alike.get(change) ?? []), code(invitation.address)]);
  }
  const weight = changes.reduce((sum, { invitation: { address } }) => sum + 100 + address.length, 0);
  const canSave = n > 0 && weight <= MOST_TO_SAVE;
  return {
    ref: canSave ? { form: "compared", draft } : null,
    title: compared.title,
    submit: canSave ? compared.submit(n) : null,
    close: canSave ? buttons.cancel : compared.back,
    intro: [
      ...(n === 0 ? [] : [paragraph(canSave ? compared.intro : compared.inParts)]),
      ...(canSave ? [...alike].flatMap(([change, whom]) => [paragraph(change), list(whom)]) : []),
      ...(others === 0 ? [] : [paragraph(compared.others(others))]),
    ],
    fields: [],
    beside: changes.map(({ invitation }) => ({ kind: "code", text: invitation.address })),
  };
}

export function comparedView(reader: Reader, changes: readonly Listed[]): View {
  const { compared, comma, statuses, said } = reader.strings;
  const counts = PASTED_STATES.flatMap((state) => {
    const n = changes.filter((listed) => listed.state === state).length;
    return n === 0 ? [] : [compared.count(n, statuses[state])];
  });
  return card(
    counts.length === 0 ? said.nothingToDo : compared.done(counts.join(comma)),
    ...actions(opens(compared.next, { form: "compare" }, { style: "primary" }), toChecklist(reader)),
  );
}
