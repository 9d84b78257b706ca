import type { Job, JobRow } from "../../domain/job.ts";
import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { Context, Unit } from "../core/context.ts";
import type { AtMistral } from "./retry.ts";

export type JobOf<K extends Job["kind"]> = Extract<Job, { kind: K }>;

/** What a job changes once its network part is over, in the transaction that finishes the job. */
export type Commit = (unit: Unit) => void;

/** There was nothing to do, or nothing to write down. */
export const NOTHING: Commit = () => {};

/** The network part of a job. It may open transactions of its own before; it throws AppError when it failed. */
export type JobHandler<K extends Job["kind"], C = Context> = (
  context: C,
  job: JobOf<K>,
  row: JobRow,
) => Promise<Commit> | Commit;

export type WithMistral = Context & { readonly mistral: MistralAdmin };

/** The same for what is done at Mistral: it runs only where there is an Admin API key. */
export type MistralHandler<K extends AtMistral> = JobHandler<K, WithMistral>;
