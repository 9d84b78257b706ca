import { setImmediate as nextTurn } from "node:timers/promises";
import { UPSTREAMS } from "../../domain/alert.ts";
import { type JobRow, LANES, type Lane } from "../../domain/job.ts";
import { AppError } from "../../lib/errors.ts";
import { because } from "../../lib/request-id.ts";
import type { Tx } from "../../store/tx.ts";
import type { Context } from "../core/context.ts";
import { inOwnOrganization } from "../key/admin-key.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { createPolls } from "./polls.ts";
import { waitsFor } from "./retry.ts";
import { type Ending, failed, runJob } from "./run-job.ts";

/** So soon it is found what another process wrote, such as the order to try given-up work again, and a clock put back. */
const LONGEST_SLEEP_MS = 1_000;
/** People click at the same moment, and get their answers before the first click sets off messages to everybody. */
const REST_MS = 20;
/** A clock is corrected by less again and again. */
const CLOCK_STEP_MS = 1_000;
/** How many jobs may wait for the same side at once; each group still has one at a time. */
const ROOM = 8;

export type Worker = ReturnType<typeof createWorker>;

const roomIn = (lanes: readonly Lane[]): Record<Lane, number> => {
  const room = (lane: Lane) => ROOM - lanes.filter((busy) => busy === lane).length;
  return Object.fromEntries(LANES.map((lane) => [lane, room(lane)])) as Record<Lane, number>;
};

/** Runs the job table: claims what is due, and commits each outcome together with what follows from it. */
export function createWorker(given: Context, accessChanged = () => {}) {
  const { context, blamed, refusal } = createCircuitBreaker(given, accessChanged, inOwnOrganization(given));
  const { store, now, log, meter } = context;
  const working = new Map<number, Lane>();
  const running = new Set<Promise<void>>();
  /** Failures that the store has not taken yet; the rows of their jobs are still running. */
  const unnoted: { readonly row: JobRow; readonly ending: Ending }[] = [];
  const dueLooks = createPolls(context);
  let latest = Number.NEGATIVE_INFINITY;
  let soon: NodeJS.Timeout | null = null;
  let sleep: NodeJS.Timeout | null = null;
  let sleeps = true;
  let stopped = true;

  const claim = (tx: Tx): JobRow[] => (stopped ? [] : tx.jobs.claim(now(), roomIn([...working.values()])));

  function begin(rows: readonly JobRow[]): void {
    for (const row of rows) {
      working.set(row.id, row.lane);
      track(because(row.request, () => work(row)));
    }
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
  function pump(): void {
    if (stopped) return;
    const dueAt = because(null, pumpOnce);
    if (!sleeps) return;
    if (sleep !== null) clearTimeout(sleep);
    // What is due and was not claimed has no room, and is claimed when a job ends.
    const wait = dueAt === null || dueAt <= now() ? LONGEST_SLEEP_MS : dueAt - now();
    sleep = setTimeout(pump, Math.min(wait, LONGEST_SLEEP_MS));
  }

  /** Gives when the next job is due (epoch ms); null: there is none, or nobody can tell. */
  function pumpOnce(): number | null {
    for (const { row, ending } of unnoted.splice(0)) because(row.request, () => noteFailure(row, ending));
    try {
      lookAtClock();
      for (const look of dueLooks(now())) track(look);
      const dueAt = store.read((tx) => tx.jobs.nextDue());
      if (dueAt === null || dueAt > now()) return dueAt;
      begin(store.transact(claim));
      return store.read((tx) => tx.jobs.nextDue());
    } catch (error) {
      log.error({ error }, "the job table cannot be read or written");
      return null;
    }
  }

  async function work(row: JobRow): Promise<void> {
    try {
      const ending = await runJob(context, row).finally(nextTurn);
      try {
        save(row, ending);
      } catch (cause) {
        // It has happened outside and could not be written down: next time it has to be looked for.
        throw new AppError("outcome_unknown", "done, but not noted", { detail: "not_noted", cause });
      }
    } catch (error) {
      noteFailure(
        row,
        failed(context, row, error, () => blamed(error)),
      );
    }
  }

  function save({ id, job: { kind } }: JobRow, { write, error }: Ending): void {
    working.delete(id);
    const { outcome, next } = store.transact((tx) => ({ outcome: write(tx), next: claim(tx) }));
    meter?.jobEnded(kind, outcome);
    log.debug?.({ job: id, kind, outcome }, "a job ended");
    if (outcome === "given up") log.warn({ job: id, kind, error }, "gave a job up");
    begin(next);
    // It may have planned another one.
    wake();
  }

  function wake(): void {
    soon ??= setTimeout(() => {
      soon = null;
      pump();
    }, REST_MS);
  }

  /** Where the store does not take it, it is tried at each look; where it never does, the row is found after a restart. */
  function noteFailure(row: JobRow, ending: Ending): void {
    try {
      save(row, ending);
    } catch (error) {
      log.error({ error, job: row.id }, "could not note the failure of a job");
      unnoted.push({ row, ending });
    }
  }

  return {
    refusal,
    /** Looks for due jobs now, and again and again unless only `wake` and `idle` are to make it look. */
    start: (again: "by itself" | "when told" = "by itself"): void => {
      stopped = false;
      latest = store.read((tx) => tx.jobs.latest()) ?? latest;
      const unknown = store.transact((tx) => {
        // Only the last process knew of an outage; this one tries again.
        for (const upstream of UPSTREAMS) tx.jobs.wake(waitsFor(upstream, true), now());
        return tx.jobs.recover(now());
      });
      if (unknown > 0) log.info({ jobs: unknown }, "jobs were running when the last process ended");
      sleeps = again === "by itself";
      pump();
    },
    wake,
    stop: async (deadlineMs: number): Promise<void> => {
      stopped = true;
      for (const each of [sleep, soon]) if (each !== null) clearTimeout(each);
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs).unref());
      await Promise.race([Promise.allSettled(running), deadline]);
    },
    idle: async (): Promise<void> => {
      for (;;) {
        pump();
        if (running.size === 0) return;
        await Promise.allSettled(running);
      }
    },
  };
}
