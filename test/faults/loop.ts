/** What a loop counted, by the words under which it is printed. */
export type Figures = Record<string, number>;

/** `violations`: each sentence is something that is not as it must be. */
export type Outcome = { readonly figures: Figures; readonly violations: string[] };

/** One part of what `npm run faults` does, long; the tests run what is behind it, short. */
export type Loop = {
  readonly name: string;
  /** What is done to the bot, and what must be true afterwards. */
  readonly about: string;
  /** The same seed gives the same choices; what the machine does in between is its own. */
  readonly run: (seed: number) => Promise<Outcome>;
};

/** Fewer than these would prove nothing. */
export const tooFew = (figures: Figures, atLeast: Figures): string[] =>
  Object.entries(atLeast).flatMap(([name, least]) => {
    const count = figures[name] ?? 0;
    return count < least ? [`${name}: ${count}, which is too few to prove anything`] : [];
  });
