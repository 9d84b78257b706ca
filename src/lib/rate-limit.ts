import { setTimeout as sleep } from "node:timers/promises";
import { AppError, type ErrorOptions, OWN_PACE } from "./errors.ts";

/** So many operations at most in any time so long (ms). */
export type Limit = readonly [periodMs: number, most: number];

/** What the other side limits together, such as what is sent into one conversation. */
export type Quota = { readonly name: string; readonly limits: readonly Limit[] };

/**
 * Does `work` and counts it in each quota, or throws AppError `rate_limited` (OWN_PACE) with how long to wait, no longer
 * than needed. A `rate_limited` of `work` itself closes the first quota for as long as was asked; then one alone goes
 * first, to see, and once that was answered the rest slowly until nothing had to wait for a minute.
 */
export type Pace = <T>(
  quotas: readonly [own: Quota, ...others: Quota[]],
  work: () => Promise<T>,
) => Promise<T>;

/** For a refusal that does not say how long to wait: twice as long each time in a row. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
const TRY_AGAIN_MS = 1_000;

/** Fifty a minute, the lowest of Slack's tiers that we meet: all that is certain of a quota that was refused. */
const SLOWLY: Limit = [6_000, 5];
const SLOWLY_FOR_MS = 60_000;

/** `heldAt`: when the pause of a refusal ends, or something had to wait after that. `refusals`: in a row. */
const unused = () => ({
  ...{ times: [] as number[], pausedUntil: 0, refusedAt: 0 },
  ...{ heldAt: Number.NEGATIVE_INFINITY, refusals: 0, isTried: false },
});
type State = ReturnType<typeof unused>;

/** `elapsed`: ms on a clock that never goes back. */
export function createPace(elapsed: () => number = () => performance.now()): Pace {
  /** As many as there are conversations and methods, each with the times that its limits can ask for. */
  const states = new Map<string, State>();

  function stateOf({ name }: Quota): State {
    const state = states.get(name) ?? unused();
    states.set(name, state);
    return state;
  }

  return async (quotas, work) => {
    const now = elapsed();
    const own = stateOf(quotas[0]);
    const wait = Math.ceil(Math.max(...quotas.map((quota) => waitOf(stateOf(quota), quota, now))));
    if (wait > 0) {
      if (isSlow(own, now)) own.heldAt = Math.max(own.heldAt, now);
      throw rateLimited("it is not our turn", { detail: OWN_PACE, retryAfterMs: wait, asked: false });
    }
    for (const quota of quotas) {
      const { times } = stateOf(quota);
      const most = Math.max(...[SLOWLY, ...quota.limits].map(([, allowed]) => allowed));
      times.push(now);
      if (times.length > 2 * most) times.splice(0, times.length - most);
    }
    const tries = own.refusals > 0;
    if (tries) own.isTried = true;
    try {
      const answer = await work();
      if (now >= own.refusedAt) own.refusals = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
      const retryAfterMs = refuse(own, now, error.retryAfterMs);
      throw rateLimited(error.message, { detail: error.detail, retryAfterMs });
    } finally {
      if (tries) own.isTried = false;
    }
  };

  /** How long the quota is closed now. Those that began before it was refused say no more than the first of them. */
  function refuse(own: State, began: number, asked = 0): number {
    const now = elapsed();
    if (own.refusals === 0 || began > own.refusedAt) own.refusals += 1;
    own.refusedAt = now;
    const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (own.refusals - 1));
    own.pausedUntil = Math.max(own.pausedUntil, now + (asked > 0 ? asked : grown));
    own.heldAt = own.pausedUntil;
    return Math.ceil(own.pausedUntil - now);
  }
}

const rateLimited = (message: string, options: ErrorOptions): AppError =>
  new AppError("rate_limited", message, options);

const isSlow = ({ heldAt }: State, now: number): boolean => now - heldAt < SLOWLY_FOR_MS;

function waitOf(state: State, { limits }: Quota, now: number): number {
  const kept = isSlow(state, now) ? [...limits, SLOWLY] : limits;
  const waits = kept.map(([period, most]) => {
    // The operation that must have left the window before the next one may enter it.
    const leaving = state.times.at(-most);
    return leaving === undefined ? 0 : leaving + period - now;
  });
  return Math.max(state.isTried ? TRY_AGAIN_MS : 0, state.pausedUntil - now, ...waits);
}

/** Somebody waits for it, so it is not given up as soon as many come at once; ms. */
const PATIENCE_MS = 30_000;

/** Does what no job stands behind, and waits its turn where our own pace puts it off: for so long at most. */
export async function patiently<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const wait = error instanceof AppError && error.detail === OWN_PACE ? error.retryAfterMs : undefined;
      if (wait === undefined || performance.now() + wait > until) throw error;
      await sleep(Math.max(wait, 1));
    }
  }
}
