import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";

/** In [0, 1), the same row of numbers for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: () => number, from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** What was counted, by the words under which it is printed. */
export type Figures = Record<string, number>;

/** Each violation is a sentence that says what is not as it must be. */
export type Outcome = { readonly figures: Figures; readonly violations: string[] };

/** A part of the full length (1), or as little as `npm test` can afford. */
type Size = number | "short";

export type Play = {
  /** The same seed gives the same choices; the timing of the machine is its own. */
  readonly seed: number;
  readonly isShort: boolean;
  /** How many of something belong to this size; one at least. */
  readonly of: (full: number, short: number) => number;
  /** How many lie between two of something that belong to this size. */
  readonly every: (full: number, short: number) => number;
};

/** `npm run faults` plays all scenarios at full length, and `npm test` plays them in short. */
export type Scenario = {
  readonly name: string;
  /** What happens to the bot, and what holds all the same. */
  readonly about: string;
  readonly run: (play: Play) => Promise<Outcome>;
  /** With fewer than these, at full length and in short, it would prove nothing. */
  readonly atLeast?: Readonly<Record<string, readonly [full: number, short: number]>>;
};

export function count(figures: Figures, name: string, by = 1): void {
  figures[name] = (figures[name] ?? 0) + by;
}

export async function runScenario(
  { run, atLeast = {} }: Scenario,
  seed: number,
  size: Size,
): Promise<Outcome> {
  const isShort = size === "short";
  const { figures, violations } = await run({
    ...{ seed, isShort },
    of: (full, short) => (isShort ? short : Math.max(1, Math.round(full * size))),
    every: (full, short) => (isShort ? short : Math.round(full / size)),
  });
  const tooFew = Object.entries(atLeast).flatMap(([name, [full, short]]) => {
    const counted = figures[name] ?? 0;
    const least = isShort ? short : Math.floor(full * size);
    return counted < least ? [`${name}: ${counted} are too few to prove anything`] : [];
  });
  return { figures, violations: [...violations, ...tooFew] };
}

/** All figures and violations of several outcomes; figures of one name are added up. */
export function summed(outcomes: readonly Outcome[]): Outcome {
  const figures: Figures = {};
  for (const one of outcomes)
    for (const [name, times] of Object.entries(one.figures)) figures[name] = (figures[name] ?? 0) + times;
  return { figures, violations: outcomes.flatMap(({ violations }) => violations) };
}

/** Where a disk would only be slow: nobody pulls the plug here. */
const MEMORY = "/dev/shm";

/** Works in a folder of its own, gone afterwards. */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "mistral-setup-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one after the other, and sums up. */
export async function eachInTurn<T>(all: Iterable<T>, run: (one: T) => Promise<Outcome>): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const one of all) outcomes.push(await run(one));
  return summed(outcomes);
}

/** The same outcome with a place before each of its words. */
export const about = (place: string, { figures, violations }: Outcome): Outcome => ({
  figures: Object.fromEntries(Object.entries(figures).map(([name, times]) => [`${place}: ${name}`, times])),
  violations: violations.map((sentence) => `${place}: ${sentence}`),
});

type Tries = {
  readonly seed: number;
  readonly times: number;
  /** Whether a value that breaks something is made as small as can be. */
  readonly shrinks?: boolean;
};

/** Tries random values until one breaks something. */
export async function tryOut<T>(
  values: fc.Arbitrary<T>,
  { seed, times, shrinks = true }: Tries,
  findings: (value: T, figures: Figures) => Promise<readonly string[]>,
): Promise<Outcome> {
  const figures: Figures = {};
  const holds = fc.asyncProperty(values, async (value) => {
    const found = await findings(value, figures);
    if (found.length > 0) throw new Error(found.join("\n"));
  });
  const run = await fc.check(holds, { seed, numRuns: times, endOnFailure: !shrinks });
  const at = `seed ${seed}, path ${run.counterexamplePath}`;
  return { figures, violations: run.failed ? [`${String(run.errorInstance)}\n(${at})`] : [] };
}
