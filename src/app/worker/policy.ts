import type { Job, JobRow } from "../../domain/job.ts";
import { messageOf } from "../../domain/message.ts";

/** What would happen twice if a first attempt came through late, after a second one. */
export const needsGrace = ({ kind }: Job): boolean =>
  kind === "post" || kind === "invite" || kind === "send-record" || kind === "send-template";

/**
 * What may be done again at once, and is done once more when nothing can come through late any more: a late first attempt
 * puts an older picture over the new one.
 */
export const isSentAgain = ({ kind }: Job): boolean => kind === "update";

/**
 * What is tried for as long as nothing refuses it: a message that is there would stay wrong, and nobody can be told of what
 * was given up but by the card that says so.
 */
export function isNeverGivenUp(job: Job): boolean {
  if (job.kind === "update") return true;
  const message = job.kind === "post" ? messageOf(job.subject) : null;
  return message?.kind === "alert" && message.of === "trouble";
}

/** Nobody waits longer for a file that can be asked for again, and whoever has its address could write it meanwhile. */
const PUT_WITHIN_MS = 60 * 60_000;

/** When a job comes for the last time, however long it was told to wait (epoch ms). */
export const endsAt = ({ job, createdAt }: Pick<JobRow, "job" | "createdAt">): number =>
  job.kind === "put-file" ? createdAt + PUT_WITHIN_MS : Infinity;

export const AT_MISTRAL = [
  "invite",
  "take-back",
  "set-role",
  "set-member-role",
  "remove",
  "remove-member",
  "create-workspace",
  "set-limit",
] as const satisfies readonly Job["kind"][];
export type AtMistral = (typeof AT_MISTRAL)[number];

/** What is done at Mistral with the Admin API key. */
export const isDoneAtMistral = (kind: string): kind is AtMistral =>
  AT_MISTRAL.some((other) => other === kind);
