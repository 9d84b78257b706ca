/** So many operations at most in any time so long (ms). */
export type Limit = readonly [periodMs: number, most: number];

// Microsoft's limits per bot and conversation; a new conversation counts as the sending that it is for.
const SENDS: readonly Limit[] = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
];
const READS: readonly Limit[] = [
  [1_000, 14],
  [2_000, 16],
  [30_000, 120],
  [3_600_000, 3_600],
];
/** Per app and tenant, whatever is asked. */
const ALL: readonly Limit[] = [[1_000, 30]];
const ALL_KEY = "all";

const HOUR_MS = 3_600_000;
/** Conversations remembered before those that were quiet for an hour are forgotten. */
const ROOM = 500;

export type Pace = {
  /** 0: go, and it is counted. Otherwise nothing is counted and this is how long to wait (ms), no longer than needed. */
  take(what: "send" | "read", conversation: string): number;
  /** The service itself asked to be left alone with this conversation for so long. */
  pause(what: "send" | "read", conversation: string, ms: number): void;
};

type Lane = { readonly limits: readonly Limit[]; times: number[]; pausedUntil: number };

/** Keeps what we send within Microsoft's limits. `elapsed`: ms on a clock that never goes back. */
export function createPace(elapsed: () => number = () => performance.now()): Pace {
  const lanes = new Map<string, Lane>();

  function lane(key: string, limits: readonly Limit[]): Lane {
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const fresh: Lane = { limits, times: [], pausedUntil: 0 };
    lanes.set(key, fresh);
    return fresh;
  }

  function forgetQuiet(now: number): void {
    if (lanes.size < ROOM) return;
    for (const [key, { times, pausedUntil }] of lanes) {
      if ((times.at(-1) ?? 0) <= now - HOUR_MS && pausedUntil <= now) lanes.delete(key);
    }
  }

  const laneOf = (what: "send" | "read", conversation: string): Lane =>
    lane(`${what} ${conversation}`, what === "send" ? SENDS : READS);

  return {
    take(what, conversation) {
      const now = elapsed();
      forgetQuiet(now);
      const both = [laneOf(what, conversation), lane(ALL_KEY, ALL)];
      const wait = Math.ceil(Math.max(...both.map((one) => waitOf(one, now))));
      if (wait > 0) return wait;
      for (const one of both) count(one, now);
      return 0;
    },
    pause(what, conversation, ms) {
      const one = laneOf(what, conversation);
      one.pausedUntil = Math.max(one.pausedUntil, elapsed() + ms);
    },
  };
}

function waitOf({ limits, times, pausedUntil }: Lane, now: number): number {
  const waits = limits.map(([period, most]) => {
    // The operation that must have left the window before the next one may enter it.
    const leaving = times.at(-most);
    return leaving === undefined ? 0 : leaving + period - now;
  });
  return Math.max(0, pausedUntil - now, ...waits);
}

function count(one: Lane, now: number): void {
  const keep = Math.max(...one.limits.map(([, most]) => most));
  one.times.push(now);
  if (one.times.length > 2 * keep) one.times = one.times.slice(-keep);
}
