import { setTimeout as sleep } from "node:timers/promises";
import { AppError, OWN_PACE } from "./errors.ts";

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
