import type { Invitation } from "../domain/invitation.ts";
import type { JobRow } from "../domain/job.ts";
import type { Mode } from "../domain/mode.ts";
import type { PersonId } from "../domain/person.ts";
import type { Setup } from "../domain/setup.ts";
import { doneAction, type Task } from "../domain/task.ts";
import { typedName, type Workspace } from "../domain/workspace.ts";
import { compareButtons } from "./compare-button.ts";
import { insteadOf } from "./reach.ts";
import { addressSpan, evidence, mention, moment, type Reader } from "./reader.ts";
import { someNamed } from "./some.ts";
import { capitalized, heading, joined, link, note, paragraph } from "./spans.ts";
import { LINKS } from "./steps.ts";
import type { Strings } from "./strings/strings.ts";
import { valueBlocks, type Wish } from "./task-values.ts";
import type { ActionButton, Block, Button, Span, View } from "./view.ts";

type TaskFacts = {
  readonly task: Task;
  readonly invitations: readonly Invitation[];
  readonly workspace: Workspace | null;
  readonly setup: Setup;
  readonly mode: Mode;
  readonly now: number;
  /** What Requests asked for besides the role, per address. */
  readonly wishes?: readonly Wish[];
};

/** Rows with a button each; beyond them the members page has everyone. */
const ROWS = 15;
const TROUBLES = 5;

/** Somebody else has it, who can be written to: it was handed on since. */
export const isElsewhere = (reader: Reader, { assignee }: Task): boolean =>
  reader.person !== assignee && reader.outOfReach(assignee).length === 0;

/** It went another way, and nobody has said that it is done. */
export const isDropped = ({ state, closedBy }: Task): boolean => state === "done" && closedBy === null;

/** What only a person can do: where, what to enter, and how to say that it is done or not possible. */
export function taskCard(reader: Reader, facts: TaskFacts): View {
  const { task } = facts;
  const { tasks } = reader.strings;
  const title = heading(tasks.titles[task.kind]);
  if (isDropped(task)) {
    const since = paragraph(tasks.notNeeded(moment(reader, task.closedAt ?? task.createdAt, facts.now)));
    const summary = tasks.notNeededSummary(tasks.titles[task.kind]);
    return { summary, blocks: [title, since, ...about(reader, facts)] };
  }
  if (task.state !== "open") {
    const closedSummary = tasks.closedSummary[task.state](tasks.titles[task.kind]);
    return { summary: closedSummary, blocks: [title, ...closed(reader, facts)] };
  }
  if (isElsewhere(reader, task)) {
    const moved = paragraph(tasks.moved(mention(reader, task.assignee)));
    return {
      summary: tasks.movedSummary(tasks.titles[task.kind]),
      blocks: [title, moved, ...about(reader, facts)],
    };
  }
  const summary = tasks.summary[task.kind](task.invitations.length);
  const values = valueBlocks(reader, { ...facts, wishes: facts.wishes ?? [] });
  if (values.length === 0)
    return { summary: tasks.nothingLeft, blocks: [title, paragraph(tasks.nothingLeft)] };
  return {
    summary,
    blocks: [
      title,
      ...insteadOf(reader, task.assignee),
      { kind: "list", items: stepsOf(reader, facts, values.filter(({ kind }) => kind === "copy").length) },
      ...values,
      note(task.kind === "invite" ? tasks.whenDone : tasks.whenDoneOther),
      { kind: "actions", buttons: taskButtons(reader, task) },
    ],
  };
}

function stepsOf(reader: Reader, facts: TaskFacts, lists: number): readonly Span[][] {
  const { task, invitations, workspace, wishes = [] } = facts;
  const { tasks, roles } = reader.strings;
  const name = roles[task.role ?? "member"];
  const members = link(tasks.membersList, LINKS.members);
  switch (task.kind) {
    case "invite":
      return [
        ...(wishes.some((wish) => wish.workspaces.length + wish.seats.length > 0)
          ? tasks.inviteListSteps(members, name, lists)
          : tasks.inviteSteps(members, name)),
        ...(invitations.some(({ sentAt }) => sentAt !== null) ? [tasks.inviteAgain] : []),
        ...(wishes.some((wish) => wish.workspaces.length > 0) ? [tasks.inviteWorkspaces] : []),
      ];
    case "revoke":
      return tasks.revokeSteps(members);
    case "role":
      return invitations.some(({ status }) => status === "pending")
        ? tasks.pendingRoleSteps(members, name)
        : tasks.roleSteps(members, name);
    case "remove":
      return tasks.removeSteps(members);
    case "workspace":
      return [
        ...tasks.workspaceSteps(link(tasks.workspacesPage, LINKS.workspaces)),
        ...(workspace?.icon ? [tasks.workspaceIcon(workspace.icon)] : []),
      ];
  }
}

function taskButtons(reader: Reader, task: Task): Button[] {
  const { id, kind } = task;
  const { tasks, steps } = reader.strings;
  const page = kind === "workspace" ? "workspaces" : "members";
  return [
    { label: tasks.done, action: doneAction(task), style: "primary" },
    { label: tasks.impossible, action: { do: "open", to: { form: "impossible", task: id } } },
    { label: steps[page].link, url: LINKS[page] },
  ];
}

function closed(reader: Reader, facts: TaskFacts): Block[] {
  const { task } = facts;
  const { tasks } = reader.strings;
  const who = task.closedBy === null ? reader.strings.someone : mention(reader, task.closedBy);
  const at = moment(reader, task.closedAt ?? task.createdAt, facts.now);
  const reason: Block[] = task.reason === null ? [] : [{ kind: "quote", spans: joined([task.reason]) }];
  const head = paragraph(task.state === "done" ? tasks.doneBy(who, at) : tasks.impossibleBy(who, at));
  if (task.kind === "invite" && task.state === "done") return [head, ...reason, ...followRows(reader, facts)];
  return [head, ...reason, ...about(reader, facts)];
}

/** What it was about, when nothing is left to copy. */
function about(reader: Reader, { task, invitations, workspace }: TaskFacts): Block[] {
  if (task.kind === "workspace") return workspace === null ? [] : [note(typedName(workspace))];
  const addresses = invitations.map(({ address }) => addressSpan(reader, address));
  return addresses.length === 0 ? [] : [note(someNamed(reader, addresses, ROWS))];
}

/** After Done: one row per Invitation, so that whoever sees the members list can say who is Active. */
function followRows(reader: Reader, { invitations, mode, now }: TaskFacts): Block[] {
  const { tasks, andMore, buttons, icons, statuses } = reader.strings;
  const rows = invitations.slice(0, ROWS).map((invitation): Block => {
    const { status } = invitation;
    const active: ActionButton = {
      label: tasks.isActive,
      action: { do: "mark-active", invitation: invitation.id },
      description: tasks.describeActive(invitation.address),
    };
    return {
      kind: "row",
      title: tasks.rowTitle(icons[status], capitalized(statuses[status])),
      detail: joined([
        addressSpan(reader, invitation.address),
        " ",
        evidence(reader, invitation.evidence, now),
      ]),
      ...(status === "pending" ? { button: active } : {}),
    };
  });
  const rest = invitations.length - rows.length;
  const waits = invitations.some(({ status }) => status === "pending");
  const ranOut = invitations.some(({ status }) => status === "expired");
  const link: Button = { label: reader.strings.steps.members.link, url: LINKS.members };
  const all: Button = { label: buttons.members, action: { do: "members", page: 0 } };
  return [
    ...(waits ? [paragraph(tasks.follow)] : []),
    ...rows,
    ...(rest > 0 ? [note(andMore(rest))] : []),
    {
      kind: "actions",
      buttons: [link, ...(waits ? compareButtons(reader, mode) : []), ...(rest > 0 || ranOut ? [all] : [])],
    },
  ];
}

type Trouble = {
  readonly job: JobRow;
  readonly about: readonly Span[];
  /** How many more the card is about. */
  readonly others?: number;
  /** Who may have it tried again. Others hear of what they ordered, and have nothing to press. */
  readonly owner: PersonId;
  readonly now: number;
};

/** Work that was given up: what, why, and Try again or Drop. `about` names what it was about. */
export function troubleCard(reader: Reader, { job: row, about, others = 0, owner, now }: Trouble): View {
  const { tasks } = reader.strings;
  const what = tasks.jobs[row.job.kind];
  const head: Block[] = [heading(tasks.troubleTitle), paragraph("⚠️ ", what)];
  const subject: Block[] = about.length === 0 ? [] : [{ kind: "text", spans: about }];
  if (row.state === "done") return { summary: what, blocks: [...head, ...subject, paragraph(tasks.settled)] };
  if (row.state !== "dead")
    return { summary: what, blocks: [...head, ...subject, paragraph(tasks.retrying)] };
  const tried = tasks.tried(row.attempts, moment(reader, row.createdAt, now));
  return {
    summary: what,
    blocks: [
      ...head,
      ...subject,
      paragraph(reasonOf(reader.strings, row)),
      note(tried),
      ...(others > 0 ? [paragraph(tasks.others(others))] : []),
      reader.person === owner ? troubleButtons(reader, row) : note(tasks.withOwner(mention(reader, owner))),
    ],
  };
}

/** All that was given up, for the owner: one row for each card that says so. */
export function troubleRows(
  reader: Reader,
  troubles: readonly Pick<Trouble, "job" | "about" | "others">[],
): Block[] {
  const { tasks, andMore } = reader.strings;
  if (troubles.length === 0) return [];
  const rows = troubles.slice(0, TROUBLES).map(({ job: row, about, others = 0 }): Block => {
    const { id: job, job: work } = row;
    return {
      kind: "row",
      title: `⚠️ ${tasks.jobs[work.kind]}`,
      detail: joined(
        [...about, reasonOf(reader.strings, row), ...(others > 0 ? [tasks.others(others)] : [])],
        " ",
      ),
      button: { label: tasks.retry, action: { do: "retry-job", job } },
      menu: [
        ...(work.kind === "create-workspace" ? [otherName(reader)] : []),
        {
          label: tasks.drop,
          action: { do: "drop-job", job },
          confirm: { ...tasks.dropConfirm, danger: true },
        },
      ],
    };
  });
  const left = troubles.length - rows.length;
  return [heading(tasks.troubleTitle), ...rows, ...(left > 0 ? [note(andMore(left))] : [])];
}

const otherName = ({ strings }: Reader): ActionButton => ({
  label: strings.tasks.otherName,
  action: { do: "open", to: { form: "workspaces" } },
});

function troubleButtons(reader: Reader, { id: job, job: { kind } }: JobRow): Block {
  const { tasks } = reader.strings;
  const other: ActionButton = { ...otherName(reader), style: "primary" };
  const retry: ActionButton = { label: tasks.retry, action: { do: "retry-job", job } };
  return {
    kind: "actions",
    buttons: [
      ...(kind === "create-workspace" ? [other, retry] : [{ ...retry, style: "primary" as const }]),
      { label: tasks.drop, action: { do: "drop-job", job }, confirm: { ...tasks.dropConfirm, danger: true } },
    ],
  };
}

const ownReasons = (strings: Strings, { kind }: JobRow["job"]): Readonly<Record<string, string>> =>
  kind === "create-workspace" ? strings.workspaces.troubles : {};

/** The first code in front of the colon that we have words for; what follows may come from outside. */
export function reasonOf(strings: Strings, { job, lastError: error }: JobRow): string {
  const { reasons: common, unknownReason } = strings.tasks;
  const reasons = { ...common, ...ownReasons(strings, job) };
  const [codes = ""] = error?.split(":") ?? [];
  const known = codes.split(/\s+/).find((word) => Object.hasOwn(reasons, word));
  return (known === undefined ? undefined : reasons[known]) ?? unknownReason;
}
