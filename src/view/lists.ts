import { canInvite } from "../domain/billing.ts";
import type { Mode } from "../domain/mode.ts";
import type { Outage } from "../domain/outage.ts";
import type { ChainedEntry } from "../domain/record.ts";
import { approversOf, closedSteps, isComplete } from "../domain/setup.ts";
import { keyRefusedNote } from "./admin-key-card.ts";
import { compareButtons } from "./compare-button.ts";
import { refusalWords } from "./key-state.ts";
import { type MemberRow, memberRow, waitsToHear } from "./member-rows.ts";
import { outageNotes } from "./outages.ts";
import { reachNotes } from "./reach.ts";
import { moment, type Reader } from "./reader.ts";
import { type Lookups, recordLine } from "./record-line.ts";
import type { RequestFacts } from "./request-cards.ts";
import { openRequestRows } from "./request-rows.ts";
import { heading, joined, note, paragraph } from "./spans.ts";
import { spendingNote } from "./spending.ts";
import { countWords, type State, stepLines } from "./step-rows.ts";
import { troubleRows } from "./task-cards.ts";
import type { ActionButton, View } from "./view.ts";

export type { MemberRow } from "./member-rows.ts";

type StatusFacts = State & {
  /** Open ones that this reader may know of. */
  readonly requests: readonly RequestFacts[];
  readonly mayDecide: boolean;
  /** What was given up, where this reader decides what becomes of it. */
  readonly troubles?: Parameters<typeof troubleRows>[1];
  /** How many Members Mistral lists; null where nobody reads its list. */
  readonly listed?: { readonly all: number; readonly without: number } | null;
};

/** Steps, Members Pending and Active, open Requests, in one view. */
export function statusView(
  reader: Reader,
  { setup, counts, now, requests, mayDecide, listed = null, troubles = [] }: StatusFacts,
): View {
  const { lists, separator, buttons, drift } = reader.strings;
  const people = countWords(reader, counts, canInvite(setup.billing));
  const open = openRequestRows(reader, requests, { mayDecide, most: 8 });
  return {
    summary: lists.statusSummary(closedSteps(setup), counts.active, counts.pending),
    blocks: [
      heading(lists.statusTitle),
      ...(setup.completedAt === null || !isComplete(setup)
        ? []
        : [paragraph(lists.completed(moment(reader, setup.completedAt, now)))]),
      { kind: "list", items: stepLines(reader, { setup, counts, now }) },
      ...refusalWords(reader, setup, now).map((sentence) => paragraph(sentence)),
      ...(mayDecide ? spendingNote(reader, setup.observed.spending, now) : []),
      // What is on its way to Mistral waits meanwhile.
      ...(mayDecide && listed !== null ? keyRefusedNote(reader, setup.observed, now) : []),
      ...outageNotes(reader, setup.observed.outages, now),
      ...troubleRows(reader, troubles),
      heading(lists.peopleHeading),
      { kind: "text", spans: joined(people.length === 0 ? [lists.noPeople] : people, separator) },
      ...(listed === null || listed.all === 0 ? [] : [note(lists.listed(listed.all, listed.without))]),
      heading(lists.requestsHeading),
      ...(open.length === 0 ? [note(lists.noRequests)] : open),
      ...(mayDecide ? reachNotes(reader, approversOf(setup)) : []),
      {
        kind: "actions",
        buttons: [
          { label: buttons.checklist, action: { do: "checklist" } },
          ...(mayDecide ? [{ label: buttons.members, action: { do: "members" as const, page: 0 } }] : []),
          ...(mayDecide ? [{ label: drift.buttons.again, action: { do: "drift" as const } }] : []),
        ],
      },
    ],
  };
}

/** What was said to a press in the list: `about` is the Invitation's id, or Mistral's of a Member without one. */
export type MembersAnswer = { readonly about: number | string; readonly view: View };

type MembersFacts = {
  /** Those of this page, ten at most. */
  readonly rows: readonly MemberRow[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly manage: boolean;
  readonly mode: Mode;
  readonly now: number;
  readonly outages?: readonly Outage[];
  /** Stands under its row, where the press was; above the list when the row is no longer there. */
  readonly answer?: MembersAnswer;
};

/** Everyone invited or seen at Mistral; approvers get a menu per row. */
export function membersView(reader: Reader, facts: MembersFacts): View {
  const { rows, page, pages, manage, mode, now, outages = [], answer } = facts;
  const { lists } = reader.strings;
  const all = Math.max(1, pages);
  const invite: ActionButton = {
    label: lists.buttons.invite,
    action: { do: "open", to: { form: "invite" } },
  };
  return {
    summary: answer?.view.summary ?? lists.membersSummary(page + 1, all),
    blocks: [
      ...(rows.some((row) => isAbout(row, answer)) ? [] : (answer?.view.blocks ?? [])),
      heading(lists.membersTitle),
      ...(rows.length === 0 ? [paragraph(lists.membersEmpty)] : []),
      ...rows.flatMap((row) => [
        memberRow(reader, row, { manage, mode, now, page, outages }),
        ...(isAbout(row, answer) ? (answer?.view.blocks ?? []) : []),
      ]),
      ...reachNotes(reader, rows.map(waitsToHear)),
      ...(all > 1 ? [note(lists.page(page + 1, all))] : []),
      {
        kind: "actions",
        buttons: [
          ...paging(reader, "members", page, all),
          invite,
          ...(manage ? compareButtons(reader, mode) : []),
        ],
      },
    ],
  };
}

const isAbout = ({ invitation, member }: MemberRow, answer: MembersAnswer | undefined): boolean =>
  answer !== undefined && answer.about === (invitation?.id ?? member?.mistralId);

function paging(reader: Reader, what: "members" | "record", page: number, pages: number): ActionButton[] {
  const { buttons } = reader.strings;
  const to = (label: string, target: number): ActionButton => ({ label, action: { do: what, page: target } });
  return [
    ...(page > 0 ? [to(buttons.previous, page - 1)] : []),
    ...(page + 1 < pages ? [to(buttons.next, page + 1)] : []),
  ];
}

type RecordFacts = Lookups & {
  readonly entries: readonly ChainedEntry[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** The newest hash of the chain. */
  readonly head: string;
  /** Whether the bot can send all of it as a file here. */
  readonly sendsFile?: boolean;
};

/** A page of the Record. People are looked up by id, so an erased one shows as somebody who has left. */
export function recordView(
  reader: Reader,
  { entries, page, pages, head, sendsFile = false, ...lookups }: RecordFacts,
): View {
  const { lists } = reader.strings;
  const all = Math.max(1, pages);
  const file: ActionButton = { label: lists.recordFile, action: { do: "record-file" } };
  const buttons = [...paging(reader, "record", page, all), ...(sendsFile ? [file] : [])];
  return {
    summary: lists.recordSummary(page + 1, all),
    blocks: [
      heading(lists.recordTitle),
      ...(entries.length === 0
        ? [paragraph(lists.recordEmpty)]
        : [{ kind: "list" as const, items: entries.map((entry) => recordLine(reader, entry, lookups)) }]),
      note(lists.recordHead(head)),
      ...(sendsFile ? [] : [note(lists.recordByOperator)]),
      ...(all > 1 ? [note(lists.page(page + 1, all))] : []),
      ...(buttons.length === 0 ? [] : [{ kind: "actions" as const, buttons }]),
    ],
  };
}

/** Usage with examples; `unknown` is the word that was not understood. */
export function helpView(reader: Reader, { unknown }: { readonly unknown: string | null }): View {
  const { lists, buttons } = reader.strings;
  return {
    summary: lists.helpSummary,
    blocks: [
      heading(lists.helpTitle),
      ...(unknown === null ? [] : [paragraph(lists.helpUnknown(unknown.slice(0, 80)))]),
      paragraph(lists.helpIntro),
      { kind: "list", items: lists.helpCommands.map(([word, does]) => lists.helpCommand(word, does)) },
      paragraph(lists.helpExamplesHeading),
      { kind: "copy", text: lists.helpExamples },
      { kind: "actions", buttons: [{ label: buttons.checklist, action: { do: "checklist" } }] },
    ],
  };
}
