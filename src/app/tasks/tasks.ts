import type { PersonId } from "../../domain/accounts/person.ts";
import { type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import { refuse } from "../../domain/refusal.ts";
import { isApprover, mayWorkOn, type Setup, type StepName } from "../../domain/setup/setup.ts";
import { fitting, type Task } from "../../domain/tasks/task.ts";
import { isYounger } from "../../lib/timing.ts";
import { modeOf, type Unit } from "../core/context.ts";
import { enqueue, record, tell } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { decidersOf, isMember } from "../requests/deciders.ts";
import { planReminders } from "../requests/reminders.ts";
import { DAY_MS } from "../worker/schedule.ts";

type NewTask = Pick<Task, "kind"> & Partial<Pick<Task, "role" | "invitations" | "workspace">>;

/** A Task card, by direct message, for whoever may hold it; `by` set it off. */
export function giveTask(unit: Unit, by: RecordEntry["actor"], task: NewTask): Task {
  const assignee = holderFor(unit, by, stepOf(task));
  const given = unit.tx.tasks.insert({
    role: null,
    invitations: [],
    workspace: null,
    ...task,
    assignee,
    state: "open",
    reason: null,
    createdAt: unit.now,
    closedAt: null,
    closedBy: null,
  });
  handTo(unit, given, assignee);
  return given;
}

/** The card, and the reminders of it, to whoever has it from now on; both anew for whoever had it before. */
function handTo(unit: Unit, task: Task, assignee: PersonId): void {
  const { id } = task;
  const isNew = assignee === task.assignee;
  if (!isNew) unit.tx.tasks.save({ ...task, assignee });
  tell(unit, assignee, { kind: "task", task: id, ...(isNew ? {} : { at: unit.now }) });
  planReminders(unit, isNew ? { task: id } : { task: id, since: unit.now }, [assignee]);
}

/** The step of the Setup that a Task belongs to: whoever was handed that step does it. */
export const stepOf = ({ kind }: Pick<Task, "kind">): StepName =>
  kind === "workspace" ? "workspaces" : "members";

/** A step changed hands: what is open in it goes along. */
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
  const may = (person: PersonId, task: Task) => mayHold(unit, setup, person, stepOf(task));
  for (const task of unit.tx.tasks.open().filter((one) => !may(one.assignee, one))) {
    const holder = holderFor(unit, "bot", stepOf(task));
    if (may(holder, task)) handTo(unit, task, holder);
  }
}

/**
 * Who does a thing in Mistral's panel: whoever was handed its step, whoever set it off if they may, otherwise the owner
 * or another approver; somebody who is still there.
 */
export function holderFor(unit: Unit, by: RecordEntry["actor"], step: StepName = "members"): PersonId {
  const setup = requireStarted(unit);
  const deciders = decidersOf(unit, setup).map(({ id }) => id);
  const candidates = [setup.steps[step].handedTo, by, setup.owner, ...deciders];
  return candidates.find((person) => person !== null && mayHold(unit, setup, person, step)) ?? setup.owner;
}

/**
 * Takes Invitations out of what somebody has still to do about them (of one kind), where they have gone another way. A
 * Task that has nothing left is closed by nobody, and still says what it was about.
 */
export function dropFromTasks(
  unit: Unit,
  dropped: readonly number[],
  kind: Task["kind"] | null = null,
): void {
  for (const task of unit.tx.tasks.open()) {
    if (kind !== null && task.kind !== kind) continue;
    const left = task.invitations.filter((id) => !dropped.includes(id));
    if (left.length === task.invitations.length) continue;
    const over = { state: "done", closedAt: unit.now } as const;
    unit.tx.tasks.save({ ...task, ...(left.length === 0 ? over : { invitations: left }) });
  }
}

/** What a person says of an open Task: it is done, or why it cannot be. */
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

/**
 * Approved Invitations go out: through the Admin API, or as one Task per role for a person. Returns those that are in
 * somebody's hands from now on; the API's job says so itself when it starts.
 */
export function orderSending(
  unit: Unit,
  invitations: readonly Invitation[],
  by: RecordEntry["actor"],
): readonly Invitation[] {
  if (modeOf(unit.context) === "automatic") {
    for (const request of new Set(invitations.map((invitation) => invitation.request))) {
      const options = { group: `request:${request}`, collapse: true };
      enqueue(unit, { kind: "invite", request }, `invite:${request}`, options);
    }
    return [];
  }
  const roles = new Set(invitations.map((invitation) => invitation.role));
  for (const role of roles) {
    const ids = invitations.filter((invitation) => invitation.role === role).map(({ id }) => id);
    addToTask(unit, by, { kind: "invite", role, invitations: ids });
  }
  return invitations;
}

/**
 * Joins what the holder has still to do of the same kind, as far as its list has room: the panel takes many addresses at
 * once. A card that has been waiting for a day is left as it is, so that somebody hears of the others.
 */
export function addToTask(
  unit: Unit,
  by: RecordEntry["actor"],
  task: NewTask & Pick<Task, "invitations">,
): void {
  const { kind, role = null } = task;
  const assignee = holderFor(unit, by, stepOf(task));
  const isAlike = (one: Task) => one.kind === kind && one.assignee === assignee && one.role === role;
  const alike = unit.tx.tasks
    .open()
    .filter((one) => isAlike(one) && isYounger(one.createdAt, unit.now, DAY_MS));
  const listed = new Set(alike.flatMap(({ invitations }) => invitations));
  let left = task.invitations.filter((id) => !listed.has(id));
  // Those before it were full when it was given.
  const newest = alike.at(-1);
  if (newest !== undefined && left.length > 0) {
    const all = [...newest.invitations, ...left];
    const invitations = all.slice(0, Math.max(newest.invitations.length, fittingIn(unit, all)));
    left = all.slice(invitations.length);
    if (invitations.length > newest.invitations.length) {
      unit.tx.tasks.save({ ...newest, invitations });
    }
  }
  while (left.length > 0) {
    const invitations = left.slice(0, Math.max(1, fittingIn(unit, left)));
    giveTask(unit, by, { ...task, invitations });
    left = left.slice(invitations.length);
  }
}

const fittingIn = ({ tx }: Unit, ids: readonly number[]): number => fitting(tx.invitations.addresses(ids));
