import type { JobRow } from "../../src/domain/job.ts";
import type { JobQueue } from "../../src/store/job-queue.ts";

/** The next due job, whatever it waits for. */
export const claimNext = (jobs: JobQueue, now: number): JobRow | null =>
  jobs.claimIn(now, new Map([["any", 1]]), () => "any")[0]?.row ?? null;
