import { monitorEventLoopDelay } from "node:perf_hooks";

// The built program, and beside it in its process what measures it from inside. Wants `--expose-gc` and a channel.

const RESOLUTION_MS = 10;
const MS = 1e6;

export type Inside = {
  readonly rssMb: number;
  /** After a garbage collection. */
  readonly heapMb: number;
  /** By how much timers came late since the last time that it was asked, ms. */
  readonly lateP99: number;
  readonly lateMost: number;
};

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

const late = (nanoseconds: number): number => Math.max(0, nanoseconds / MS - RESOLUTION_MS);

process.on("message", () => {
  const rssMb = process.memoryUsage().rss / 2 ** 20;
  const [lateP99, lateMost] = [late(delay.percentile(99)), late(delay.max)];
  globalThis.gc?.();
  const heapMb = process.memoryUsage().heapUsed / 2 ** 20;
  process.send?.({ rssMb, heapMb, lateP99, lateMost } satisfies Inside);
  // The collection itself is none of the program's doing.
  setImmediate(() => delay.reset());
});

await import(new URL("../../dist/main.js", import.meta.url).href);
