import type { PersonId } from "../../domain/accounts/person.ts";
import { type Invitation, RUNS_OUT_AFTER_MS } from "../../domain/invitations/invitation.ts";
import { lapse } from "../../domain/requests/request.ts";
import { isWarmingUp } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import { lookAtHolders } from "../accounts/accounts.ts";
import { tellDrift } from "../alerts/drift.ts";
import { endTroubles } from "../alerts/trouble.ts";
import type { Unit } from "../core/context.ts";
import { announce, enqueue, record, tell } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { lookAtKey, saysRefused } from "../key/key-look.ts";
import { AUDIT_OVERLAP_MS } from "../record/audit-job.ts";
import { remind } from "../requests/reminders.ts";
import { holderFor } from "../tasks/tasks.ts";
import type { JobHandler } from "./job-handler.ts";
import { HELD } from "./retry.ts";
import { DAY_MS, idlePause, NUDGE_DAYS, planDrift, planPruning } from "./schedule.ts";

const ASK_AGAIN_MS = 60_000;
const ASK_OFTEN_FOR_MS = 10 * 60_000;

/**
 * Billing was confirmed and the warm-up is over: now keys should work, and now it is said. With a key of its own the bot
 * tries first: while that is refused it would not be true.
 */
export const warmUpOver: JobHandler<"warm"> = async (context, job, { createdAt }) => {
  const { confirmedAt } = job;
  const look = await lookAtKey(context).catch((error: unknown) => {
    if (error instanceof AppError && error.detail === HELD) return null;
    throw error;
  });
  return (unit) => {
    look?.commit?.(unit);
    const setup = requireStarted(unit);
    if (setup.billing?.confirmedAt !== confirmedAt) return;
    // Taken back meanwhile, or longer on its way than was thought: that has a job of its own.
    if (setup.steps.billing.state === "open" || isWarmingUp(setup.billing, unit.now)) return;
    const refused = saysRefused(setup, look, confirmedAt);
    if (refused) {
      const late = unit.now - setup.billing.warmUntil >= ASK_OFTEN_FOR_MS;
      const dueAt = unit.now + (late ? idlePause(context) : ASK_AGAIN_MS);
      enqueue(unit, job, `warm:${confirmedAt}:${dueAt}`, { dueAt, group: `warm:${confirmedAt}` });
      tell(unit, setup.owner, { kind: "refused", confirmedAt });
    } else announce(unit, { kind: "billing", confirmedAt }, "milestone");
    // Later refusals tell nothing new.
    if (!refused || createdAt < setup.billing.warmUntil) unit.tx.changed("progress", "billing", "warm");
  };
};

export const remindPerson: JobHandler<"remind"> =
  (_context, job, { createdAt }) =>
  (unit) =>
    remind(unit, job, createdAt);

export const lapseRequest: JobHandler<"lapse"> =
  (_context, { request: id }) =>
  (unit) => {
    const request = unit.tx.requests.get(id);
    if (request?.state !== "open") return;
    unit.tx.requests.save(lapse(request, unit.now));
    record(unit, "bot", "request.lapsed", `request:${id}`);
    const proposed = unit.tx.invitations.ofRequest(id).filter(({ status }) => status === "proposed");
    moveAll(unit, "bot", proposed, "drop");
    tell(unit, request.requester, { kind: "outcome", request: id });
  };

const LAST_DAY = RUNS_OUT_AFTER_MS / DAY_MS;

/** After a long sleep the next nudge may be due in the same moment, or the invitation may have run out. */
export const nudgeInvitee: JobHandler<"nudge"> =
  (_context, { invitation: id, sentAt, day }) =>
  (unit) => {
    const invitation = unit.tx.invitations.get(id);
    if (invitation?.status !== "pending" || invitation.sentAt !== sentAt || invitation.invitee === null)
      return;
    const next = NUDGE_DAYS.find((later) => later > day) ?? LAST_DAY;
    if (unit.now >= sentAt + next * DAY_MS) return;
    tell(unit, invitation.invitee, { kind: "nudge", invitation: id, day, sentAt });
  };

/** Unique keys of finished jobs are what keeps an effect from happening twice, so they stay for long. */
const KEEP_MS = 90 * DAY_MS;
/** Its last events are read again and again, and must be known. */
const auditKept = (unit: Unit): number =>
  (unit.tx.setup.load()?.observed.audit?.until ?? 0) - 2 * AUDIT_OVERLAP_MS;

export const pruneOld: JobHandler<"prune"> = () => (unit) => {
  endTroubles(unit);
  unit.tx.jobs.prune(unit.now - KEEP_MS);
  unit.tx.alerts.prune(unit.now - KEEP_MS);
  unit.tx.audit.prune(Math.min(unit.now - KEEP_MS, auditKept(unit)));
  planPruning(unit);
};

export const checkDaily: JobHandler<"drift"> = () => (unit) => {
  tellDrift(unit);
  lookAtHolders(unit);
  planDrift(unit);
};

/** Guided mode: expiry is asked about, not assumed. Those that were sent together are one question. */
export const askWhetherRanOut: JobHandler<"ran-out"> =
  ({ mistral }, { sentAt }) =>
  (unit) => {
    const waiting = unit.tx.invitations.ofSentAt(sentAt).filter(({ status }) => status === "pending");
    if (mistral !== null) return;
    for (const holder of new Set(waiting.map((invitation) => senderOf(unit, invitation))))
      tell(unit, holder, { kind: "ran-out", sentAt });
  };

/** What was approved before billing allowed it was sent by the person who confirmed billing. */
function senderOf(unit: Unit, { id, request }: Invitation): PersonId {
  const task = unit.tx.tasks.ofInvitation(id).findLast(({ kind }) => kind === "invite");
  return holderFor(unit, task?.assignee ?? unit.tx.requests.get(request)?.decision?.by ?? "bot");
}
