import type { Alert } from "../../domain/alert.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Page } from "../../domain/page.ts";
import { reachNotes } from "../alerts/reach.ts";
import { button, compareButtons, confirm, opens } from "../core/buttons.ts";
import { pageNote, pageSummary, turnButtons } from "../core/page-note.ts";
import type { Reader } from "../core/reader.ts";
import { actions, code, heading, paragraph } from "../core/spans.ts";
import type { Block, OtherButton, View } from "../core/view.ts";
import { partWord } from "../invitations/invitation-words.ts";
import { type InList, type MemberRow, memberRow, waitsToHear } from "./member-rows.ts";

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
  return {
    summary: answer?.view.summary ?? pageSummary(reader, lists.membersTitle, list, MEMBERS_PER_PAGE),
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
      ...actions(
        ...turning(reader, facts),
        opens(lists.homeInvite, { form: "invite" }),
        ...(manage ? compareButtons(reader, mode) : []),
      ),
    ],
  };
}

const isAbout = ({ invitation, member }: MemberRow, answer: MembersAnswer | undefined): boolean =>
  answer !== undefined && answer.about === (invitation?.id ?? member?.mistralId);

const isNarrowed = ({ find = "", only }: InList): boolean => find !== "" || only !== undefined;

function lookedFor(reader: Reader, { list, at }: MembersFacts): Block[] {
  const { lists } = reader.strings;
  if (!isNarrowed(at)) return list.total === 0 ? [paragraph(lists.noPeople)] : [];
  const { find = "", only } = at;
  const part = only === undefined ? null : partWord(reader, only);
  return [paragraph(lists.narrowed(find === "" ? null : code(find), part, list.total))];
}

/** Above the rows, because whoever looks for one of many does not read to the end. */
function looking(reader: Reader, { list, at, manage, care }: MembersFacts): Block[] {
  const { buttons } = reader.strings.lists;
  const { find, only } = at;
  const all = care?.all ?? 0;
  if (!manage || (list.total === 0 && !isNarrowed(at))) return [];
  const show = (label: string, which: Partial<InList>) => button(label, { do: "members", page: 0, ...which });
  const shown = { ...(find ? { find } : {}), ...(only ? { only } : {}) };
  return actions(
    opens(buttons.find, { form: "find", ...shown }),
    ...(isNarrowed(at) ? [show(buttons.everybody, {})] : []),
    ...(all > 0 && only !== "care" ? [show(buttons.care(all), { only: "care" })] : []),
    ...resendAll(reader, care?.expired ?? 0),
  );
}

function turning(reader: Reader, { list, at }: MembersFacts): OtherButton[] {
  const to = (beside: "after" | "before", by: number, row: MemberRow | undefined) =>
    row === undefined
      ? null
      : ({ do: "members", ...at, page: Math.max(0, at.page + by), beside, address: row.address } as const);
  return turnButtons(reader, list, to("before", -1, list.rows[0]), to("after", 1, list.rows.at(-1)));
}

/** Of one alone its row has the button. */
function resendAll(reader: Reader, expired: number): OtherButton[] {
  if (expired < 2) return [];
  const { buttons, resendAllConfirm } = reader.strings.lists;
  const label = buttons.resendAll(expired);
  return [
    button(label, { do: "resend-all" }, { confirm: confirm(reader, label, resendAllConfirm(expired)) }),
  ];
}
