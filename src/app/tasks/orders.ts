import type { PersonId } from "../../domain/accounts/person.ts";
import { can, type Invitation } from "../../domain/invitations/invitation.ts";
import type { Job, Whom } from "../../domain/job.ts";
import { refuse } from "../../domain/refusal.ts";
import { modeOf, type Unit } from "../core/context.ts";
import { enqueue, record } from "../core/outgoing.ts";
import { addToTask, dropFromTasks, giveTask } from "./tasks.ts";

/** What is ordered about a Member, or about an Invitation that is out: the Admin API does it by job, a person by Task. */
export type Order = Extract<Job, { kind: "take-back" | "set-role" | "remove" }>;

const TASKS = { "take-back": "revoke", "set-role": "role", remove: "remove" } as const;
const EVENTS = {
  "take-back": "revocation.ordered",
  "set-role": "role.ordered",
  remove: "removal.ordered",
} as const;

/** It counts once it is done. To ask a person for the same once more changes nothing. */
export function order(unit: Unit, job: Order & { readonly by: PersonId }): void {
  const guided = modeOf(unit.context) === "guided";
  if (guided && job.invitation === undefined) throw refuse("by_hand");
  if (guided && isAskedFor(unit, job)) return;
  const role = roleOf(job);
  record(unit, job.by, EVENTS[job.kind], subjectOf(job), role === null ? {} : { role });
  carryOut(unit, job);
}

/** Hands it to the API or to a person, where it still fits. */
export function carryOut(unit: Unit, job: Order): void {
  const guided = modeOf(unit.context) === "guided";
  const { invitation: id, by } = job;
  const invitation = id === undefined ? null : unit.tx.invitations.get(id);
  if (invitation === null ? guided || id !== undefined : !fits(job, invitation, guided)) return;
  if (!guided) {
    // Whoever is still asked for the same, or for another role, would undo what comes later.
    if (id !== undefined) dropFromTasks(unit, [id], TASKS[job.kind]);
    const subject = subjectOf(job);
    const group = invitation === null ? subject : `request:${invitation.request}`;
    const key = `${job.kind}:${subject}`;
    // What was chosen last must be done last, also when it was chosen before, or was a Task meanwhile.
    if (job.kind !== "set-role") enqueue(unit, job, key, { group, collapse: true });
    else enqueue(unit, job, `${key}:${job.role}:${unit.tx.record.end().seq}:${unit.now}`, { group });
    return;
  }
  if (id === undefined || isAskedFor(unit, job)) return;
  // What is to be taken back nobody is to send, and nobody must make two changes of a role.
  if (job.kind !== "remove") dropFromTasks(unit, [id], job.kind === "take-back" ? "invite" : "role");
  const task = { kind: TASKS[job.kind], role: roleOf(job), invitations: [id] };
  if (job.kind === "take-back") addToTask(unit, by ?? "bot", task);
  else giveTask(unit, by ?? "bot", task);
}

/** A Pending Invitation gets another role by hand alone: which one is to be revoked the API's job would not know. */
function fits({ kind }: Order, invitation: Invitation, guided: boolean): boolean {
  if (kind === "set-role")
    return invitation.status === "active" || (guided && invitation.status === "pending");
  return can(invitation, kind === "remove" ? "remove" : "revoke");
}

const roleOf = (job: Order) => (job.kind === "set-role" ? job.role : null);

const subjectOf = ({ invitation, member }: Whom): string =>
  invitation === undefined ? `member:${member}` : `invitation:${invitation}`;

const isAskedFor = ({ tx }: Unit, job: Order): boolean =>
  job.invitation !== undefined &&
  tx.tasks
    .ofInvitation(job.invitation)
    .some(({ kind, state, role }) => kind === TASKS[job.kind] && state === "open" && role === roleOf(job));
