import { type JobRow, LANES, type Lane } from "../../../src/domain/job.ts";
import type { JobQueue } from "../../../src/store/queue/jobs.ts";

/** The next due job, whatever it waits for. */
export function claimNext(jobs: JobQueue, now: number): JobRow | null {
  const none = Object.fromEntries(LANES.map((lane) => [lane, 0])) as Record<Lane, number>;
  for (const lane of LANES) {
    const [row] = jobs.claim(now, { ...none, [lane]: 1 });
    if (row !== undefined) return row;
  }
  return null;
}
