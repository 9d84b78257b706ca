import type { JobRow } from "../domain/job.ts";
import { AppError } from "../errors.ts";
import type { Context } from "./context.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const MAX_ATTEMPTS = 20;
/** An outage of some hours is no reason to give up what people have decided. */
const OUTAGE_MS = 12 * 3_600_000;

type Next =
  | {
      kind: "retry";
      change: { dueAt: number; error: string; unknownSince: number | null; countAttempt: boolean };
    }
  | { kind: "bury"; error: string };

/** Half fixed, half random, doubling from one second to five minutes. */
export function pauseAfter(attempts: number, random: () => number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(full / 2 + (full / 2) * random());
}

/** What becomes of a job that failed: waiting costs no attempt when the other side clearly refused for now. */
export function afterFailure(
  row: JobRow,
  error: unknown,
  now: number,
  { random, graceMs }: Pick<Context, "random" | "graceMs">,
): Next {
  const text =
    error instanceof AppError
      ? `${error.detail ?? ""} ${error.code}: ${error.message}`.trim()
      : String(error);
  const pause = pauseAfter(row.attempts, random);
  const patience = error instanceof AppError ? OUTAGE_MS : 0;
  const isOver = row.attempts >= MAX_ATTEMPTS && now - row.createdAt >= patience;
  const retry = (dueAt: number, unknownSince: number | null, countAttempt: boolean): Next =>
    countAttempt && isOver
      ? { kind: "bury", error: text }
      : { kind: "retry", change: { dueAt: Math.round(dueAt), error: text, unknownSince, countAttempt } };
  if (!(error instanceof AppError)) return retry(now + pause, now, true);
  switch (error.code) {
    case "rate_limited":
      return retry(now + (error.retryAfterMs ?? pause) + random() * 250, row.unknownSince, false);
    case "unavailable":
      return retry(now + Math.max(pause, error.retryAfterMs ?? 0), row.unknownSince, true);
    case "outcome_unknown":
      return retry(now + Math.max(pause, graceMs), now, true);
    case "unauthorized":
      return retry(now + LONGEST_PAUSE_MS, row.unknownSince, false);
    case "not_found":
    case "forbidden":
    case "conflict":
    case "invalid":
      return { kind: "bury", error: text };
  }
}
