import { atEveryMoment } from "../crash/at-every-moment.ts";
import { together } from "../crash/at-every-step.ts";
import { type Loop, type Outcome, tooFew } from "../loop.ts";

/** From one run to the next: each seed takes other moments, and as many seeds in a row as this take all of them. */
const EVERY = 4;

export const crashKills: Loop = {
  name: "crash-kills",
  about:
    "The built program kills itself at the n-th moment after which something lasts: what follows is always the same",
  run: async (seed) => {
    const outcomes: Outcome[] = [];
    for (const platform of ["slack", "teams"] as const)
      for (const mode of ["automatic", "guided"] as const)
        outcomes.push(await atEveryMoment({ platform, mode, from: 1 + (seed % EVERY), every: EVERY }));
    const { figures, violations } = together(outcomes);
    const least = Object.keys(figures).flatMap((name) => (name.endsWith(": kills") ? [[name, 20]] : []));
    return { figures, violations: [...violations, ...tooFew(figures, Object.fromEntries(least))] };
  },
};
