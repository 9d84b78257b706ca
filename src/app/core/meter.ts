import type { Platform } from "../../domain/accounts/person.ts";
import type { Job } from "../../domain/job.ts";

export const REQUEST_KINDS = ["command", "press", "submission", "home"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
/** `repeated`: it was here before; `failed`: it was not the person's doing. */
export const REQUEST_OUTCOMES = ["done", "refused", "repeated", "failed"] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];
/** `later`: tried again, or looked for, after a while. */
export const JOB_OUTCOMES = ["done", "later", "given up"] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];
export const SYNC_OUTCOMES = ["done", "key refused", "other organization", "failed"] as const;
export type SyncOutcome = (typeof SYNC_OUTCOMES)[number];

/** What happened, for the operator's metrics. Words of short lists alone: nobody's name, address or id. */
export type Meter = {
  request(platform: Platform, kind: RequestKind, outcome: RequestOutcome): void;
  jobEnded(kind: Job["kind"], outcome: JobOutcome): void;
  /** Mistral's lists were read, and compared with what we hold. */
  synced(outcome: SyncOutcome, milliseconds: number): void;
};
