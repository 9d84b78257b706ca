import type { Job, JobRow } from "../../domain/job.ts";
import type { MistralAdmin } from "../../mistral/admin.ts";
import type { Context, Unit } from "../context.ts";
import type { AtMistral } from "./policy.ts";

/** What a job changes once its network part is over, in the transaction that finishes the job. */
export type Commit = (unit: Unit) => void;

/** The network part of a job. It may open transactions of its own before; it throws AppError when it failed. */
export type JobHandler<K extends Job["kind"]> = (
  context: Context,
  job: Extract<Job, { kind: K }>,
  row: JobRow,
) => Promise<Commit> | Commit;

/** The same for what is done at Mistral: it runs only where there is an Admin API key. */
export type MistralHandler<K extends AtMistral> = (
  context: WithMistral,
  job: Extract<Job, { kind: K }>,
  row: JobRow,
) => Promise<Commit>;

export type WithMistral = Context & { readonly mistral: MistralAdmin };

const unasked = new WeakSet<Commit>();

/** For a job that could be done without what it would have asked of Mistral: it tells nothing about the Admin API key. */
export function withoutAsking(commit: Commit): Commit {
  unasked.add(commit);
  return commit;
}

export const hasAsked = (commit: Commit): boolean => !unasked.has(commit);

/** There was nothing to do. */
export const NOTHING: Commit = withoutAsking(() => {});
