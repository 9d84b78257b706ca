import type { JobRow } from "../../domain/job.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import type { Failing } from "../alerts/failing.ts";
import { takesLonger } from "../alerts/outages.ts";
import { troubleOver } from "../alerts/trouble.ts";
import type { Upstreams } from "../core/circuit-breaker.ts";
import type { Context } from "../core/context.ts";
import type { JobOutcome } from "../core/meter.ts";
import { isKeyRefused, noteCallRefused } from "../key/admin-key.ts";
import { onDeadLetter } from "./on-dead-letter.ts";
import { afterFailure, isSentAgain, needsGrace } from "./retry.ts";
import { runJob } from "./run-job.ts";

/** How a job ended: what is written of it, and what comes once that is on disk. */
export type Ending = { readonly note: (tx: Tx) => void; readonly noted: () => void };

/** What becomes of jobs, together with what follows from them. */
export function createEndings(
  context: Context,
  { failing, blamed }: { readonly failing: Failing; readonly blamed: Upstreams["blamed"] },
) {
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
        troubleOver(unit, row);
      },
      noted: () => {
        failing.ended(row.id);
        ended(row, "done");
      },
    };
  }

  /** What becomes of it is found out when it is noted, however late that is. */
  function failed(row: JobRow, error: unknown): Ending {
    const known = error instanceof AppError;
    if (!known) log.error({ error, job: row.id, kind: row.job.kind }, "a job broke");
    // Who lets nobody in has not failed, and what failed before that is over.
    if (known && error.code === "unauthorized") failing.ended(row.id);
    let givenUp = false;
    return {
      note: (tx) => {
        const unit = { tx, now: now(), context };
        if (isKeyRefused(error)) noteCallRefused(unit, error);
        // Only now: whom it waits for may have answered another one meanwhile, and then nothing wakes it any more.
        const times = { now: unit.now, failingMs: () => failing.failed(row.id), blamed: blamed(error) };
        const next = afterFailure(row, error, times, context);
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
        if (!givenUp) return;
        failing.ended(row.id);
        log.warn({ job: row.id, kind: row.job.kind, error }, "gave a job up");
      },
    };
  }

  return { carryOut, failed };
}
