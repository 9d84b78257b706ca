import { Refusal } from "./refusal.ts";

/** Per bot and conversation: how many in how many seconds, as documented. */
const WRITES: Window[] = [
  [7, 1],
  [8, 2],
  [60, 30],
  [1800, 3600],
];
const READS: Window[] = [
  [14, 1],
  [16, 2],
  [120, 30],
  [3600, 3600],
];
/** Per app and tenant, over all conversations. */
const ALL: Window[] = [[30, 1]];

type Window = [most: number, seconds: number];

export type Limits = {
  /** Counts a request, or refuses it with 429. */
  take(kind: "write" | "read", conversation: string): void;
};

/** Teams' pacing, in real time. `retryAfter`: whether it says how long to wait (it does not always). */
export function createLimits(options: { retryAfter: boolean; now?: () => number }): Limits {
  const { retryAfter, now = Date.now } = options;
  const taken = new Map<string, number[]>();

  function wait(key: string, windows: Window[], at: number): number {
    const times = taken.get(key) ?? [];
    return Math.max(
      0,
      ...windows.map(([most, seconds]) => {
        const oldest = times.at(-most);
        return oldest === undefined ? 0 : oldest + seconds * 1000 - at;
      }),
    );
  }

  function note(key: string, at: number): void {
    const times = [...(taken.get(key) ?? []), at];
    taken.set(key, times.slice(-3600));
  }

  return {
    take: (kind, conversation) => {
      const at = now();
      const key = `${kind} ${conversation}`;
      const ms = Math.max(wait(key, kind === "write" ? WRITES : READS, at), wait("all", ALL, at));
      if (ms > 0) {
        const headers = { "retry-after": String(Math.ceil(ms / 1000)) };
        throw new Refusal(429, "Throttled", "Too many requests.", retryAfter ? headers : {});
      }
      note(key, at);
      note("all", at);
    },
  };
}
