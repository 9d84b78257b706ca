import { can } from "../../domain/invitations/invitation.ts";
import type { JobRow } from "../../domain/job.ts";
import { messageOf } from "../../domain/message.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { takesLonger } from "../alerts/outages.ts";
import { endTroubles, tellTrouble } from "../alerts/trouble.ts";
import type { Upstreams } from "../core/circuit-breaker.ts";
import type { Context, JobOutcome, Unit } from "../core/context.ts";
import { tell } from "../core/outgoing.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { isKeyRefused, noteCallRefused } from "../key/admin-key.ts";
import { endOffer } from "../record/files.ts";
import { decidersOf } from "../requests/deciders.ts";
import { workspaceFailed } from "../workspaces/workspaces.ts";
import { afterFailure, isSentAgain, needsGrace } from "./retry.ts";
import { runJob } from "./run-job.ts";

/** How a job ended: what is written of it, and what comes once that is on disk. */
export type Ending = { readonly note: (tx: Tx) => void; readonly noted: () => void };

/** What becomes of jobs, together with what follows from them. */
export function createEndings(context: Context, blamed: Upstreams["blamed"]) {
  const { now, log, meter } = context;

  function ended({ id, job: { kind } }: JobRow, outcome: JobOutcome): void {
    meter?.jobEnded(kind, outcome);
    log.debug?.({ job: id, kind, outcome }, "a job ended");
  }

  /** Does it, and says how it is noted. Throws when it failed. */
  async function carryOut(row: JobRow): Promise<Ending> {
    // After a crash or a timeout the other side may still be at it: look only when it must be over.
    const unknownSince = row.unknownSince === null ? null : Math.min(row.unknownSince, now());
    const graceEnds = (unknownSince ?? -Infinity) + context.graceMs;
    const later = { dueAt: graceEnds, unknownSince, countAttempt: false };
    if (needsGrace(row.job) && now() < graceEnds) {
      const error = row.lastError ?? "unknown outcome";
      return { note: (tx) => tx.jobs.retry(row.id, { ...later, error }), noted: () => ended(row, "later") };
    }
    const commit = await runJob(context, row);
    return {
      note: (tx) => {
        const unit = { tx, now: now(), context };
        commit(unit);
        if (isSentAgain(row.job) && now() < graceEnds) tx.jobs.retry(row.id, { ...later, error: null });
        else tx.jobs.finish(row.id, now());
        endTroubles(unit);
      },
      noted: () => ended(row, "done"),
    };
  }

  /** What becomes of it is found out when it is noted, however late that is. */
  function failed(row: JobRow, error: unknown): Ending {
    const known = error instanceof AppError;
    if (!known) log.error({ error, job: row.id, kind: row.job.kind }, "a job broke");
    let givenUp = false;
    return {
      note: (tx) => {
        const unit = { tx, now: now(), context };
        if (isKeyRefused(error)) noteCallRefused(unit, error);
        // Only now: whom it waits for may have answered another one meanwhile, and then nothing wakes it any more.
        const next = afterFailure(row, error, { now: unit.now, blamed: blamed(error) }, context);
        givenUp = next.kind === "bury";
        if (next.kind === "retry") {
          tx.jobs.retry(row.id, next.change);
          takesLonger(unit, row, next.change.dueAt);
        } else {
          tx.jobs.bury(row.id, unit.now, next.error);
          onDeadLetter(unit, row, known ? (error.detail ?? error.code) : "bug");
        }
      },
      noted: () => {
        ended(row, givenUp ? "given up" : "later");
        if (givenUp) log.warn({ job: row.id, kind: row.job.kind, error }, "gave a job up");
      },
    };
  }

  return { carryOut, failed };
}

/** A job was given up: what depended on it is told the truth, and a person hears of it. */
export function onDeadLetter(unit: Unit, row: JobRow, reason: string): void {
  const { tx, now } = unit;
  const { job } = row;
  if (job.kind === "put-file" || job.kind === "invite") {
    // The offer or the Invitations say so, and are asked for or sent again by themselves, not as this job.
    tx.jobs.finish(row.id, now);
    if (job.kind === "put-file") endOffer(unit, job.offer, "failed");
    else {
      const waiting = tx.invitations.ofRequest(job.request).filter((one) => can(one, "fail"));
      moveAll(unit, "bot", waiting, "fail", { failure: reason });
    }
    return;
  }
  if (job.kind === "create-workspace") workspaceFailed(unit, job.workspace, reason);
  const setup = tx.setup.load();
  if (setup === null) return;
  const card = job.kind === "post" && "place" in job.to ? messageOf(job.subject) : null;
  // Nothing came through to the approvals channel for long: the approvers get the card themselves.
  if (card?.kind === "request") for (const { id } of decidersOf(unit, setup)) tell(unit, id, card);
  tellTrouble(unit, row, setup.owner);
}
