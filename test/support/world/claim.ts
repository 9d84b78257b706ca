import type { JobRow } from "../../../src/domain/job.ts";
import type { JobQueue } from "../../../src/store/queue/job-queue.ts";

/** The next due job, whatever it waits for. A worker that comes later finds it in a lane that it has. */
export const claimNext = (jobs: JobQueue, now: number): JobRow | null =>
  jobs.claimIn(now, new Map([["slack", 1]]), () => "slack")[0]?.row ?? null;
