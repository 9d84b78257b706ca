import { refuse } from "../refusal.ts";

type Window = { seconds: number; most: number };

const windows = (mostIn: Record<number, number>): Window[] =>
  Object.entries(mostIn).map(([seconds, most]) => ({ seconds: Number(seconds), most }));

const WINDOWS = {
  write: windows({ 1: 7, 2: 8, 30: 60, 3600: 1800 }),
  read: windows({ 1: 14, 2: 16, 30: 120, 3600: 3600 }),
};
/** Per app and tenant, over all conversations. */
const ALL = windows({ 1: 30 });
const KEPT = 3600;

export type Limits = ReturnType<typeof createLimits>;

/** Teams' pacing. `retryAfter`: whether it says how long to wait (it does not always). */
export function createLimits({
  retryAfter = true,
  now = Date.now,
}: {
  retryAfter?: boolean;
  now?: () => number;
}) {
  const taken = new Map<string, number[]>();

  function wait(key: string, limits: Window[], at: number): number {
    const times = taken.get(key) ?? [];
    const waits = limits.map(({ most, seconds }) => (times.at(-most) ?? -Infinity) + seconds * 1000 - at);
    return Math.max(0, ...waits);
  }

  return {
    take: (kind: "write" | "read", conversation: string): void => {
      const at = now();
      const key = `${kind} ${conversation}`;
      const ms = Math.max(wait(key, WINDOWS[kind], at), wait("all", ALL, at));
      if (ms > 0) {
        const headers = { "retry-after": String(Math.ceil(ms / 1000)) };
        refuse("Throttled", {
          ...{ status: 429, problems: ["Too many requests."], headers: retryAfter ? headers : {} },
        });
      }
      for (const each of [key, "all"]) taken.set(each, [...(taken.get(each) ?? []), at].slice(-KEPT));
    },
  };
}
