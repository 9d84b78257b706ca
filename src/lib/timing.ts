import { setTimeout as sleep } from "node:timers/promises";

export const DAY_MS = 24 * 3_600_000;

/** Whether it was less than `ms` ago. After a clock was put back nothing stays young for as long as the clock has lost. */
export const isYounger = (at: number, now: number, ms: number): boolean => Math.abs(now - at) < ms;

/** What `work` comes to, or "late" when that takes longer than `ms`; the work goes on. It keeps no process alive. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ms).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const FIRST_MS = 1000;
const MINUTE_MS = 60_000;

/**
 * Does `work` in a second, and again after twice as long each time, a minute at most, until it says that it is done or the
 * signal comes. It keeps no process alive.
 */
export async function again(work: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  for (let delay = FIRST_MS; !signal.aborted; delay = Math.min(delay * 2, MINUTE_MS)) {
    await sleep(delay, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted || (await work())) return;
  }
}

/** Whether something of this kind may be said: once in a minute. Anybody can send what is refused, and it fills no log. */
export function createOnceAMinute(): (kind: string) => boolean {
  const lastSaid = new Map<string, number>();
  return (kind) => {
    const time = performance.now();
    if (time - (lastSaid.get(kind) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return false;
    lastSaid.set(kind, time);
    return true;
  };
}
