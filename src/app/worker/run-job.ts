import { can } from "../../domain/invitations/invitation.ts";
import type { Job, JobRow } from "../../domain/job.ts";
import { messageOf } from "../../domain/message.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { findInvitee, nudgeInvitee, refreshAccount } from "../accounts/accounts.ts";
import { endTroubles, tellTrouble } from "../alerts/alerts.ts";
import { settleDeadLetter } from "../alerts/dead-letters.ts";
import { checkDaily } from "../alerts/drift.ts";
import { NOTICED_AFTER_MS } from "../alerts/outages.ts";
import { absenceJob } from "../approvals/absences.ts";
import { accessEnds } from "../approvals/access-end.ts";
import { decideHeld, giveUpHeld } from "../approvals/decide-job.ts";
import { escalate } from "../approvals/escalation.ts";
import { LOOK_EVERY_MS, lookAtGroups, readGroups } from "../approvals/groups.ts";
import type { JobOutcome } from "../core/app.ts";
import type { Context, Unit } from "../core/context.ts";
import { tell } from "../core/effects.ts";
import { inviteThrough, takeBackThrough } from "../invitations/invite-job.ts";
import { setLimit } from "../invitations/sync.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { isKeyRefused, noteCallRefused } from "../key/admin-key.ts";
import { warmUpOver } from "../key/key-look.ts";
import { removeThrough, setRoleThrough } from "../members/member-actions.ts";
import { postMessage, updateHomes, updateMessage } from "../messages/message-jobs.ts";
import { endOffer, putFile, sendFile } from "../record/files.ts";
import { askedAbout } from "../requests/deciders.ts";
import { lapseRequest } from "../requests/decisions.ts";
import { remind } from "../requests/reminders.ts";
import { lookAtDomain } from "../security/security.ts";
import { createWorkspace, workspaceFailed } from "../setup/workspaces.ts";
import { askWhetherRanOut } from "../tasks/tasks.ts";
import { byHand, pruneOld } from "./begin-work.ts";
import type { JobHandler, JobOf, MistralHandler } from "./job-handler.ts";
import { type AtMistral, afterFailure, type Blamed, isSentAgain, needsGrace } from "./retry.ts";

const withKey =
  <K extends AtMistral>(handler: MistralHandler<K>): JobHandler<K> =>
  (context, job, row) => {
    const { mistral } = context;
    return mistral === null ? byHand(job) : handler({ ...context, mistral }, job, row);
  };

const inStore =
  <K extends Job["kind"]>(work: (unit: Unit, job: JobOf<K>, row: JobRow) => void): JobHandler<K> =>
  (_context, job, row) =>
  (unit) =>
    work(unit, job, row);

const handlers: { readonly [K in Job["kind"]]: JobHandler<K> } = {
  post: postMessage,
  update: updateMessage,
  homes: inStore(updateHomes),
  "refresh-account": refreshAccount,
  "find-invitee": findInvitee,
  invite: withKey(inviteThrough),
  "take-back": withKey(takeBackThrough),
  "set-role": withKey(setRoleThrough),
  remove: withKey(removeThrough),
  "create-workspace": withKey(createWorkspace),
  "set-limit": withKey(setLimit),
  prune: inStore(pruneOld),
  drift: inStore(checkDaily),
  warm: warmUpOver,
  remind: inStore((unit, job, { createdAt }) => remind(unit, job, createdAt)),
  "look-domain": lookAtDomain,
  lapse: inStore(lapseRequest),
  escalate: inStore(escalate),
  groups: readGroups,
  decide: decideHeld,
  absence: inStore(absenceJob),
  "access-end": inStore((unit, job, { dueAt }) => accessEnds(unit, job, dueAt)),
  nudge: inStore(nudgeInvitee),
  "ran-out": inStore(askWhetherRanOut),
  "dead-letter": inStore(settleDeadLetter),
  "send-file": (...job) => sendFile(...job),
  "put-file": putFile,
  unreadable: () => {
    throw new AppError("invalid", "the row of this job cannot be read", { detail: "unreadable" });
  },
};

export type Ending = { readonly write: (tx: Tx) => JobOutcome; readonly error?: unknown };

export async function runJob(context: Context, row: JobRow): Promise<Ending> {
  const { now, graceMs } = context;
  const { id, job, unknownSince } = row;
  // After a crash or a timeout the other side may still be at it: look only when it must be over.
  const graceEnds = unknownSince === null ? -Infinity : Math.min(unknownSince, now()) + graceMs;
  const after = { dueAt: graceEnds, unknownSince: graceEnds - graceMs, countAttempt: false };
  if (needsGrace(job) && now() < graceEnds) {
    const write = (tx: Tx): JobOutcome => {
      tx.jobs.retry(id, { ...after, error: row.lastError ?? "unknown outcome" });
      return "later";
    };
    return { write };
  }
  const commit = await (handlers[job.kind] as JobHandler<Job["kind"]>)(context, job, row);
  return {
    write: (tx) => {
      const unit = { tx, now: now(), context };
      commit(unit);
      if (isSentAgain(job) && unit.now < graceEnds) tx.jobs.retry(id, { ...after, error: null });
      else tx.jobs.finish(id, unit.now);
      endTroubles(unit);
      return "done";
    },
  };
}

/** What becomes of a job that failed is found out when it is noted, however late that is. */
export function failed(context: Context, row: JobRow, error: unknown, blamed: () => Blamed | null): Ending {
  const { now, log } = context;
  const { id, job, createdAt } = row;
  const isKnown = error instanceof AppError;
  if (!isKnown) log.error({ error, job: id, kind: job.kind }, "a job broke");
  const write = (tx: Tx): JobOutcome => {
    const unit = { tx, now: now(), context };
    if (isKeyRefused(error)) noteCallRefused(unit, error);
    // Only now: whom it waits for may have answered another one meanwhile, and then nothing wakes it any more.
    const next = afterFailure(row, error, unit.now, blamed(), context);
    if (next.kind === "retry") {
      tx.jobs.retry(id, next.change);
      // A card that says "sending" must not say so for long after a try that failed.
      if (job.kind === "invite" && next.change.dueAt - createdAt >= NOTICED_AFTER_MS)
        tx.changed(`request:${job.request}`);
      return "later";
    }
    tx.jobs.bury(id, unit.now, next.error);
    onDeadLetter(unit, row, isKnown ? (error.detail ?? error.code) : "bug");
    return "given up";
  };
  return { write, error };
}

/** A job was given up: what depended on it is told the truth, and a person hears of it. */
export function onDeadLetter(unit: Unit, row: JobRow, reason: string): void {
  const { tx, now } = unit;
  const { job } = row;
  if (job.kind === "put-file" || job.kind === "invite" || job.kind === "decide" || job.kind === "groups") {
    // The offer, the Invitations or the Request say so, and are asked for, sent or decided again, not as this job.
    tx.jobs.finish(row.id, now);
    if (job.kind === "put-file") endOffer(unit, job.offer, "failed");
    else if (job.kind === "decide") giveUpHeld(unit, job);
    else if (job.kind === "groups") lookAtGroups(unit, job.platform, now + LOOK_EVERY_MS);
    else {
      const failing = tx.invitations.ofRequest(job.request).filter((one) => can(one, "fail"));
      moveAll(unit, "bot", failing, "fail", { failure: reason });
    }
    return;
  }
  if (job.kind === "create-workspace") workspaceFailed(unit, job.workspace, reason);
  const setup = tx.setup.load();
  if (setup === null) return;
  const card = job.kind === "post" && "place" in job.to ? messageOf(job.subject) : null;
  // Nothing came through to the approvals channel for long: the approvers get the card themselves.
  const request = card?.kind === "request" ? tx.requests.get(card.request) : null;
  if (card !== null && request !== null)
    for (const person of askedAbout(unit, request)) tell(unit, person, card);
  tellTrouble(unit, row, setup.owner);
}
