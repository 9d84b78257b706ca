import fc from "fast-check";
import { count, type Figures, type Outcome, tryOut } from "../scenario.ts";

/** What went wrong, and all moves up to then. */
export type Failure<M> = { readonly moves: readonly M[]; readonly error: unknown };

type Game<C, M> = {
  /** Where a life begins. */
  readonly cast: fc.Arbitrary<C>;
  readonly move: fc.Arbitrary<M>;
  readonly length: { readonly minLength: number; readonly maxLength: number };
  readonly play: (cast: C, moves: readonly M[], figures: Figures) => Promise<Failure<M> | null>;
};

/** Plays random lives until one goes wrong, and tells that one without any move that does not matter. */
export function playLives<C, M>(
  { cast, move, length, play }: Game<C, M>,
  runs: { readonly seed: number; readonly times: number },
): Promise<Outcome> {
  async function shortened(from: C, found: Failure<M>): Promise<Failure<M>> {
    let shortest = found;
    for (let at = found.moves.length - 2; at >= 0; at -= 1) {
      const fewer = shortest.moves.filter((_, index) => index !== at);
      shortest = (await play(from, fewer, {})) ?? shortest;
    }
    return shortest;
  }

  const lives = fc.tuple(cast, fc.array(move, length));
  return tryOut(lives, { ...runs, shrinks: false }, async ([from, moves], figures) => {
    count(figures, "lives");
    const found = await play(from, moves, figures);
    if (found === null) return [];
    const { moves: few, error } = await shortened(from, found);
    return [...[from, ...few].map((one) => JSON.stringify(one)), String(error)];
  });
}
