import type { UserAction } from "../../domain/action.ts";
import type { Evidence } from "../../domain/evidence.ts";
import { type Cause, can, type Invitation, type Role } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { actsAsApprover, actsOn } from "../../domain/setup/setup.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { impossibleForm } from "../../view/tasks/task-cards.ts";
import type { Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";
import { record, tell } from "../core/effects.ts";
import { asking, type FormHandler } from "../core/form-handler.ts";
import { requireFound, requireStarted } from "../core/rights.ts";
import { giveRole, moveAll } from "../invitations/transition-invitations.ts";
import { NOT_POSSIBLE, workspaceDone, workspaceFailed } from "../setup/workspaces.ts";
import { closeTask, stepOf } from "./tasks.ts";

function requireTask(unit: ActorUnit, id: number): Task {
  const task = requireFound(unit.tx.tasks.get(id));
  const setup = requireStarted(unit);
  if (actsAsApprover(setup, unit.actor) || actsOn(setup, unit.actor, stepOf(task))) return task;
  throw refuse("not_your_task");
}

type ListSeen = { readonly rows?: number | undefined; readonly at?: number | undefined };

const invitationsOf = ({ tx }: ActorUnit, task: Task): Invitation[] =>
  task.invitations.flatMap((id) => tx.invitations.get(id) ?? []);

const thoseThatCan = (unit: ActorUnit, task: Task, cause: Cause): Invitation[] =>
  invitationsOf(unit, task).filter((invitation) => can(invitation, cause));

/** What the list has by now and did not have when it was shown, nobody has invited yet. New ones are always the last. */
function requireAsShown({ invitations }: Task, { rows = invitations.length, at }: ListSeen): void {
  if (invitations.length > rows || (at !== undefined && invitations.at(-1) !== at)) throw refuse("task_grew");
}

const MOVED_BY = { invite: "list", revoke: "revoke", remove: "remove" } as const;

export function taskDone(unit: ActorUnit, done: Extract<UserAction, { do: "task-done" }>): Reply {
  const task = requireTask(unit, done.task);
  const { me, ownEvidence: evidence } = unit;
  if (task.state === "done" && task.closedBy === me) return { kind: "nothing" };
  if (task.state === "open") requireAsShown(task, done);
  closeTask(unit, task, me);
  if (task.kind === "workspace") {
    if (task.workspace !== null) workspaceDone(unit, task.workspace, evidence);
  } else if (task.kind === "role") {
    for (const invitation of invitationsOf(unit, task))
      hasRole(unit, invitation, task.role ?? invitation.role, evidence);
  } else {
    const cause = MOVED_BY[task.kind];
    moveAll(unit, me, thoseThatCan(unit, task, cause), cause, { evidence });
  }
  return { kind: "nothing" };
}

/** While Pending it was revoked and sent anew. */
function hasRole(unit: ActorUnit, invitation: Invitation, role: Role, evidence: Evidence): void {
  const { me } = unit;
  const { id, status } = invitation;
  if (status !== "active" && status !== "pending") return;
  record(unit, me, "invitation.role", `invitation:${id}`, { role, evidence: evidence.kind });
  if (status === "pending") moveAll(unit, me, [invitation], "renew", { role, evidence });
  else giveRole(unit, invitation, role);
}

export const impossible: FormHandler<"impossible"> = (unit, ref) => {
  const task = requireTask(unit, ref.task);
  if (task.state !== "open") throw refuse("already_closed");
  requireAsShown(task, ref);
  const { me } = unit;
  return asking(impossibleForm(unit.reader, ref), ({ reason }) => {
    closeTask(unit, task, me, reason);
    if (task.kind === "invite")
      moveAll(unit, me, thoseThatCan(unit, task, "fail"), "fail", { failure: NOT_POSSIBLE });
    else {
      // Nothing has changed, and whoever leads the Setup has to know.
      const { owner } = requireStarted(unit);
      if (owner !== me) tell(unit, owner, { kind: "task", task: task.id });
    }
    if (task.workspace !== null) workspaceFailed(unit, task.workspace, NOT_POSSIBLE);
    return { kind: "nothing" };
  });
};
