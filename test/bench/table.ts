import { arch, cpus, loadavg, platform } from "node:os";

/** One figure of each round. */
export type Figures = readonly number[];

export type Row = {
  readonly what: string;
  readonly ours: Figures;
  readonly unit: string;
  /** The same figure of something else, measured in turn with ours. */
  readonly beside: Readonly<Record<string, Figures>>;
  /** What ours may be at most. */
  readonly target?: number;
  /** How many times the first figure beside it ours may be at most. */
  readonly times?: number;
  /** By how much the first figure beside it ours may exceed it. */
  readonly plus?: number;
  /** What share of the first figure beside it ours must be at least. */
  readonly share?: number;
};

function median(figures: Figures): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function percentile(figures: Figures, share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

const number = (value: number): string => {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

const spread = (figures: Figures): string =>
  `${number(median(figures))} (${number(Math.min(...figures))}–${number(Math.max(...figures))})`;

function verdict({ ours, unit, target, times, plus, share, beside }: Row): string {
  const [reference] = Object.values(beside);
  const ratio = median(ours) / median(reference ?? []);
  const more = median(ours) - median(reference ?? []);
  if (plus !== undefined) return `≤ + ${plus} ${unit}: ${more <= plus ? "met" : "MISSED"}, + ${number(more)}`;
  if (share !== undefined) return `≥ ${share}×: ${ratio >= share ? "met" : "MISSED"}, ${ratio.toFixed(2)}×`;
  if (times !== undefined) {
    return `≤ ${times}×: ${ratio <= times ? "met" : "MISSED"}, ${ratio.toFixed(2)}×`;
  }
  if (target === undefined) return "";
  if (median(ours) <= target) return `≤ ${target} ${unit}: met`;
  // On a machine that is busy with something else the target says little.
  const others = Object.keys(beside).filter((name) => median(beside[name] ?? []) > target);
  return `≤ ${target} ${unit}: MISSED${others.length > 0 ? `, also by ${others.join(", ")}` : ""}`;
}

function rowOf(row: Row): string {
  const beside = Object.entries(row.beside).map(([name, figures]) => `${name}: ${spread(figures)}`);
  return `| ${row.what} | ${row.unit} | ${spread(row.ours)} | ${beside.join("; ")} | ${verdict(row)} |`;
}

/** Every figure is the median of its rounds, with the least and the greatest. */
export function tableOf(rows: readonly Row[]): string {
  const [cpu] = cpus();
  return [
    `Node ${process.version} on ${platform()} ${arch()}, ${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), load ${number(loadavg()[0] ?? 0)}.`,
    "",
    "| what | unit | Mistral Setup | beside | target |",
    "|---|---|---|---|---|",
    ...rows.map(rowOf),
    "",
  ].join("\n");
}

const ROUNDS = 7;

export async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Runs both in turn, once more than is counted: the first round warms up. */
export async function inTurn<T = number>(
  ours: () => Promise<T>,
  beside: () => Promise<T>,
  rounds = ROUNDS,
): Promise<{ ours: T[]; beside: T[] }> {
  const figures = { ours: [] as T[], beside: [] as T[] };
  for (let round = 0; round <= rounds; round += 1) {
    const pair = [await ours(), await beside()] as const;
    if (round === 0) continue;
    figures.ours.push(pair[0]);
    figures.beside.push(pair[1]);
  }
  return figures;
}
