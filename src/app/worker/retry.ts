import type { Upstream } from "../../domain/alert.ts";
import type { Job, JobRow } from "../../domain/job.ts";
import { messageOf } from "../../domain/message.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import type { Context } from "../core/context.ts";

const TWICE: readonly Job["kind"][] = ["post", "invite", "send-file"];
/** What would happen twice if a first attempt came through late, after a second one. */
export const needsGrace = ({ kind }: Job): boolean => TWICE.includes(kind);

/** May be repeated at once. It is sent once more after the grace: a late first attempt would put an older picture over it. */
export const isSentAgain = ({ kind }: Job): boolean => kind === "update";

/** A message that is there would stay wrong; what was given up is told by the card of its Alert alone; groups are read again. */
export function outlastsOutages(job: Job): boolean {
  if (job.kind === "update" || job.kind === "groups") return true;
  const message = job.kind === "post" ? messageOf(job.subject) : null;
  return message?.kind === "alert" && message.of === "trouble";
}

/** Nobody waits longer for a file that can be asked for again, and whoever has its address could write it meanwhile. */
const PUT_WITHIN_MS = 60 * 60_000;

/** When a job comes for the last time, however long it was told to wait (epoch ms). */
export const endsAt = ({ job, createdAt }: Pick<JobRow, "job" | "createdAt">): number =>
  job.kind === "put-file" ? createdAt + PUT_WITHIN_MS : Number.POSITIVE_INFINITY;

export const AT_MISTRAL = [
  "invite",
  "take-back",
  "set-role",
  "remove",
  "create-workspace",
  "set-limit",
] as const satisfies readonly Job["kind"][];
export type AtMistral = (typeof AT_MISTRAL)[number];

export const isDoneAtMistral = (kind: string): kind is AtMistral => AT_MISTRAL.some((one) => one === kind);

const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 5 * 60_000;
/** Whether something answers again is found out by one call, so that may be tried more often. */
export const LONGEST_TRY_PAUSE_MS = 60_000;
/** So seldom that what fails for its own sake is not taken for an outage. */
const RARE_PAUSE_MS = 30 * 60_000;
const MOST_FAULTS = 20;
/** An outage of some hours is no reason to give up what people have decided, nor is a machine that slept. */
const OUTAGE_MS = 12 * 3_600_000;
const OUTAGE_ATTEMPTS = 200;

export type Blamed = { readonly upstream: Upstream; readonly nextTry: number };

type Next =
  | { readonly kind: "retry"; readonly change: Parameters<Tx["jobs"]["retry"]>[1] }
  | { readonly kind: "bury"; readonly error: string };

/** `detail` of an error: nothing was tried, because what it needs does not answer. */
export const HELD = "held";

/** How the reason begins for which a job waits: one that was held, or one that was tried. */
export const waitsFor = (upstream: Upstream, held: boolean): string =>
  `${held ? HELD : "tried"}, waits for ${upstream}: `;

export function pauseAfter(attempts: number, random: () => number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(full / 2 + (full / 2) * random());
}

/** What becomes of a job that failed: waiting costs no attempt when the other side clearly refused for now. */
export function afterFailure(
  row: JobRow,
  error: unknown,
  now: number,
  blamed: Blamed | null,
  { random, graceMs }: Pick<Context, "random" | "graceMs">,
): Next {
  const isKnown = error instanceof AppError;
  const said = isKnown ? `${error.detail ?? ""} ${error.code}: ${error.message}`.trim() : String(error);
  const pause = pauseAfter(row.attempts, random);
  const hasFailedLong = isKnown
    ? row.attempts >= OUTAGE_ATTEMPTS && now - row.createdAt >= OUTAGE_MS
    : row.attempts >= MOST_FAULTS;
  // Whoever has tried in vain tries next, too; any sooner it would only be held, and for longer.
  const untilTry = Math.max(0, (blamed?.nextTry ?? 0) - now);
  const soon = untilTry > 0 ? untilTry : pause;
  const waiting = (held: boolean) => (blamed === null ? said : waitsFor(blamed.upstream, held) + said);
  const later = (wait: number, text: string, counts: boolean, unknownSince = row.unknownSince): Next => {
    const dueAt = Math.min(Math.round(now + wait), Math.max(now, endsAt(row)));
    const change = { dueAt, error: text, unknownSince, countAttempt: counts };
    if (!counts || !hasFailedLong) return { kind: "retry", change };
    if (!isKnown || !outlastsOutages(row.job)) return { kind: "bury", error: said };
    // From now on others try whether it answers, and this one comes after them.
    return { kind: "retry", change: { ...change, dueAt: now + RARE_PAUSE_MS, error: waiting(true) } };
  };
  if (!isKnown) return later(pause, said, true, now);
  // Woken as soon as it answers, if it has not since; until then one of those that wait comes now and then to try.
  if (error.detail === HELD)
    return later(untilTry === 0 ? 0 : pauseAfter(OUTAGE_ATTEMPTS, random), waiting(true), false);
  // A time that was asked for is kept to.
  const text = error.retryAfterMs === undefined ? waiting(false) : said;
  switch (error.code) {
    case "rate_limited":
      return later(Math.max(error.retryAfterMs ?? pause, untilTry) + random() * 250, said, false);
    case "unavailable":
      return later(Math.max(soon, error.retryAfterMs ?? 0), text, true);
    case "outcome_unknown":
      return later(isSentAgain(row.job) ? soon : Math.max(soon, graceMs), text, true, now);
    case "unauthorized":
      // A platform is asked again as often as one that does not answer at all: then all that waits goes at once.
      return later(blamed === null ? LONGEST_PAUSE_MS : soon, text, false);
    case "not_found":
    case "forbidden":
    case "conflict":
    case "invalid":
      return { kind: "bury", error: said };
  }
}
