import type { Alert } from "../../domain/alert.ts";
import type { Page } from "../../domain/page.ts";
import type { ChainedEntry } from "../../domain/record/record.ts";
import { approversOf, canInvite, closedSteps, isComplete } from "../../domain/setup/setup.ts";
import { alertNotes } from "../alerts/alert-cards.ts";
import { spendingNote } from "../alerts/drift.ts";
import { reachNotes } from "../alerts/reach.ts";
import { button, pageNote, pageSummary, toChecklist, toMembers, turnButtons } from "../core/buttons.ts";
import { moment, type Reader } from "../core/reader.ts";
import { actions, code, heading, joined, list, note, paragraph } from "../core/spans.ts";
import type { View } from "../core/view.ts";
import { refusalWords } from "../key/key.ts";
import { type Lookup, recordLine } from "../record/record-line.ts";
import type { RequestFacts } from "../requests/request-parts.ts";
import { openRequestRows } from "../requests/request-rows.ts";
import { countWords, type State, stepLines } from "../setup/step-rows.ts";
import { troubleRows } from "../tasks/task-cards.ts";

type StatusFacts = State & {
  readonly alerts: readonly Alert[];
  /** The first of them, and how many there are in all. */
  readonly requests: readonly RequestFacts[];
  readonly openRequests?: number;
  readonly mayDecide: boolean;
  /** What was given up, where this reader decides what becomes of it. */
  readonly troubles?: Parameters<typeof troubleRows>[1];
  /** How many Members Mistral lists; null where nobody reads its list. */
  readonly listed?: { readonly all: number; readonly without: number } | null;
};

export function statusView(reader: Reader, facts: StatusFacts): View {
  const { setup, alerts, counts, now, requests, mayDecide, listed = null, troubles = [] } = facts;
  const { lists, separator, drift, checklist } = reader.strings;
  const people = countWords(reader, counts, canInvite(setup.billing));
  const open = openRequestRows(reader, requests, {
    mayDecide,
    total: facts.openRequests ?? requests.length,
    back: "status",
  });
  return {
    summary: `${checklist.summary(closedSteps(setup))} ${checklist.memberCounts(counts.active, counts.pending)}.`,
    blocks: [
      heading(lists.statusTitle),
      ...(setup.completedAt === null || !isComplete(setup)
        ? []
        : [paragraph(lists.completed(moment(reader, setup.completedAt, now)))]),
      list(stepLines(reader, { setup, counts, now })),
      ...refusalWords(reader, setup, now).map((sentence) => paragraph(sentence)),
      ...(mayDecide ? spendingNote(reader, setup.observed.spending, now) : []),
      // What is on its way to Mistral waits meanwhile.
      ...alertNotes(reader, alerts, { withKey: mayDecide && listed !== null, now }),
      ...troubleRows(reader, troubles),
      heading(lists.peopleHeading),
      { kind: "text", spans: joined(people.length === 0 ? [lists.noPeople] : people, separator) },
      ...(listed === null || listed.all === 0 ? [] : [note(lists.listed(listed.all, listed.without))]),
      heading(lists.requestsHeading),
      ...(open.length === 0 ? [note(lists.noRequests)] : open),
      ...(mayDecide ? reachNotes(reader, approversOf(setup)) : []),
      ...actions(
        toChecklist(reader),
        ...(mayDecide ? [toMembers(reader), button(drift.again, { do: "drift" })] : []),
      ),
    ],
  };
}

type RecordFacts = {
  readonly lookup: Lookup;
  readonly list: Page<ChainedEntry>;
  readonly head: string;
  readonly sendsFile?: boolean;
};

/** A page of the Record. People are looked up by id, so an erased one shows as somebody who has left. */
export function recordView(
  reader: Reader,
  { list: { rows, ...at }, head, lookup, sendsFile = false }: RecordFacts,
): View {
  const { lists } = reader.strings;
  const file = button(lists.recordFile, { do: "record-file" });
  return {
    summary: pageSummary(reader, lists.recordTitle, at),
    blocks: [
      heading(lists.recordTitle),
      ...(rows.length === 0
        ? [paragraph(lists.recordEmpty)]
        : [list(rows.map((entry) => recordLine(reader, entry, lookup)))]),
      note(lists.recordHead(head)),
      ...(sendsFile ? [] : [note(lists.recordByOperator)]),
      ...pageNote(reader, at),
      ...actions(
        ...turnButtons(reader, at, (page) => ({ do: "record", page })),
        ...(sendsFile ? [file] : []),
      ),
    ],
  };
}

export function helpView(reader: Reader, { unknown }: { readonly unknown: string | null }): View {
  const { lists, colon } = reader.strings;
  const commands = lists.helpCommands.map(([word, does]) =>
    joined([code(lists.helpCommand(word)), colon, does]),
  );
  return {
    summary: lists.helpSummary,
    blocks: [
      heading(lists.helpTitle),
      ...(unknown === null ? [] : [paragraph(lists.helpUnknown(unknown.slice(0, 80)))]),
      paragraph(lists.helpIntro),
      list(commands),
      paragraph(lists.helpExamplesHeading),
      { kind: "copy", text: lists.helpExamples },
      ...actions(toChecklist(reader)),
    ],
  };
}
