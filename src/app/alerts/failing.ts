/** For how long jobs have failed, as far as this process was awake to try them. */
export type Failing = {
  /** Time goes by: to be called again and again. */
  tick(): void;
  /** This job has failed now, in a way that counts. For how long it does (ms). */
  failed(job: number): number;
  ended(job: number): void;
};

/** So long without a look nobody is busy: the machine slept, and that time proves nothing. */
const LONGEST_STEP_MS = 3_600_000;

export function watchFailing(now: () => number): Failing {
  const since = new Map<number, number>();
  let awake = 0;
  let last = now();

  function tick(): void {
    const at = now();
    awake += Math.min(Math.max(0, at - last), LONGEST_STEP_MS);
    last = at;
  }

  return {
    tick,
    failed(job) {
      tick();
      const first = since.get(job) ?? awake;
      since.set(job, first);
      return awake - first;
    },
    ended: (job) => void since.delete(job),
  };
}
