import { monitorEventLoopDelay } from "node:perf_hooks";

// The built program, and beside it in its process what measures it from inside. Wants `--expose-gc` and a channel.

const RESOLUTION_MS = 10;
const MS = 1e6;

export type Inside = {
  readonly rssMb: number;
  /** After a garbage collection. */
  readonly heapMb: number;
  /** By how much one timer in a hundred came late, at least, since the last time that it was asked; ms. */
  readonly lateP99: number;
};

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

process.on("message", () => {
  const rssMb = process.memoryUsage().rss / 2 ** 20;
  const lateP99 = Math.max(0, delay.percentile(99) / MS - RESOLUTION_MS);
  globalThis.gc?.();
  const heapMb = process.memoryUsage().heapUsed / 2 ** 20;
  process.send?.({ rssMb, heapMb, lateP99 } satisfies Inside);
  // The collection itself is none of the program's doing.
  setImmediate(() => delay.reset());
});

await import(new URL("../../../dist/main.js", import.meta.url).href);
