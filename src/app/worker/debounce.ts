/** So long after the last call it happens, and so long at most it waits when calls go on (ms). */
const QUIET_MS = 10;
const LONGEST_WAIT_MS = 100;

/**
 * Calls `work` once after a burst of calls. People click at the same moment, and all of them get their answers before the
 * first click sets off messages to everybody.
 */
export function debounce(work: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let first = 0;
  let last = 0;

  function look(): void {
    const now = performance.now();
    if (now - last < QUIET_MS && now - first < LONGEST_WAIT_MS) {
      timer = setTimeout(look, QUIET_MS);
      return;
    }
    timer = null;
    work();
  }

  return () => {
    last = performance.now();
    if (timer !== null) return;
    first = last;
    timer = setTimeout(look, QUIET_MS);
  };
}
