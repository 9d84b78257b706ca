/** What a loop counted, by the words under which it is printed. */
export type Figures = Record<string, number>;

/** `violations`: each sentence is something that is not as it must be. */
export type Outcome = { readonly figures: Figures; readonly violations: string[] };

/** One part of what `npm run faults` does, long; the tests run what is behind it, short. */
export type Loop = {
  readonly name: string;
  /** What is done to the bot, and what must be true afterwards. */
  readonly about: string;
  /**
   * The same seed gives the same choices; what the machine does in between is its own. `size`: 1 is the full length, 0.1
   * a tenth of it.
   */
  readonly run: (seed: number, size: number) => Promise<Outcome>;
  /** At full length fewer than these would prove nothing. */
  readonly atLeast?: Figures;
};

const FIGURES_SHOWN = 6;
const soFar = new Map<string, number>();

/** Counts in figures of one's own; whoever waits for the loop sees it as well. */
export function count(figures: Figures, name: string, by = 1): void {
  figures[name] = (figures[name] ?? 0) + by;
  soFar.set(name, (soFar.get(name) ?? 0) + by);
}

/** What the loop that runs has counted so far, in one line. */
export const progress = (): string =>
  [...soFar]
    .slice(-FIGURES_SHOWN)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");

/** As many as belong to that part of the full length; one at least. */
export const part = (full: number, size: number): number => Math.max(1, Math.round(full * size));

/** One loop at that part of its length. */
export async function runLoop({ run, atLeast = {} }: Loop, seed: number, size = 1): Promise<Outcome> {
  soFar.clear();
  const { figures, violations } = await run(seed, size);
  const tooFew = Object.entries(atLeast).flatMap(([name, least]) => {
    const counted = figures[name] ?? 0;
    return counted < Math.floor(least * size)
      ? [`${name}: ${counted}, which is too few to prove anything`]
      : [];
  });
  return { figures, violations: [...violations, ...tooFew] };
}

/** All figures and violations of several runs; figures of one name are added up. */
export function summed(outcomes: readonly Outcome[]): Outcome {
  const figures: Figures = {};
  for (const one of outcomes)
    for (const [name, times] of Object.entries(one.figures)) figures[name] = (figures[name] ?? 0) + times;
  return { figures, violations: outcomes.flatMap(({ violations }) => violations) };
}

/** The same with a place before each of its words. */
export const about = (place: string, { figures, violations }: Outcome): Outcome => ({
  figures: Object.fromEntries(Object.entries(figures).map(([name, times]) => [`${place}: ${name}`, times])),
  violations: violations.map((sentence) => `${place}: ${sentence}`),
});
