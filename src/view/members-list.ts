import type { Alert } from "../domain/alert.ts";
import type { Mode } from "../domain/mode.ts";
import type { Page } from "../domain/page.ts";
import { compareButtons } from "./compare-button.ts";
import { partWord } from "./invitation-words.ts";
import { type InList, type MemberRow, memberRow, waitsToHear } from "./member-rows.ts";
import { pageNote, pagesOf } from "./page-note.ts";
import { reachNotes } from "./reach.ts";
import type { Reader } from "./reader.ts";
import { code, heading, paragraph } from "./spans.ts";
import type { ActionButton, Block, View } from "./view.ts";

export const MEMBERS_PER_PAGE = 10;

/** What was said to a press in the list: `about` is the Invitation's id, or Mistral's of a Member without one. */
export type MembersAnswer = { readonly about: number | string | null; readonly view: View };

type MembersFacts = {
  readonly list: Page<MemberRow>;
  /** What was looked for, and the number of the page from 0. */
  readonly at: InList;
  readonly manage: boolean;
  /** How many have expired or could not be sent, and how many of them can be sent again at once. */
  readonly care?: { readonly all: number; readonly expired: number };
  readonly mode: Mode;
  readonly now: number;
  readonly alerts?: readonly Alert[];
  /** Stands under its row, where the press was; above the list when the row is no longer there. */
  readonly answer?: MembersAnswer;
};

/** Everyone invited or seen at Mistral; approvers get a menu per row. */
export function membersView(reader: Reader, facts: MembersFacts): View {
  const { list, at, manage, mode, now, alerts = [], answer } = facts;
  const { rows } = list;
  const { lists } = reader.strings;
  const { page, pages } = pagesOf(list, MEMBERS_PER_PAGE);
  return {
    summary: answer?.view.summary ?? lists.membersSummary(page, pages),
    blocks: [
      ...(rows.some((row) => isAbout(row, answer)) ? [] : (answer?.view.blocks ?? [])),
      heading(lists.membersTitle),
      ...lookedFor(reader, facts),
      ...looking(reader, facts),
      ...rows.flatMap((row) => [
        memberRow(reader, row, { manage, mode, now, at, alerts }),
        ...(isAbout(row, answer) ? (answer?.view.blocks ?? []) : []),
      ]),
      ...reachNotes(reader, rows.map(waitsToHear)),
      ...pageNote(reader, list, MEMBERS_PER_PAGE),
      { kind: "actions", buttons: listButtons(reader, facts) },
    ],
  };
}

const isAbout = ({ invitation, member }: MemberRow, answer: MembersAnswer | undefined): boolean =>
  answer !== undefined && answer.about === (invitation?.id ?? member?.mistralId);

const isNarrowed = ({ find = "", only }: InList): boolean => find !== "" || only !== undefined;

function lookedFor(reader: Reader, { list, at }: MembersFacts): Block[] {
  const { lists } = reader.strings;
  if (!isNarrowed(at)) return list.total === 0 ? [paragraph(lists.membersEmpty)] : [];
  const { find = "", only } = at;
  const part = only === undefined ? null : partWord(reader, only);
  return [paragraph(lists.narrowed(find === "" ? null : code(find), part, list.total))];
}

/** Above the rows, because whoever looks for one of many does not read to the end. */
function looking(reader: Reader, { list, at, manage, care }: MembersFacts): Block[] {
  const { lists } = reader.strings;
  const { find, only } = at;
  const all = care?.all ?? 0;
  if (!manage || (list.total === 0 && !isNarrowed(at))) return [];
  const show = (label: string, which: Partial<InList>): ActionButton => ({
    label,
    action: { do: "members", page: 0, ...which },
  });
  const look: ActionButton = {
    label: lists.buttons.find,
    action: { do: "open", to: { form: "find", ...(find ? { find } : {}), ...(only ? { only } : {}) } },
  };
  const buttons = [
    look,
    ...(isNarrowed(at) ? [show(lists.buttons.everybody, {})] : []),
    ...(all > 0 && only !== "care" ? [show(lists.buttons.care(all), { only: "care" })] : []),
    ...resendAll(reader, care?.expired ?? 0),
  ];
  return [{ kind: "actions", buttons }];
}

function listButtons(reader: Reader, { list, at, manage, mode }: MembersFacts): ActionButton[] {
  return [
    ...turning(reader, list, at),
    { label: reader.strings.lists.buttons.invite, action: { do: "open", to: { form: "invite" } } },
    ...(manage ? compareButtons(reader, mode) : []),
  ];
}

function turning({ strings }: Reader, list: Page<MemberRow>, at: InList): ActionButton[] {
  const { buttons } = strings;
  const [first, last] = [list.rows[0], list.rows.at(-1)];
  const to = (label: string, beside: "after" | "before", page: number, address: string): ActionButton => ({
    label,
    action: { do: "members", ...at, page: Math.max(0, page), beside, address },
  });
  return [
    ...(first !== undefined && list.skipped > 0
      ? [to(buttons.previous, "before", at.page - 1, first.address)]
      : []),
    ...(last !== undefined && list.skipped + list.rows.length < list.total
      ? [to(buttons.next, "after", at.page + 1, last.address)]
      : []),
  ];
}

/** Of one alone its row has the button. */
function resendAll({ strings }: Reader, expired: number): ActionButton[] {
  if (expired < 2) return [];
  const { buttons, resendAllConfirm } = strings.lists;
  return [
    { label: buttons.resendAll(expired), action: { do: "resend-all" }, confirm: resendAllConfirm(expired) },
  ];
}
