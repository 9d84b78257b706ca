import type { Job, JobRow } from "../../domain/job.ts";
import { isWarmingUp } from "../../domain/setup/setup.ts";
import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { Context, Unit } from "../core/context.ts";
import type { AtMistral } from "./retry.ts";

export type JobOf<K extends Job["kind"]> = Extract<Job, { kind: K }>;

/** What a job changes once its network part is over, in the transaction that finishes the job. */
export type Commit = (unit: Unit) => void;

export const NOTHING: Commit = () => {};

/** The network part of a job. It may open transactions of its own before; it throws AppError when it failed. */
export type JobHandler<K extends Job["kind"], C = Context> = (
  context: C,
  job: JobOf<K>,
  row: JobRow,
) => Promise<Commit> | Commit;

export type WithMistral = Context & { readonly mistral: MistralAdmin };

export type MistralHandler<K extends AtMistral> = JobHandler<K, WithMistral>;

export const idlePause = ({ syncMs }: Pick<Context, "syncMs">): number => 10 * syncMs;

/** How long Mistral's lists may stay unread (ms): short while something is Pending or warming up. */
export function usualPause({ tx, now, context }: Unit): number {
  const { sending, pending } = tx.invitations.count();
  const busy = sending + pending > 0 || isWarmingUp(tx.setup.load()?.billing ?? null, now);
  return busy ? context.syncMs : idlePause(context);
}
