import type { Loop } from "../loop.ts";
import { replays as replay } from "../replays.ts";

const ROUNDS = 2;

export const replays: Loop = {
  name: "replays",
  about: "Whatever arrives, however often and whenever again, has the effects of arriving once",
  run: async (seed) => {
    const figures: Record<string, number> = {};
    const violations: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const on of ["slack", "teams"] as const) {
        const outcome = await replay({ seed: seed + round, on, restarts: true });
        violations.push(...outcome.violations);
        for (const [name, count] of Object.entries(outcome.figures))
          figures[name] = name.startsWith("kinds") ? count : (figures[name] ?? 0) + count;
      }
    }
    return { figures, violations };
  },
};
