import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Result, SignedRequest } from "./load.ts";
import { percentile } from "./table.ts";

export type Measured = {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Every one of them, ms. */
  readonly latencies: readonly number[];
  readonly answer: string;
};

export type Generator = {
  /** Throws when one request fails: a figure with failures in it says nothing. */
  run(url: string, connections: number, requests: SignedRequest[]): Promise<Measured>;
  stop(): void;
};

export function startGenerator(): Generator {
  const child: ChildProcess = fork(join(import.meta.dirname, "load.ts"));
  return {
    async run(url, connections, requests) {
      child.send({ url, connections, requests });
      const [result] = (await once(child, "message")) as [Result];
      if (result.failures.length > 0) throw new Error(`${url}: ${result.failures.join(", ")}`);
      return {
        rate: result.latencies.length / result.seconds,
        p50: percentile(result.latencies, 0.5),
        p99: percentile(result.latencies, 0.99),
        latencies: result.latencies,
        answer: result.answer,
      };
    },
    stop: () => child.disconnect(),
  };
}
