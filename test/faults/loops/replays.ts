import { type Loop, type Outcome, part, summed } from "../loop.ts";
import { replays as replay } from "../replays.ts";

const ROUNDS = 2;

export const replays: Loop = {
  name: "replays",
  about: "Whatever arrives, however often and whenever again, has the effects of arriving once",
  run: async (seed, size) => {
    const outcomes: Outcome[] = [];
    for (let round = 0; round < part(ROUNDS, size); round += 1)
      for (const on of ["slack", "teams"] as const)
        outcomes.push(await replay({ seed: seed + round, on, restarts: true }));
    const { figures, violations } = summed(outcomes);
    // Each round has the same kinds.
    const kinds = outcomes
      .flatMap((one) => Object.entries(one.figures))
      .filter(([name]) => name.startsWith("kinds"));
    return { figures: { ...figures, ...Object.fromEntries(kinds) }, violations };
  },
};
