import type { Job } from "../domain/job.ts";
import type { Platform } from "../domain/person.ts";

export type RequestKind = "command" | "press" | "submission" | "home";
/** `repeated`: it was here before; `failed`: it was not the person's doing. */
export type RequestOutcome = "done" | "refused" | "repeated" | "failed";
/** `later`: tried again, or looked for, after a while. */
export type JobOutcome = "done" | "later" | "given up";
export type SyncOutcome = "done" | "key refused" | "other organization" | "failed";

/** What happened, for the operator's metrics. Words of short lists alone: nobody's name, address or id. */
export type Meter = {
  request(platform: Platform, kind: RequestKind, outcome: RequestOutcome): void;
  jobEnded(kind: Job["kind"], outcome: JobOutcome): void;
  /** Mistral's lists were read, and compared with what we hold. */
  synced(outcome: SyncOutcome, milliseconds: number): void;
};
