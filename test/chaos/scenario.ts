import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { firstBroken } from "../../src/domain/record/record.ts";
import type { Tx } from "../../src/store/tx.ts";

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

/** A part of the full length (1), or as little as `npm test` can afford. */
type Size = number | "short";

/** One run of a scenario: how long it is, and where it writes what it counts and finds. */
export type Play = {
  /** The same seed gives the same choices; the timing of the machine is its own. */
  readonly seed: number;
  readonly isShort: boolean;
  /** How many of something belong to this size; one at least. */
  of(full: number, short: number): number;
  /** How many lie between two of something that belong to this size. */
  every(full: number, short: number): number;
  /** What was counted, by the words under which it is printed. */
  readonly figures: Record<string, number>;
  count(name: string, by?: number): void;
  /** Each violation is a sentence that says what is not as it must be. */
  readonly violations: Set<string>;
  found(sentences: Iterable<string>): void;
  must(holds: boolean, otherwise: string): void;
  /** The same, with a place before each of its words. */
  at(place: string): Play;
};

/** `npm run faults` plays all scenarios at full length, and `npm test` plays them in short. */
export type Scenario = {
  readonly name: string;
  /** What happens to the bot, and what holds all the same. */
  readonly about: string;
  readonly run: (play: Play) => unknown;
  /** With fewer than these, at full length and in short, it would prove nothing. */
  readonly atLeast?: Readonly<Record<string, readonly [full: number, short: number]>>;
};

function createPlay(seed: number, size: Size): Play {
  const isShort = size === "short";
  const [figures, violations]: [Record<string, number>, Set<string>] = [{}, new Set()];
  const at = (before: string): Play => {
    const found = (sentences: Iterable<string>) => {
      for (const each of sentences) violations.add(`${before}${each}`);
    };
    return {
      ...{ seed, isShort, figures, violations, found },
      of: (full, short) => (isShort ? short : Math.max(1, Math.round(full * size))),
      every: (full, short) => (isShort ? short : Math.round(full / size)),
      count: (name, by = 1) => {
        figures[before + name] = (figures[before + name] ?? 0) + by;
      },
      must: (holds, otherwise) => found(holds ? [] : [otherwise]),
      at: (place) => at(`${before}${place}: `),
    };
  };
  return at("");
}

export async function runScenario({ run, atLeast = {} }: Scenario, seed: number, size: Size): Promise<Play> {
  const play = createPlay(seed, size);
  try {
    await run(play);
  } catch (error) {
    play.found([error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  }
  for (const [name, [full, short]] of Object.entries(atLeast)) {
    const counted = play.figures[name] ?? 0;
    const least = size === "short" ? short : Math.floor(full * size);
    play.must(counted >= least, `${name}: ${counted} are too few to prove anything`);
  }
  return play;
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

/** Tries so many random values until one breaks something, which is made as small as can be. */
export async function tryOut<T>(
  play: Play,
  values: fc.Arbitrary<T>,
  times: number,
  findings: (value: T) => Promise<readonly string[]>,
): Promise<void> {
  const holds = fc.asyncProperty(values, async (value) => {
    const found = await findings(value);
    if (found.length > 0) throw new Error(found.join("\n"));
  });
  const run = await fc.check(holds, { seed: play.seed, numRuns: times });
  play.must(!run.failed, `${run.errorInstance}\n(seed ${play.seed}, path ${run.counterexamplePath})`);
}

/** At whatever time: each entry of the Record fits the one before it. */
export function brokenChain(tx: Tx): string[] {
  const broken = firstBroken(tx.record.all());
  return broken === null ? [] : [`the Record does not fit its chain from entry ${broken} on`];
}
