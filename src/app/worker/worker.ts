import type { JobRow } from "../../domain/job.ts";
import { UPSTREAMS } from "../../domain/outage.ts";
import { AppError } from "../../lib/errors.ts";
import { because } from "../../lib/request-id.ts";
import type { Tx } from "../../store/tx.ts";
import { watchFailing } from "../alerts/failing.ts";
import { createCircuitBreaker } from "../core/circuit-breaker.ts";
import type { Context } from "../core/context.ts";
import { inOwnOrganization } from "../key/own-organization.ts";
import { createEndings, type Ending } from "./job-outcome.ts";
import { createLanes, type Lane } from "./lanes.ts";
import { createPolls, type Poll } from "./polls.ts";
import { waitsFor } from "./retry.ts";

const POLL_MS = 250;
/** A clock is corrected by less again and again. */
const CLOCK_STEP_MS = 1_000;

const NOT_AT_HAND = "the job table cannot be read or written";

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
  const { context, blamed } = createCircuitBreaker(inOwnOrganization(given));
  const { store, commitSoon, now, log } = context;
  const running = new Set<Promise<void>>();
  /** Failures that the store has not taken yet; the rows of their jobs are still running. */
  const unnoted: { readonly row: JobRow; readonly ending: Ending }[] = [];
  const failing = watchFailing(now);
  const { carryOut, failed } = createEndings(context, { failing, blamed });
  const dueLooks = createPolls(context, polls);
  const lanes = createLanes(context);
  /** Waits for its turn to take what is due. */
  let claiming: Promise<void> | null = null;
  /** The latest time that this process, or one before it, has seen. */
  let latest = Number.NEGATIVE_INFINITY;
  let pumpsSoon = false;
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;

  /** Takes what is due by then, in one commit with what ends by then and makes room. */
  function claimSoon(): void {
    if (stopped || claiming !== null) return;
    // Whoever asks after its turn has come needs another one.
    const takesTurn = () => {
      const isLatest = claiming === mine;
      if (isLatest) claiming = null;
      return isLatest;
    };
    const mine = because(null, () => claim(takesTurn));
    claiming = mine;
  }

  async function claim(takesTurn: () => boolean): Promise<void> {
    let isMine = false;
    try {
      const claimed = await commitSoon((tx) => {
        isMine ||= takesTurn();
        return isMine && !stopped && isDue(tx) ? lanes.claim(tx, now()) : [];
      });
      for (const { row, lane } of claimed) {
        lanes.enter(lane);
        track(because(row.request, () => work(row, lane)));
      }
    } catch (error) {
      if (isMine || takesTurn()) log.error({ error }, NOT_AT_HAND);
    }
  }

  function isDue(tx: Tx): boolean {
    const due = tx.jobs.nextDue();
    return due !== null && due <= now();
  }

  function track(work: Promise<void>): void {
    const task = work.finally(() => running.delete(task));
    running.add(task);
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
    for (const { row, ending } of unnoted.splice(0)) because(row.request, () => noteLate(row, ending));
    failing.tick();
    try {
      lookAtClock();
      for (const look of dueLooks(now())) track(look);
      if (store.read(isDue)) claimSoon();
    } catch (error) {
      log.error({ error }, NOT_AT_HAND);
    }
  }

  function pumpSoon(): void {
    if (pumpsSoon) return;
    pumpsSoon = true;
    setImmediate(() => {
      pumpsSoon = false;
      pump();
    });
  }

  async function work(row: JobRow, lane: Lane): Promise<void> {
    try {
      const { note, noted } = await carryOut(row).finally(() => lanes.leave(lane));
      await save(note).catch((cause: unknown) => {
        // It has happened outside and could not be written down: next time it has to be looked for.
        throw new AppError("outcome_unknown", "done, but not noted", { detail: "not_noted", cause });
      });
      noted();
    } catch (error) {
      const ending = failed(row, error);
      await save(ending.note).then(ending.noted, (storage: unknown) => notNoted(row, ending, storage));
    }
  }

  function save(note: Ending["note"]): Promise<void> {
    const saved = commitSoon(note);
    // One that waits already has its turn before, and would not see what this end lets go on.
    claiming = null;
    claimSoon();
    return saved;
  }

  /** Writes down how a job failed as soon as that works; where it never does the row is looked at after a restart. */
  function noteLate(row: JobRow, ending: Ending): void {
    try {
      store.transact(ending.note);
      ending.noted();
    } catch (storage) {
      notNoted(row, ending, storage);
    }
  }

  function notNoted(row: JobRow, ending: Ending, storage: unknown): void {
    log.error({ error: storage, job: row.id }, "could not note the failure of a job");
    unnoted.push({ row, ending });
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
      await Promise.race([Promise.allSettled([claiming, ...running]), deadline]);
    },
    idle: async () => {
      for (;;) {
        pump();
        while (claiming !== null) await claiming;
        if (running.size === 0) return;
        await Promise.allSettled(running);
      }
    },
  };
}
