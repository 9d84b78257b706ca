import type { PersonId } from "../../domain/accounts/person.ts";
import { type Invitation, RUNS_OUT_AFTER_MS } from "../../domain/invitations/invitation.ts";
import { end } from "../../domain/requests/request.ts";
import { lookAtHolders } from "../accounts/accounts.ts";
import { endTroubles } from "../alerts/alerts.ts";
import { tellDrift } from "../alerts/drift.ts";
import { modeOf, type Unit } from "../core/context.ts";
import { DAY_MS, enqueue, record, tell } from "../core/handler.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { AUDIT_OVERLAP_MS } from "../record/audit-job.ts";
import { holderFor } from "../tasks/tasks.ts";
import { type JobOf, NUDGE_DAYS } from "./job-handler.ts";

export function lapseRequest(unit: Unit, { request: id }: JobOf<"lapse">): void {
  const request = unit.tx.requests.get(id);
  if (request?.state !== "open") return;
  unit.tx.requests.save(end(request, "lapsed", null, unit.now));
  record(unit, "bot", "request.lapsed", `request:${id}`);
  const proposed = unit.tx.invitations.ofRequest(id).filter(({ status }) => status === "proposed");
  moveAll(unit, "bot", proposed, "drop");
  tell(unit, request.requester, { kind: "outcome", request: id });
}

/** After a long sleep the next nudge may be due in the same moment, or the invitation may have run out. */
export function nudgeInvitee(unit: Unit, { invitation: id, sentAt, day }: JobOf<"nudge">): void {
  const invitation = unit.tx.invitations.get(id);
  if (invitation?.status !== "pending" || invitation.sentAt !== sentAt) return;
  const next = NUDGE_DAYS.find((later) => later > day) ?? RUNS_OUT_AFTER_MS / DAY_MS;
  if (invitation.invitee === null || unit.now >= sentAt + next * DAY_MS) return;
  tell(unit, invitation.invitee, { kind: "nudge", invitation: id, day, sentAt });
}

/** Unique keys of finished jobs are what keeps an effect from happening twice, so they stay for long. */
const KEEP_MS = 90 * DAY_MS;

export function pruneOld(unit: Unit): void {
  const { tx, now } = unit;
  endTroubles(unit);
  tx.jobs.prune(now - KEEP_MS);
  tx.alerts.prune(now - KEEP_MS);
  // Its last events are read again and again, and must be known.
  const lastRead = tx.setup.load()?.observed.audit?.until ?? 0;
  tx.audit.prune(Math.min(now - KEEP_MS, lastRead - 2 * AUDIT_OVERLAP_MS));
  planPruning(unit);
}

export function checkDaily(unit: Unit): void {
  tellDrift(unit);
  lookAtHolders(unit);
  planDrift(unit);
}

/** Guided mode: expiry is asked about, not assumed. Those that were sent together are one question. */
export function askWhetherRanOut(unit: Unit, { sentAt }: JobOf<"ran-out">): void {
  if (modeOf(unit.context) === "automatic") return;
  const waiting = unit.tx.invitations.ofSentAt(sentAt).filter(({ status }) => status === "pending");
  for (const holder of new Set(waiting.map((invitation) => senderOf(unit, invitation))))
    tell(unit, holder, { kind: "ran-out", sentAt });
}

/** What was approved before billing allowed it was sent by the person who confirmed billing. */
function senderOf(unit: Unit, { id, request }: Invitation): PersonId {
  const task = unit.tx.tasks.ofInvitation(id).findLast(({ kind }) => kind === "invite");
  return holderFor(unit, task?.assignee ?? unit.tx.requests.get(request)?.decision?.by ?? "bot");
}

/** The check comes once a day; one that is planned already stays planned, however often the process starts. */
export function planDrift(unit: Unit): void {
  enqueue(unit, { kind: "drift" }, "drift", { dueAt: unit.now + DAY_MS, collapse: true });
}

export function planPruning(unit: Unit, wait = DAY_MS): void {
  enqueue(unit, { kind: "prune" }, "prune", { dueAt: unit.now + wait, collapse: true });
}
