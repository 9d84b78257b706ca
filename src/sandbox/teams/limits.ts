import { refuse } from "../refusal.ts";

type Window = [most: number, seconds: number];

/** Per bot and conversation, as documented. */
const WINDOWS: Record<"write" | "read", Window[]> = {
  write: [
    [7, 1],
    [8, 2],
    [60, 30],
    [1800, 3600],
  ],
  read: [
    [14, 1],
    [16, 2],
    [120, 30],
    [3600, 3600],
  ],
};
/** Per app and tenant, over all conversations. */
const ALL: Window[] = [[30, 1]];
const KEPT = 3600;

export type Limits = {
  /** Counts a request, or refuses it with 429. */
  take(kind: "write" | "read", conversation: string): void;
};

/** Teams' pacing. `retryAfter`: whether it says how long to wait (it does not always). */
export function createLimits({ retryAfter = true, now = Date.now }): Limits {
  const taken = new Map<string, number[]>();

  function wait(key: string, windows: Window[], at: number): number {
    const times = taken.get(key) ?? [];
    const waits = windows.map(([most, seconds]) => (times.at(-most) ?? -Infinity) + seconds * 1000 - at);
    return Math.max(0, ...waits);
  }

  return {
    take: (kind, conversation) => {
      const at = now();
      const key = `${kind} ${conversation}`;
      const ms = Math.max(wait(key, WINDOWS[kind], at), wait("all", ALL, at));
      const headers = { "retry-after": String(Math.ceil(ms / 1000)) };
      if (ms > 0)
        refuse("Throttled", {
          ...{ status: 429, problems: ["Too many requests."] },
          ...(retryAfter ? { headers } : {}),
        });
      for (const each of [key, "all"]) taken.set(each, [...(taken.get(each) ?? []), at].slice(-KEPT));
    },
  };
}
