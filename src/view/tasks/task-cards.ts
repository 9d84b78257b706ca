import type { PersonId } from "../../domain/accounts/person.ts";
import type { FormRef } from "../../domain/action.ts";
import { type Invitation, isToBeSent, type Mode, type Seat } from "../../domain/invitations/invitation.ts";
import type { JobRow } from "../../domain/job.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { insteadOf } from "../alerts/reach.ts";
import { button, confirm, opens, page } from "../core/buttons.ts";
import { dialog, reasonField } from "../core/fields.ts";
import { addressSpan, mention, moment, type Reader, someNamed } from "../core/reader.ts";
import {
  actions,
  capitalized,
  card,
  heading,
  joined,
  list,
  note,
  type Piece,
  paragraph,
  text,
  titled,
} from "../core/spans.ts";
import type { Block, OtherButton, Span, View } from "../core/view.ts";
import { whyNot } from "../invitations/invitation-words.ts";
import { followRows } from "../invitations/people-cards.ts";
import type { Strings } from "../strings/strings.ts";

type TaskFacts = {
  readonly task: Task;
  readonly invitations: readonly Invitation[];
  readonly workspace: Workspace | null;
  readonly mode: Mode;
  readonly now: number;
  readonly wishes?: readonly Wish[];
  readonly since?: number;
};

const NAMED = 15;
const IN_ROW = 3;
const TROUBLES = 5;

/** Its buttons say which list was shown: what joined it since, nobody has done yet. */
const shownOf = ({ id, invitations }: Task) => ({
  task: id,
  rows: invitations.length,
  at: invitations.at(-1),
});

const doneAction = (task: Task) => ({ do: "task-done" as const, ...shownOf(task) });

const isElsewhere = (reader: Reader, { assignee }: Task): boolean =>
  reader.person !== assignee && reader.outOfReach(assignee).length === 0;

/** It went another way, and nobody has said that it is done. */
export const isDropped = ({ state, closedBy }: Task): boolean => state === "done" && closedBy === null;

export function taskCard(reader: Reader, facts: TaskFacts): View {
  const { task, now } = facts;
  const { tasks } = reader.strings;
  const title = tasks.titles[task.kind];
  const state = (sentence: Piece, ...blocks: Block[]) => titled(title, card(sentence, ...blocks));
  const closedAt = moment(reader, task.closedAt ?? task.createdAt, now);
  if (isDropped(task)) return state(tasks.notNeeded(closedAt), ...about(reader, facts));
  if (task.state !== "open") {
    const who = mention(reader, task.closedBy);
    const reason: Block[] = task.reason === null ? [] : [{ kind: "quote", spans: joined([task.reason]) }];
    const waits = facts.invitations.some(({ status }) => status === "pending");
    const rest =
      task.kind === "invite" && task.state === "done"
        ? [...(waits ? [paragraph(tasks.follow)] : []), ...followRows(reader, facts)]
        : about(reader, facts);
    return state(tasks.closed[task.state](who, closedAt), ...rest, ...reason);
  }
  if (isElsewhere(reader, task))
    return state(tasks.moved(mention(reader, task.assignee)), ...about(reader, facts));
  const values = valueBlocks(reader, facts);
  if (values.length === 0) return state(tasks.nothingLeft);
  const wished = values.some(({ kind }) => kind === "text");
  const view: View = {
    summary: `${taskTitle(reader, task)}.`,
    blocks: [
      heading(title),
      ...insteadOf(reader, task.assignee),
      list(tasks.steps[task.kind](reader.strings.roles[task.role ?? "member"], wished)),
      ...values,
      ...(task.kind === "invite" ? [note(tasks.whenDone)] : []),
      ...taskButtons(reader, task),
    ],
  };
  return stillWaiting(reader, view, facts);
}

function taskTitle({ strings }: Reader, { kind, invitations }: Task): string {
  const title = strings.tasks.titles[kind];
  return invitations.length > 1 ? `${title} (${invitations.length})` : title;
}

/** What a row shows of a Task: what it is and whom or which Workspace it is about. */
export type TaskRow = Pick<TaskFacts, "task" | "invitations" | "workspace">;

export function taskRow(reader: Reader, { task, ...things }: TaskRow, now: number): Block {
  const { lists, tasks: words } = reader.strings;
  const names = namesOf(reader, things);
  const title = words.titles[task.kind];
  return {
    kind: "row",
    title: `⏳ ${taskTitle(reader, task)}`,
    detail: lists.homeTaskDetail(moment(reader, task.createdAt, now), someNamed(reader, names, IN_ROW)),
    button: button(words.done, doneAction(task), {
      confirm: confirm(reader, words.done, words.doneConfirm),
      // Of several alike the number tells which is which.
      description: `${words.done}${reader.strings.colon}${title} #${task.id % 1000}`,
    }),
  };
}

export function stillWaiting(
  reader: Reader,
  view: View,
  { since, now }: { readonly since?: number | undefined; readonly now: number },
): View {
  if (since === undefined) return view;
  const said = card(reader.strings.tasks.waitsSince(moment(reader, since, now)));
  return { summary: `${said.summary} ${view.summary}`, blocks: [...said.blocks, ...view.blocks] };
}

function taskButtons(reader: Reader, task: Task): Block[] {
  const { tasks } = reader.strings;
  return actions(
    button(tasks.done, doneAction(task), { style: "primary" }),
    opens(tasks.impossible, { form: "impossible", ...shownOf(task) }),
    page(reader, task.kind === "workspace" ? "workspaces" : "members"),
  );
}

const namesOf = (reader: Reader, { invitations, workspace }: Omit<TaskRow, "task">): Span[] =>
  workspace === null
    ? invitations.map(({ address }) => addressSpan(reader, address))
    : [text(workspace.name)];

function about(reader: Reader, facts: TaskFacts): Block[] {
  const names = namesOf(reader, facts);
  return names.length === 0 ? [] : [note(someNamed(reader, names, NAMED))];
}

type Trouble = {
  readonly job: JobRow;
  readonly about: readonly Span[];
  readonly others?: number;
  /** Who may have it tried again. Others hear of what they ordered, and have nothing to press. */
  readonly owner: PersonId;
  readonly now: number;
};

export function troubleCard(reader: Reader, { job: row, about, others = 0, owner, now }: Trouble): View {
  const { tasks } = reader.strings;
  const summary = jobWords(reader.strings, row);
  const what: Block[] = about.length === 0 ? [] : [paragraph(about)];
  if (row.state !== "dead") {
    const now = row.state === "done" ? tasks.settled : tasks.retrying;
    return { summary, blocks: [paragraph(summary), ...what, paragraph(now)] };
  }
  return {
    summary,
    blocks: [
      heading(tasks.troubleTitle),
      paragraph("⚠️ ", summary),
      ...what,
      paragraph(reasonOf(reader.strings, row)),
      note(tasks.tried(row.attempts, moment(reader, row.createdAt, now))),
      ...(others > 0 ? [paragraph(tasks.others(others))] : []),
      ...(reader.person === owner
        ? actions(...troubleButtons(reader, row))
        : [note(tasks.withOwner(mention(reader, owner)))]),
    ],
  };
}

export function troubleRows(
  reader: Reader,
  troubles: readonly Pick<Trouble, "job" | "about" | "others">[],
): Block[] {
  const { tasks, andMore } = reader.strings;
  if (troubles.length === 0) return [];
  const rows = troubles.slice(0, TROUBLES).map(({ job, about, others = 0 }): Block => {
    const [button, ...menu] = troubleButtons(reader, job).map(({ style: _, ...each }) => each);
    const more = others > 0 ? [tasks.others(others)] : [];
    return {
      kind: "row",
      title: `⚠️ ${jobWords(reader.strings, job)}`,
      detail: joined([...about, reasonOf(reader.strings, job), ...more], " "),
      button,
      menu,
    };
  });
  const left = troubles.length - rows.length;
  return [heading(tasks.troubleTitle), ...rows, ...(left > 0 ? [note(capitalized(andMore(left)))] : [])];
}

function troubleButtons(reader: Reader, { id: job }: JobRow): OtherButton[] {
  const { tasks } = reader.strings;
  const retry = button(tasks.retry, { do: "retry-job", job });
  const drop = button(
    tasks.drop,
    { do: "drop-job", job },
    { confirm: { ...confirm(reader, tasks.drop, tasks.dropConfirm), danger: true } },
  );
  return [{ ...retry, style: "primary" }, drop];
}

export const jobWords = ({ tasks }: Strings, { job }: JobRow): string =>
  tasks.jobs[job.kind] ?? tasks.otherJob;

export const reasonOf = (strings: Strings, { lastError }: JobRow): string =>
  whyNot(strings, lastError) ?? strings.tasks.unknownReason;

export function impossibleForm(reader: Reader, ref: FormRef & { readonly form: "impossible" }) {
  const { impossible } = reader.strings.forms;
  return dialog(reader, ref, impossible, { fields: { reason: reasonField(reader, impossible) } });
}

export type Wish = {
  readonly address: string;
  readonly workspaces: readonly string[];
  readonly seats: readonly Seat[];
};

/** More would not fit into one message. */
const GROUPS = 12;

/** Mistral's panel takes one set of seats for all that are invited together, so the same wishes stand together. */
function valueBlocks(reader: Reader, { task, invitations, workspace, wishes = [] }: TaskFacts): Block[] {
  if (task.kind === "workspace") return workspace === null ? [] : [copy([workspace.name])];
  const asked = task.kind === "invite" ? invitations.filter(isToBeSent) : invitations;
  const addresses = asked.map(({ address }) => address);
  if (addresses.length === 0) return [];
  if (task.kind !== "invite") return [copy(addresses)];
  const { tasks, seats: names, requests, semicolon } = reader.strings;
  const wordsOf = (address: string): string => {
    const { seats = [], workspaces = [] } = wishes.find((one) => one.address === address) ?? {};
    const said = [
      ...(seats.length === 0 ? [] : [requests.seats(seats.map((seat) => names[seat]))]),
      ...(workspaces.length === 0 ? [] : [requests.workspaces(workspaces)]),
    ];
    return said.join(semicolon) || tasks.noWishes;
  };
  const groups = new Map<string, string[]>();
  for (const address of addresses) {
    const words = wordsOf(address);
    const key = groups.has(words) || groups.size < GROUPS ? words : tasks.otherWishes;
    groups.set(key, [...(groups.get(key) ?? []), address]);
  }
  const plain = groups.size === 1 && groups.has(tasks.noWishes);
  return [...groups].flatMap(([words, list]) => [...(plain ? [] : [paragraph(words)]), copy(list)]);
}

const copy = (lines: readonly string[]): Block => ({ kind: "copy", text: lines.join("\n") });
