import { AppError, type ErrorOptions, OWN_PACE } from "./errors.ts";

/** So many operations at most in any time so long (ms). */
export type Limit = readonly [periodMs: number, most: number];

/**
 * What the other side limits together, such as what is sent into one conversation. Whoever keeps to less than these limits
 * in a lane of the same name leaves the rest to others.
 */
export type Lane = { readonly name: string; readonly limits: readonly Limit[] };

/**
 * Does `work` and counts it in each lane, or throws AppError `rate_limited` (OWN_PACE) with how long to wait, no longer
 * than needed. A `rate_limited` of `work` itself closes the first lane for as long as was asked, and for longer each time
 * in a row; then one alone goes first, to see, and the rest slowly until nothing had to wait for a minute.
 */
export type Pace = <T>(lanes: readonly [own: Lane, ...others: Lane[]], work: () => Promise<T>) => Promise<T>;

/** What is left alone at least: twice as long each time in a row. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const TRY_AGAIN_MS = 1_000;

/** Fifty a minute, the lowest of Slack's tiers that we meet: all that is certain of a lane that was refused. */
const SLOWLY: Limit = [6_000, 5];
const SLOWLY_FOR_MS = 60_000;

const HOUR_MS = 3_600_000;
/** Lanes remembered before those that were quiet for an hour are forgotten. */
const ROOM = 500;

type State = {
  times: number[];
  /** How many of them are needed, at most. */
  keep: number;
  pausedUntil: number;
  refusedAt: number;
  /** When something last had to wait after a refusal. */
  heldAt: number;
  /** In a row. */
  refusals: number;
  isTried: boolean;
};

/** `elapsed`: ms on a clock that never goes back. */
export function createPace(elapsed: () => number = () => performance.now()): Pace {
  const states = new Map<string, State>();

  function stateOf({ name }: Lane): State {
    const known = states.get(name);
    if (known !== undefined) return known;
    const never = Number.NEGATIVE_INFINITY;
    const fresh = {
      times: [],
      keep: 1,
      pausedUntil: 0,
      refusedAt: 0,
      heldAt: never,
      refusals: 0,
      isTried: false,
    };
    states.set(name, fresh);
    return fresh;
  }

  function forgetQuiet(now: number): void {
    if (states.size < ROOM) return;
    for (const [name, { times, pausedUntil, isTried }] of states) {
      const isQuiet = Math.max(times.at(-1) ?? 0, pausedUntil) <= now - HOUR_MS;
      if (isQuiet && !isTried) states.delete(name);
    }
  }

  return async (lanes, work) => {
    const began = elapsed();
    forgetQuiet(began);
    const own = stateOf(lanes[0]);
    const wait = Math.ceil(Math.max(...lanes.map((lane) => waitOf(stateOf(lane), lane, began))));
    if (wait > 0) {
      if (isSlow(own, began)) own.heldAt = began;
      throw rateLimited("it is not our turn", { detail: OWN_PACE, retryAfterMs: wait, asked: false });
    }
    for (const lane of lanes) count(stateOf(lane), lane, began);
    const tries = own.refusals > 0;
    if (tries) own.isTried = true;
    try {
      const answer = await work();
      if (began >= own.refusedAt) own.refusals = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
      const retryAfterMs = refuse(own, began, error.retryAfterMs);
      throw rateLimited(error.message, { detail: error.detail, retryAfterMs });
    } finally {
      if (tries) own.isTried = false;
    }
  };

  /** How long the lane is closed now. Those that began before it was refused say no more than the first of them. */
  function refuse(own: State, began: number, asked: number | undefined): number {
    const now = elapsed();
    if (own.refusals === 0 || began > own.refusedAt) own.refusals += 1;
    own.refusedAt = now;
    own.heldAt = now;
    const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (own.refusals - 1));
    const pause = Math.max(asked ?? 0, grown);
    own.pausedUntil = Math.max(own.pausedUntil, now + pause);
    return Math.ceil(own.pausedUntil - now);
  }
}

const rateLimited = (message: string, options: ErrorOptions): AppError =>
  new AppError("rate_limited", message, options);

const isSlow = ({ heldAt }: State, now: number): boolean => now - heldAt < SLOWLY_FOR_MS;

function waitOf(state: State, { limits }: Lane, now: number): number {
  const { times, pausedUntil, isTried } = state;
  const kept = isSlow(state, now) ? [...limits, SLOWLY] : limits;
  const waits = kept.map(([period, most]) => {
    // The operation that must have left the window before the next one may enter it.
    const leaving = times.at(-most);
    return leaving === undefined ? 0 : leaving + period - now;
  });
  return Math.max(isTried ? TRY_AGAIN_MS : 0, pausedUntil - now, ...waits);
}

function count(one: State, { limits }: Lane, now: number): void {
  one.keep = Math.max(one.keep, SLOWLY[1], ...limits.map(([, most]) => most));
  one.times.push(now);
  if (one.times.length > 2 * one.keep) one.times = one.times.slice(-one.keep);
}
