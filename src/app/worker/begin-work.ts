import { SOCKET } from "../../domain/alert.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Job } from "../../domain/job.ts";
import type { Task } from "../../domain/tasks/task.ts";
import { AppError } from "../../lib/errors.ts";
import { DAY_MS } from "../../lib/timing.ts";
import { endAlerts, forgetClosedPlaces, lookAtPlaces } from "../alerts/alerts.ts";
import { planDrift } from "../alerts/drift.ts";
import { lookAtGroups, noteUnconnected } from "../approvals/groups.ts";
import { connected, modeOf, type Unit } from "../core/context.ts";
import { enqueue, updateCopy } from "../core/effects.ts";
import { releaseWaiting } from "../invitations/transition-invitations.ts";
import { forgetKey } from "../key/key-look.ts";
import { AUDIT_OVERLAP_MS } from "../record/audit-job.ts";
import { planLooks } from "../security/security.ts";
import { makeWorkspace } from "../setup/workspaces.ts";
import { dropFromTasks, orderSending, passOn, rescueTasks } from "../tasks/tasks.ts";
import type { Commit } from "./job-handler.ts";
import { AT_MISTRAL, type AtMistral } from "./retry.ts";

/** At the start, and when the mode changes. What a platform missed while it was not connected is drawn there. */
export function beginWork(unit: Unit): void {
  planPruning(unit, unit.now);
  adoptMode(unit);
  // Whoever can only be met on a platform that is no longer connected can do nothing.
  rescueTasks(unit);
  planLooks(unit);
  forgetUnconfigured(unit);
  // The secret may be another one by now.
  unit.tx.processedRequests.forget("forged:slack");
  lookAtPlaces(unit);
  noteUnconnected(unit);
  for (const { platform } of unit.context.messengers) lookAtGroups(unit, platform);
  if (unit.tx.setup.load() !== null) planDrift(unit);
  for (const copy of connected(unit.context, unit.tx.posted.missed())) updateCopy(unit, copy);
}

/** Unique keys of finished jobs are what keeps an effect from happening twice, so they stay for long. */
const KEEP_MS = 90 * DAY_MS;

export function pruneOld(unit: Unit): void {
  const { tx, now } = unit;
  tx.jobs.prune(now - KEEP_MS);
  tx.alerts.prune(now - KEEP_MS);
  // Its last events are read again and again, and must be known.
  const lastRead = tx.setup.load()?.observed.audit?.until ?? 0;
  tx.audit.prune(Math.min(now - KEEP_MS, lastRead - 2 * AUDIT_OVERLAP_MS));
  planPruning(unit, now + DAY_MS);
}

function planPruning(unit: Unit, dueAt: number): void {
  enqueue(unit, { kind: "prune" }, "prune", { dueAt, collapse: true });
}

function forgetUnconfigured(unit: Unit): void {
  const { mistral, messengers } = unit.context;
  const connections = messengers.map(({ platform }) => platform);
  endAlerts(unit, "outage", ({ of }) =>
    of === "mistral" ? mistral === null : !connections.includes(of === SOCKET ? "slack" : of),
  );
  if (mistral === null)
    for (const kind of ["admin-key", "other-organization"] as const) endAlerts(unit, kind);
  forgetClosedPlaces(unit);
  forgetKey(unit);
}

/** An Admin API key came or went: what people were asked for is the API's from now on, or the other way round. */
function adoptMode(unit: Unit): void {
  const { tx, now } = unit;
  const automatic = modeOf(unit.context) === "automatic";
  const open = tx.tasks.open();
  const asksFor = (id: number, ...kinds: Task["kind"][]) =>
    open.some(({ kind, invitations }) => kinds.includes(kind) && invitations.includes(id));
  const isChanging = ({ id }: Invitation) =>
    automatic ? asksFor(id, "invite") : !asksFor(id, "invite", "revoke");
  const changing = tx.invitations.inStatus("sending").filter(isChanging);
  const ids = changing.map(({ id }) => id);
  dropFromTasks(unit, ids, "invite");
  orderSending(unit, changing, "bot");
  for (const { id, request } of changing) tx.changed(`invitation:${id}`, `request:${request}`);
  // While Mistral did not answer, what was approved was not even being sent.
  if (!automatic) releaseWaiting(unit, "bot");
  for (const workspace of tx.workspaces.all().filter(({ state }) => state === "waiting")) {
    makeWorkspace(unit, workspace);
    const task = open.find((one) => one.workspace === workspace.id);
    if (automatic && task !== undefined) tx.tasks.save({ ...task, state: "done", closedAt: now });
  }
  // Each of these jobs hands itself to a person where there is no key.
  if (!automatic) tx.jobs.hasten(AT_MISTRAL, now);
}

/** Without an Admin API key an order becomes a Task, or is given up: then the owner and whoever ordered it hear of it. */
export function byHand(order: Extract<Job, { kind: AtMistral }>): Commit {
  if (order.kind === "invite") return adoptMode;
  if ("invitation" in order && order.invitation !== undefined) return (unit) => passOn(unit, order);
  if (order.kind !== "create-workspace")
    throw new AppError("conflict", "there is no Admin API key any more", { detail: "no_admin_key" });
  return (unit) => {
    const workspace = unit.tx.workspaces.get(order.workspace);
    if (workspace === null || workspace.state === "created") return;
    unit.tx.workspaces.save({ ...workspace, state: "waiting", trouble: null });
    makeWorkspace(unit, workspace, order.by);
  };
}
