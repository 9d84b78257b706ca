import { setTimeout as sleep } from "node:timers/promises";

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * Does `work` in a second, and again after twice as long each time, a minute at most, until it says that it is done or the
 * signal comes. It keeps no process alive.
 */
export async function again(work: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  for (let delay = FIRST_MS; !signal.aborted; delay = Math.min(delay * 2, LONGEST_MS)) {
    await sleep(delay, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted || (await work())) return;
  }
}
