import type { Invitation } from "../domain/invitation.ts";
import type { PersonId } from "../domain/person.ts";
import type { RecordEntry } from "../domain/record.ts";
import type { Role } from "../domain/role.ts";
import type { Task } from "../domain/task.ts";
import { modeOf, type Unit } from "./context.ts";
import { decidersOf, isMember } from "./deciders.ts";
import { enqueue, record, refresh, refreshHomes, tell } from "./outgoing.ts";

type NewTask = Pick<Task, "kind" | "assignee"> & Partial<Pick<Task, "role" | "invitations" | "workspace">>;

/** A Task card for somebody, by direct message. */
export function giveTask(unit: Unit, task: NewTask): Task {
  const given = unit.tx.tasks.insert({
    role: null,
    invitations: [],
    workspace: null,
    ...task,
    state: "open",
    reason: null,
    createdAt: unit.now,
    closedAt: null,
    closedBy: null,
  });
  tell(unit, given.assignee, `task:${given.id}`);
  refreshHomes(unit);
  return given;
}

/** Who does a thing in Mistral's panel: whoever set it off if they are a person, otherwise the owner. */
export function holderFor(unit: Unit, by: RecordEntry["actor"]): PersonId | null {
  const setup = unit.tx.setup.load();
  if (setup === null) return null;
  const candidates = [setup.steps.members.handedTo, by, setup.owner, ...decidersOf(unit.tx, setup)];
  return candidates.find((person) => person !== null && isMember(unit.tx, person)) ?? setup.owner;
}

/** Takes an Invitation out of what somebody has still to do about it, where it has gone another way. */
export function dropFromTasks(unit: Unit, invitation: number): void {
  for (const task of unit.tx.tasks.ofInvitation(invitation)) {
    if (task.state !== "open") continue;
    const left = task.invitations.filter((id) => id !== invitation);
    const over = { state: "done", closedAt: unit.now } as const;
    unit.tx.tasks.save({ ...task, invitations: left, ...(left.length === 0 ? over : {}) });
    refresh(unit, `task:${task.id}`);
  }
}

/** Tasks to invite whose every Invitation was seen at Mistral: whoever saw it there has done what was left to say. */
export function finishSent(unit: Unit, by: PersonId, seen: readonly Invitation[]): void {
  const ids = new Set(seen.map(({ id }) => id));
  const open = unit.tx.tasks.open().filter(({ kind }) => kind === "invite");
  for (const task of open.filter(({ invitations }) => invitations.some((id) => ids.has(id)))) {
    const left = task.invitations.some((id) => {
      const status = unit.tx.invitations.get(id)?.status;
      return status === "approved" || status === "sending";
    });
    if (left) continue;
    unit.tx.tasks.save({ ...task, state: "done", closedAt: unit.now, closedBy: by });
    record(unit, by, "task.closed", `task:${task.id}`, { state: "done", kind: task.kind });
    refresh(unit, `task:${task.id}`);
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
  const holder = holderFor(unit, by);
  if (holder === null) return [];
  const roles = new Set(invitations.map((invitation) => invitation.role));
  for (const role of roles) {
    const ids = invitations.filter((invitation) => invitation.role === role).map(({ id }) => id);
    addToInviteTask(unit, holder, role, ids);
  }
  return invitations;
}

/** One Task for all Invitations of a role approved meanwhile: the panel takes many addresses at once. */
function addToInviteTask(unit: Unit, assignee: PersonId, role: Role, ids: readonly number[]): void {
  const open = unit.tx.tasks
    .open()
    .find((task) => task.kind === "invite" && task.assignee === assignee && task.role === role);
  if (open === undefined) {
    giveTask(unit, { kind: "invite", assignee, role, invitations: ids });
    return;
  }
  unit.tx.tasks.save({ ...open, invitations: [...new Set([...open.invitations, ...ids])] });
  refresh(unit, `task:${open.id}`);
}

/**
 * An Invitation that is out is called back at Mistral, by job or by Task; it counts as revoked once that is done. One
 * that nobody has sent yet needs neither: the caller revokes it.
 */
export function takeBack(unit: Unit, invitation: Invitation, by: RecordEntry["actor"]): void {
  const { id, mistralId, request } = invitation;
  if (modeOf(unit.context) === "automatic") {
    const job = { kind: "take-back", invitation: id } as const;
    const group = `request:${request}`;
    enqueue(unit, job, `take-back:${mistralId ?? id}`, { group, collapse: true });
    return;
  }
  const holder = holderFor(unit, by);
  const asked = unit.tx.tasks.open().some((task) => task.kind === "revoke" && task.invitations.includes(id));
  if (holder !== null && !asked) giveTask(unit, { kind: "revoke", assignee: holder, invitations: [id] });
}
