import { fork } from "node:child_process";
import { once } from "node:events";
import { arch, cpus, loadavg, platform } from "node:os";
import { join } from "node:path";
import type { Result, SignedRequest } from "./load.ts";

/** One figure of each round. */
type Figures = readonly number[];

export type Row = {
  readonly what: string;
  readonly ours: Figures;
  readonly unit: string;
  /** The same figure of something else, measured in turn with ours. */
  readonly beside: Readonly<Record<string, Figures>>;
  /** What ours may be at most: so much, so many times the first figure beside it, or so much more than that. */
  readonly target?: number;
  readonly times?: number;
  readonly plus?: number;
  /** What share of the first figure beside it ours must be at least. */
  readonly share?: number;
};

export function percentile(figures: Figures, share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

const median = (figures: Figures): number => percentile(figures, 0.5);

const number = (value: number): string => {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

const spread = (figures: Figures): string =>
  `${number(median(figures))} (${number(Math.min(...figures))}–${number(Math.max(...figures))})`;

function verdict({ ours, unit, target, times, plus, share, beside }: Row): string {
  const [reference = []] = Object.values(beside);
  const ratio = median(ours) / median(reference);
  const more = median(ours) - median(reference);
  const told = (wanted: string, isMet: boolean, is = "") => `${wanted}: ${isMet ? "met" : "MISSED"}${is}`;
  if (plus !== undefined) return told(`≤ + ${plus} ${unit}`, more <= plus, `, + ${number(more)}`);
  if (share !== undefined) return told(`≥ ${share}×`, ratio >= share, `, ${ratio.toFixed(2)}×`);
  if (times !== undefined) return told(`≤ ${times}×`, ratio <= times, `, ${ratio.toFixed(2)}×`);
  return target === undefined ? "" : told(`≤ ${target} ${unit}`, median(ours) <= target);
}

function rowOf(row: Row): string {
  const beside = Object.entries(row.beside).map(([name, figures]) => `${name}: ${spread(figures)}`);
  return `| ${row.what} | ${row.unit} | ${spread(row.ours)} | ${beside.join("; ")} | ${verdict(row)} |`;
}

/** Every figure is the median of its rounds, with the least and the greatest. */
export function tableOf(rows: readonly Row[]): string {
  const [cpu] = cpus();
  const cores = `${cpus().length} cores (${cpu?.model.trim() ?? "unknown"})`;
  return [
    `Node ${process.version} on ${platform()} ${arch()}, ${cores}, load ${number(loadavg()[0] ?? 0)}.`,
    ...["", "| what | unit | Mistral Setup | beside | target |", "|---|---|---|---|---|"],
    ...[...rows.map(rowOf), ""],
  ].join("\n");
}

const ROUNDS = 7;

export async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Runs both in turn, once more than is counted: the first round warms up. */
type Both<T> = { readonly ours: () => Promise<T>; readonly beside: () => Promise<T> };
export async function inTurn<T>({ ours, beside }: Both<T>): Promise<{ ours: T[]; beside: T[] }> {
  const rounds: (readonly [T, T])[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) rounds.push([await ours(), await beside()]);
  const counted = rounds.slice(1);
  return { ours: counted.map(([one]) => one), beside: counted.map(([, other]) => other) };
}

export type Measured = {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly answer: string;
};

type Wanted = Partial<Record<"rate" | "p50" | "p99", Pick<Row, "share" | "times">>>;

/** A row for each figure that is wanted of what was measured in turn with something else. */
export const rowsOf = (
  what: string,
  ours: readonly Measured[],
  beside: Readonly<Record<string, readonly Measured[]>>,
  wanted: Wanted,
): Row[] =>
  (Object.keys(wanted) as (keyof Wanted)[]).map((of) => ({
    ...{ what: `${what}: ${of}`, unit: of === "rate" ? "1/s" : "ms", ours: ours.map((each) => each[of]) },
    beside: Object.fromEntries(
      Object.entries(beside).map(([name, all]) => [name, all.map((each) => each[of])]),
    ),
    ...wanted[of],
  }));

export type Generator = {
  /** Throws when one request fails: a figure with failures in it says nothing. */
  run(url: string, connections: number, requests: SignedRequest[]): Promise<Measured>;
  stop(): void;
};

export function startGenerator(): Generator {
  const child = fork(join(import.meta.dirname, "load.ts"));
  return {
    async run(url, connections, requests) {
      child.send({ url, connections, requests });
      const [{ failures, latencies, seconds, answer }] = (await once(child, "message")) as [Result];
      if (failures.length > 0) throw new Error(`${url}: ${failures.join(", ")}`);
      const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
      return { rate: latencies.length / seconds, p50, p99, answer };
    },
    stop: () => child.disconnect(),
  };
}
