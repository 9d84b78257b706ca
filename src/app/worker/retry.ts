import type { JobRow } from "../../domain/job.ts";
import type { Upstream } from "../../domain/outage.ts";
import { AppError } from "../../lib/errors.ts";
import type { Context } from "../core/context.ts";
import { endsAt, isNeverGivenUp, isSentAgain } from "./policy.ts";

const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 5 * 60_000;
/** Whether something answers again is found out by one call, so that may be tried more often. */
export const LONGEST_TRY_PAUSE_MS = 60_000;
/** So seldom that what fails for its own sake is not taken for an outage. */
const RARE_PAUSE_MS = 30 * 60_000;
const MAX_ATTEMPTS = 20;
/** An outage of some hours is no reason to give up what people have decided. */
const OUTAGE_MS = 12 * 3_600_000;

/** Which other side has failed, and when it is tried next (epoch ms). */
type Blamed = { readonly upstream: Upstream; readonly nextTry: number };

type Next =
  | {
      kind: "retry";
      change: { dueAt: number; error: string; unknownSince: number | null; countAttempt: boolean };
    }
  | { kind: "bury"; error: string };

/** `detail` of an error: nothing was tried, because what it needs does not answer. */
export const HELD = "held";

/** Details of what another side has answered, though it is to be asked again. */
const ANSWERS: readonly (string | undefined)[] = ["endless_list", "conversation_gone"];

/** The other side did not do its part, for whatever reason. */
export const isTrouble = ({ code, detail }: AppError): boolean =>
  ["unavailable", "outcome_unknown", "rate_limited"].includes(code) && !ANSWERS.includes(detail);

/** How the reason begins for which a job waits: one that was held, or one that was tried. */
export const waitsFor = (upstream: Upstream, held: boolean): string =>
  `${held ? HELD : "tried"}, waits for ${upstream}: `;

/** Half fixed, half random, doubling from one second to five minutes. */
export function pauseAfter(attempts: number, random: () => number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(full / 2 + (full / 2) * random());
}

/**
 * What becomes of a job that failed: waiting costs no attempt when the other side clearly refused for now. `failingMs` is
 * asked only of a failure that counts, and counts from the first of those.
 */
export function afterFailure(
  row: JobRow,
  error: unknown,
  { now, failingMs, blamed }: { now: number; failingMs: () => number; blamed: Blamed | null },
  { random, graceMs }: Pick<Context, "random" | "graceMs">,
): Next {
  const said =
    error instanceof AppError
      ? `${error.detail ?? ""} ${error.code}: ${error.message}`.trim()
      : String(error);
  const isHeld = error instanceof AppError && error.detail === HELD;
  const pause = pauseAfter(row.attempts, random);
  // Whoever has tried in vain tries next, too; any sooner it would only be held, and for longer.
  const soon = blamed === null || blamed.nextTry <= now ? pause : blamed.nextTry - now;
  // A time that was asked for is kept to.
  const asked =
    error instanceof AppError && (error.code === "rate_limited" || error.retryAfterMs !== undefined);
  const askedFor = ({ retryAfterMs = pause }: AppError) =>
    Math.max(retryAfterMs, blamed === null ? 0 : blamed.nextTry - now);
  const text = blamed !== null && (isHeld || !asked) ? waitsFor(blamed.upstream, isHeld) + said : said;
  const isKnown = error instanceof AppError;
  const patience = isKnown ? OUTAGE_MS : 0;
  const retry = (wanted: number, unknownSince: number | null, countAttempt: boolean): Next => {
    const dueAt = Math.min(wanted, Math.max(now, endsAt(row)));
    const isOver = countAttempt && failingMs() >= patience && row.attempts >= MAX_ATTEMPTS;
    if (!isOver)
      return { kind: "retry", change: { dueAt: Math.round(dueAt), error: text, unknownSince, countAttempt } };
    if (!isKnown || !isNeverGivenUp(row.job)) return { kind: "bury", error: said };
    // From now on others try whether it answers, and this one comes after them.
    const waits = blamed === null ? said : waitsFor(blamed.upstream, true) + said;
    return {
      kind: "retry",
      change: { dueAt: now + RARE_PAUSE_MS, error: waits, unknownSince, countAttempt },
    };
  };
  if (!(error instanceof AppError)) return retry(now + pause, now, true);
  // Woken as soon as it answers; until then one of those that wait comes now and then to try.
  if (isHeld) {
    // It may have answered since this one was held, and then nothing wakes it any more.
    const mayTry = blamed === null || blamed.nextTry <= now;
    return retry(now + (mayTry ? 0 : pauseAfter(MAX_ATTEMPTS, random)), row.unknownSince, false);
  }
  switch (error.code) {
    case "rate_limited":
      return retry(now + askedFor(error) + random() * 250, row.unknownSince, false);
    case "unavailable":
      return retry(now + Math.max(soon, error.retryAfterMs ?? 0), row.unknownSince, true);
    case "outcome_unknown":
      return retry(now + (isSentAgain(row.job) ? soon : Math.max(soon, graceMs)), now, true);
    case "unauthorized":
      // A platform is asked again as often as one that does not answer at all: then all that waits goes at once.
      return retry(now + (blamed === null ? LONGEST_PAUSE_MS : soon), row.unknownSince, false);
    case "not_found":
    case "forbidden":
    case "conflict":
    case "invalid":
      return { kind: "bury", error: text };
  }
}
