import type { Job, JobFigures, JobRow } from "../../domain/job.ts";

export type EnqueueOptions = {
  /** Unique for good: the same effect enqueued twice happens once. Of jobs that `collapse`, one may wait at a time. */
  readonly key: string;
  /** First in, first out within a group; a waiting head holds its group. */
  readonly group: string;
  /** Epoch ms. */
  readonly dueAt: number;
  /**
   * A second one waiting under the same key is merged into the first; the earlier due time wins, unless the first was
   * refused and waits to be tried again.
   */
  readonly collapse?: boolean;
};

/** The job table. Only the server works on it, under the instance lock, so a running row needs no lease. */
export interface JobQueue {
  enqueue(job: Job, options: EnqueueOptions): void;
  /**
   * Takes the next due jobs of each lane, as many as it has room for, whose groups have none running and no older one
   * waiting. Adds an attempt. However many wait in other lanes, it takes no longer. `laneOf` says what a job waits for.
   */
  claimIn<L extends string>(
    now: number,
    room: ReadonlyMap<L, number>,
    laneOf: (job: Job) => L,
  ): { readonly row: JobRow; readonly lane: L }[];
  /** Ends a running job, or drops a dead letter. */
  finish(id: number, now: number): void;
  /**
   * Back to waiting until `dueAt`. `countAttempt` false gives the attempt back (a clear 429 costs none). A job that
   * collapses gives way to one that waits under its key, which then waits as long. `error` null: it went through and is
   * to be done once more; a new occasion may have it done sooner.
   */
  retry(
    id: number,
    change: { dueAt: number; error: string | null; unknownSince: number | null; countAttempt: boolean },
  ): void;
  /** Gives up: a dead letter, until it is retried or dropped. */
  bury(id: number, now: number, error: string): void;
  get(id: number): JobRow | null;
  dead(): JobRow[];
  figures(now: number): JobFigures;
  /** Whether a job of this group runs or waits. */
  isBusy(group: string): boolean;
  /** What waits in this group, the oldest first. */
  waiting(group: string): JobRow[];
  /** At start: every job that was running has an unknown outcome. Returns how many there were. */
  recover(now: number): number;
  /** The latest time that stands in the table, or null when it is empty. */
  latest(): number | null;
  /** The clock was put back by so much (ms): what should go out soon still does. Planned times stay. */
  clockPutBack(by: number, now: number): void;
  /** Jobs whose last error begins like this are due now. */
  wake(error: string, now: number): void;
  /** Waiting jobs of these kinds are due now, whatever they wait for. */
  hasten(kinds: readonly Job["kind"][], now: number): void;
  /** Whether a job under this key failed, and is to be tried again. */
  hasFailed(key: string): boolean;
  /** When the next job that nothing in its group holds back is due, or null. */
  nextDue(): number | null;
  /** A dead letter is tried again now, from its first attempt. */
  revive(id: number, now: number): void;
  /** Forgets finished jobs (and so their keys), inbox rows, drafts and offered files older than `before`. */
  prune(before: number): void;
}
