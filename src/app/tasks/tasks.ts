import type { PersonId } from "../../domain/accounts/person.ts";
import { can, type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { Whom } from "../../domain/job.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import { refuse } from "../../domain/refusal.ts";
import { isApprover, mayWorkOn, type Setup, type StepName } from "../../domain/setup/setup.ts";
import { fitting, type Task } from "../../domain/tasks/task.ts";
import { DAY_MS, isYounger } from "../../lib/timing.ts";
import type { Tx } from "../../store/tx.ts";
import { modeOf, type Unit } from "../core/context.ts";
import { enqueue, record, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { decidersOf, isMember } from "../requests/deciders.ts";
import { planReminders } from "../requests/reminders.ts";
import type { JobOf } from "../worker/job-handler.ts";

type By = RecordEntry["actor"];
type NewTask = Pick<Task, "kind"> & Partial<Pick<Task, "role" | "invitations" | "workspace">>;

/** A Task and what it is about. */
export const thingsOf = (tx: Tx, task: Task) => ({
  task,
  invitations: task.invitations.flatMap((id) => tx.invitations.get(id) ?? []),
  workspace: task.workspace === null ? null : tx.workspaces.get(task.workspace),
});

/** A Task card, by direct message, for whoever may hold it; `by` set it off. */
export function giveTask(unit: Unit, by: By, task: NewTask): void {
  const assignee = holderFor(unit, by, stepOf(task));
  const { id } = unit.tx.tasks.insert({
    ...{ role: null, invitations: [], workspace: null, ...task, assignee, state: "open" },
    ...{ reason: null, createdAt: unit.now, closedAt: null, closedBy: null },
  });
  tell(unit, assignee, { kind: "task", task: id });
  planReminders(unit, "task", id, [assignee]);
}

function handTo(unit: Unit, task: Task, assignee: PersonId): void {
  const { id } = task;
  unit.tx.tasks.save({ ...task, assignee });
  tell(unit, assignee, { kind: "task", task: id, at: unit.now });
  planReminders(unit, "task", id, [assignee]);
}

export const stepOf = ({ kind }: Pick<Task, "kind">): StepName =>
  kind === "workspace" ? "workspaces" : "members";

export function handTasks(unit: Unit, step: StepName, to: PersonId): void {
  for (const task of unit.tx.tasks.open())
    if (stepOf(task) === step && task.assignee !== to) handTo(unit, task, to);
}

/** Only whoever may work on its step sees the addresses in a Task, and approvers, who may close each; while they are there. */
const mayHold = (unit: Unit, setup: Setup, person: PersonId, step: StepName): boolean =>
  isMember(unit, person) && (isApprover(setup, person) || mayWorkOn(setup, person, step));

/** What somebody had to do who is no longer there, or may not do it any more, goes to somebody who may. */
export function rescueTasks(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  for (const task of unit.tx.tasks.open()) {
    const step = stepOf(task);
    if (mayHold(unit, setup, task.assignee, step)) continue;
    const holder = holderFor(unit, "bot", step);
    if (mayHold(unit, setup, holder, step)) handTo(unit, task, holder);
  }
}

/** Who does a thing in Mistral's panel: the step's helper, whoever set it off, the owner, or an approver. */
export function holderFor(unit: Unit, by: By, step: StepName = "members"): PersonId {
  const setup = requireStarted(unit);
  const deciders = decidersOf(unit).map(({ id }) => id);
  const candidates = [setup.steps[step].handedTo, by, setup.owner, ...deciders];
  return candidates.find((person) => person !== null && mayHold(unit, setup, person, step)) ?? setup.owner;
}

/** Invitations that have gone another way are nobody's to do. A Task that has nothing left is closed by nobody. */
export function dropFromTasks(unit: Unit, dropped: readonly number[], kind?: Task["kind"]): void {
  for (const task of unit.tx.tasks.open()) {
    if (kind !== undefined && task.kind !== kind) continue;
    const left = task.invitations.filter((id) => !dropped.includes(id));
    if (left.length === task.invitations.length) continue;
    const over = { state: "done", closedAt: unit.now } as const;
    unit.tx.tasks.save({ ...task, ...(left.length === 0 ? over : { invitations: left }) });
  }
}

export function closeTask(unit: Unit, task: Task, by: PersonId, reason: string | null = null): void {
  if (task.state !== "open") throw refuse("already_closed");
  const state = reason === null ? "done" : "impossible";
  unit.tx.tasks.save({ ...task, state, reason, closedAt: unit.now, closedBy: by });
  record(unit, by, "task.closed", `task:${task.id}`, { state, kind: task.kind });
}

/** Tasks to invite whose every Invitation was seen at Mistral: whoever saw it there has done what was left to say. */
export function finishSent(unit: Unit, by: PersonId, seen: readonly Invitation[]): void {
  const ids = new Set(seen.map(({ id }) => id));
  const open = unit.tx.tasks.open().filter(({ kind }) => kind === "invite");
  for (const task of open.filter(({ invitations }) => invitations.some((id) => ids.has(id)))) {
    const invitations = task.invitations.flatMap((id) => unit.tx.invitations.get(id) ?? []);
    if (!invitations.some(isToBeSent)) closeTask(unit, task, by);
  }
}

/** By the Admin API, or as one Task per role. Returns those that are in somebody's hands now; the API's job says so itself. */
export function orderSending(unit: Unit, invitations: readonly Invitation[], by: By): readonly Invitation[] {
  if (modeOf(unit.context) === "automatic") {
    for (const request of new Set(invitations.map((invitation) => invitation.request))) {
      const options = { group: `request:${request}`, collapse: true };
      enqueue(unit, { kind: "invite", request }, `invite:${request}`, options);
    }
    return [];
  }
  for (const role of new Set(invitations.map((invitation) => invitation.role))) {
    const ids = invitations.filter((invitation) => invitation.role === role).map(({ id }) => id);
    addToTask(unit, by, { kind: "invite", role, invitations: ids });
  }
  return invitations;
}

/** Joins an open Task of the holder's as far as it has room, but none that is a day old: somebody has to hear of it. */
function addToTask(unit: Unit, by: By, task: NewTask & Pick<Task, "invitations">): void {
  const { kind, role = null } = task;
  const assignee = holderFor(unit, by, stepOf(task));
  const isAlike = (one: Task) => one.kind === kind && one.assignee === assignee && one.role === role;
  const open = unit.tx.tasks.open().filter(isAlike);
  const alike = open.filter(({ createdAt }) => isYounger(createdAt, unit.now, DAY_MS));
  const listed = new Set(alike.flatMap(({ invitations }) => invitations));
  // Those before it were full when it was given.
  let newest = alike.at(-1);
  const added = task.invitations.filter((id) => !listed.has(id));
  let left = added.length === 0 ? [] : [...(newest?.invitations ?? []), ...added];
  while (left.length > 0) {
    const room = fitting(unit.tx.invitations.addresses(left));
    const invitations = left.slice(0, Math.max(room, newest?.invitations.length ?? 1));
    if (newest === undefined) giveTask(unit, by, { ...task, invitations });
    else unit.tx.tasks.save({ ...newest, invitations });
    newest = undefined;
    left = left.slice(invitations.length);
  }
}

/** Guided mode: expiry is asked about, not assumed. Those that were sent together are one question. */
export function askWhetherRanOut(unit: Unit, { sentAt }: JobOf<"ran-out">): void {
  if (modeOf(unit.context) === "automatic") return;
  const waiting = unit.tx.invitations.ofSentAt(sentAt).filter(({ status }) => status === "pending");
  const senders = waiting.map(({ id, request }) => {
    // What was approved before billing allowed it was sent by the person who confirmed billing.
    const task = unit.tx.tasks.ofInvitation(id).findLast(({ kind }) => kind === "invite");
    const decision = unit.tx.requests.get(request)?.decision;
    return holderFor(unit, task?.assignee ?? (decision?.rule == null ? decision?.by : null) ?? "bot");
  });
  for (const sender of new Set(senders)) tell(unit, sender, { kind: "ran-out", sentAt });
}

type Order = JobOf<"take-back" | "set-role" | "remove">;

const ORDERS = {
  "take-back": { task: "revoke", event: "revocation.ordered" },
  "set-role": { task: "role", event: "role.ordered" },
  remove: { task: "remove", event: "removal.ordered" },
} as const;

/** It counts once it is done. To ask a person for the same once more changes nothing, but in a review it is an answer. */
export function order(unit: Unit, job: Order, inReview = false): void {
  const guided = modeOf(unit.context) === "guided";
  if (guided && job.invitation === undefined) throw refuse("by_hand");
  if (guided && !inReview && isAskedFor(unit, job)) return;
  const data = job.kind === "set-role" ? { role: job.role } : {};
  record(unit, job.by ?? "bot", ORDERS[job.kind].event, aboutWhom(job), data);
  passOn(unit, job);
}

/** To the Admin API as a job, or to a person as a Task. */
export function passOn(unit: Unit, job: Order): void {
  const guided = modeOf(unit.context) === "guided";
  const { kind, invitation: id, by } = job;
  const invitation = id === undefined ? null : unit.tx.invitations.get(id);
  if (invitation !== null && !fits(job, invitation, guided)) return;
  const { task } = ORDERS[kind];
  if (!guided) {
    // Whoever is still asked for the same, or for another role, would undo what comes later.
    if (id !== undefined) dropFromTasks(unit, [id], task);
    const key = `${kind}:${aboutWhom(job)}`;
    const group = invitation === null ? aboutWhom(job) : `request:${invitation.request}`;
    // What was chosen last must be done last, also when it was chosen before, or was a Task meanwhile.
    if (kind !== "set-role") enqueue(unit, job, key, { group, collapse: true });
    else enqueue(unit, job, `${key}:${job.role}:${unit.tx.record.end().seq}:${unit.now}`, { group });
  } else if (id !== undefined && !isAskedFor(unit, job)) {
    // What is to be taken back nobody is to send, and nobody must make two changes of a role.
    if (kind !== "remove") dropFromTasks(unit, [id], kind === "take-back" ? "invite" : "role");
    const give = kind === "set-role" ? giveTask : addToTask;
    give(unit, by ?? "bot", { kind: task, role: roleOf(job), invitations: [id] });
  }
}

/** Only a person changes the role of a Pending Invitation: the job would not know which one to revoke. */
function fits({ kind }: Order, invitation: Invitation, guided: boolean): boolean {
  if (kind === "set-role")
    return invitation.status === "active" || (guided && invitation.status === "pending");
  return can(invitation, kind === "remove" ? "remove" : "revoke");
}

const roleOf = (job: Order) => (job.kind === "set-role" ? job.role : null);

const aboutWhom = ({ invitation, member }: Whom): string =>
  invitation === undefined ? `member:${member}` : `invitation:${invitation}`;

/** Whether the Admin API or a person is still to remove them. */
export const isToBeRemoved = ({ tx }: Pick<Unit, "tx">, whom: Whom): boolean =>
  tx.jobs.isOpen(`remove:${aboutWhom(whom)}`) || isAskedFor({ tx }, { kind: "remove", ...whom, by: null });

function isAskedFor({ tx }: Pick<Unit, "tx">, job: Order): boolean {
  const open = tx.tasks.ofInvitation(job.invitation ?? 0).filter(({ state }) => state === "open");
  return open.some(({ kind, role }) => kind === ORDERS[job.kind].task && role === roleOf(job));
}
