import type { JobRow } from "../domain/job.ts";
import { UPSTREAMS } from "../domain/outage.ts";
import { AppError } from "../errors.ts";
import { because } from "../request-id.ts";
import type { Tx } from "../store/tx.ts";
import { isKeyRefused, noteKeyLetIn, noteKeyRefused } from "./admin-key.ts";
import type { Context } from "./context.ts";
import { watchFailing } from "./failing.ts";
import { buried } from "./jobs/buried.ts";
import { hasAsked } from "./jobs/job-handler.ts";
import { runJob } from "./jobs/jobs.ts";
import { createLanes, type Lane } from "./jobs/lanes.ts";
import { isSentAgain, needsGrace } from "./jobs/policy.ts";
import type { JobOutcome } from "./meter.ts";
import { takesLonger } from "./outages.ts";
import { inOwnOrganization } from "./own-organization.ts";
import { createPolls, type Poll } from "./polls.ts";
import { afterFailure, waitsFor } from "./retry.ts";
import { commitTogether } from "./together.ts";
import { troubleOver } from "./trouble.ts";
import { watchUpstreams } from "./upstreams.ts";

const POLL_MS = 250;
/** A clock is corrected by less again and again. */
const CLOCK_STEP_MS = 1_000;

export type Worker = {
  /** Looks for due jobs now, and again and again unless only `wake` and `idle` are to make it look. */
  start(again?: "by itself" | "when told"): void;
  /** Looks for due jobs now. */
  wake(): void;
  /** Takes nothing new and waits for what is running, at most this long. */
  stop(deadlineMs: number): Promise<void>;
  /** Resolves when nothing is running and nothing is due; for tests and a graceful end. */
  idle(): Promise<void>;
};

/**
 * Runs the job table: claims what is due, and commits each outcome together with what follows from it. Beside it the
 * `polls` look at Mistral.
 */
export function createWorker(given: Context, polls: readonly Poll[]): Worker {
  const { context, blamed } = watchUpstreams(inOwnOrganization(given));
  const { store, now, log, meter } = context;
  const running = new Set<Promise<void>>();
  /** Failures that the store has not taken yet; the rows of their jobs are still running. */
  const unnoted: (() => void)[] = [];
  const commitSoon = commitTogether(store);
  const failing = watchFailing(now);
  const dueLooks = createPolls(context, polls);
  const lanes = createLanes(context);
  /** The latest time that this process, or one before it, has seen. */
  let latest = Number.NEGATIVE_INFINITY;
  let pumpsSoon = false;
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;

  function claim(): { row: JobRow; lane: Lane }[] {
    const due = store.read((tx) => tx.jobs.nextDue());
    return due === null || due > now() ? [] : store.transact((tx) => lanes.claim(tx, now()));
  }

  function track(work: Promise<void>, lane: Lane | null = null): void {
    const task = work.finally(() => {
      running.delete(task);
      if (lane !== null) lanes.leave(lane);
      pumpSoon();
    });
    running.add(task);
    if (lane !== null) lanes.enter(lane);
  }

  function lookAtClock(): void {
    const [before, at] = [latest, now()];
    latest = at;
    if (before - at < CLOCK_STEP_MS) return;
    log.warn({ seconds: Math.round((before - at) / 1000) }, "the machine's clock was put back");
    store.transact((tx) => tx.jobs.clockPutBack(before - at, at));
  }

  /** Whoever has woken it is not the cause of what happens then. */
  const pump = () => because(null, pumpOnce);

  function pumpOnce(): void {
    if (stopped) return;
    for (const note of unnoted.splice(0)) note();
    failing.tick();
    try {
      lookAtClock();
      for (const look of dueLooks(now())) track(look);
      for (const { row, lane } of claim())
        track(
          because(row.request, () => work(row)),
          lane,
        );
    } catch (error) {
      log.error({ error }, "the job table cannot be read or written");
    }
  }

  /** After what else waits in this turn: people go before messages, and jobs that end together are replaced together. */
  function pumpSoon(): void {
    if (pumpsSoon) return;
    pumpsSoon = true;
    setImmediate(() => {
      pumpsSoon = false;
      pump();
    });
  }

  function ended({ id, job: { kind } }: JobRow, outcome: JobOutcome): void {
    meter?.jobEnded(kind, outcome);
    log.debug?.({ job: id, kind, outcome }, "a job ended");
  }

  async function work(row: JobRow): Promise<void> {
    try {
      // After a crash or a timeout the other side may still be at it: look only when it must be over.
      const unknownSince = row.unknownSince === null ? null : Math.min(row.unknownSince, now());
      const graceEnds = (unknownSince ?? -Infinity) + context.graceMs;
      if (needsGrace(row.job) && now() < graceEnds) {
        const later = { dueAt: graceEnds, unknownSince, countAttempt: false };
        store.transact((tx) =>
          tx.jobs.retry(row.id, { ...later, error: row.lastError ?? "unknown outcome" }),
        );
        return;
      }
      const commit = await runJob(context, row);
      const end = (tx: Tx) => {
        const unit = { tx, now: now(), context };
        commit(unit);
        if (hasAsked(commit)) noteKeyLetIn(unit, row.job.kind);
        const again = { dueAt: graceEnds, unknownSince, error: null, countAttempt: false };
        if (isSentAgain(row.job) && now() < graceEnds) tx.jobs.retry(row.id, again);
        else tx.jobs.finish(row.id, now());
        troubleOver(unit, row);
      };
      // Jobs of several requests can end in one transaction.
      await commitSoon(end).catch((cause: unknown) => {
        // It has happened outside and could not be written down: next time it has to be looked for.
        throw new AppError("outcome_unknown", "done, but not noted", { detail: "not_noted", cause });
      });
      failing.ended(row.id);
      ended(row, "done");
    } catch (error) {
      settle(row, error);
    }
  }

  /** Writes down how a job failed, as soon as that works; where it never does the row is looked at after a restart. */
  function settle(row: JobRow, error: unknown): void {
    const known = error instanceof AppError;
    if (!known) log.error({ error, job: row.id, kind: row.job.kind }, "a job broke");
    // Who lets nobody in has not failed, and what failed before that is over.
    if (known && error.code === "unauthorized") failing.ended(row.id);
    const times = { now: now(), failingMs: () => failing.failed(row.id), blamed: blamed(error) };
    const next = afterFailure(row, error, times, context);
    try {
      store.transact((tx) => {
        if (isKeyRefused(error)) noteKeyRefused({ tx, now: now(), context }, row.job.kind);
        if (next.kind === "retry") {
          tx.jobs.retry(row.id, next.change);
          takesLonger({ tx, now: now(), context }, row, next.change.dueAt);
        } else {
          tx.jobs.bury(row.id, now(), next.error);
          buried({ tx, now: now(), context }, row, known ? (error.detail ?? error.code) : "bug");
        }
      });
      ended(row, next.kind === "bury" ? "given up" : "later");
      if (next.kind === "bury") failing.ended(row.id);
      if (next.kind === "bury") log.warn({ job: row.id, kind: row.job.kind, error }, "gave a job up");
    } catch (storage) {
      log.error({ error: storage, job: row.id }, "could not note the failure of a job");
      unnoted.push(() => because(row.request, () => settle(row, error)));
    }
  }

  return {
    start: (again = "by itself") => {
      stopped = false;
      latest = store.read((tx) => tx.jobs.latest()) ?? latest;
      const unknown = store.transact((tx) => {
        // That nothing answered is what the last process knew.
        for (const upstream of UPSTREAMS) tx.jobs.wake(waitsFor(upstream, true), now());
        return tx.jobs.recover(now());
      });
      if (unknown > 0) log.info({ jobs: unknown }, "jobs were running when the last process ended");
      if (again === "by itself") timer = setInterval(pump, POLL_MS);
      pump();
    },
    wake: pumpSoon,
    stop: async (deadlineMs) => {
      stopped = true;
      if (timer !== null) clearInterval(timer);
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs).unref());
      await Promise.race([Promise.allSettled(running), deadline]);
    },
    idle: async () => {
      for (;;) {
        pump();
        if (running.size === 0) return;
        await Promise.allSettled(running);
      }
    },
  };
}
