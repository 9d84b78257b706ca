import type { Job, JobRow } from "../../domain/job.ts";
import type { Context, Unit } from "../context.ts";

/** What a job changes once its network part is over, in the transaction that finishes the job. */
export type Commit = (unit: Unit) => void;

/** The network part of a job. It may open transactions of its own before; it throws AppError when it failed. */
export type JobHandler<K extends Job["kind"]> = (
  context: Context,
  job: Extract<Job, { kind: K }>,
  row: JobRow,
) => Promise<Commit> | Commit;
