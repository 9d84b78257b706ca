import fc from "fast-check";
import { automaticSteps, liveAutomatically } from "../faulty-journeys.ts";
import { count, type Figures, type Loop, part } from "../loop.ts";

const JOURNEYS = 200;

export const journeys: Loop = {
  name: "journeys",
  about: "Whatever goes wrong at Mistral, what is shown is what Mistral says in the end",
  run: async (seed, size) => {
    const violations: string[] = [];
    const figures: Figures = {};
    const holds = fc.asyncProperty(automaticSteps, async (steps) => {
      const { untrue, doubles, shown, there } = await liveAutomatically(steps);
      count(figures, "journeys");
      const agreed = JSON.stringify(shown) === JSON.stringify(there);
      if (untrue.length === 0 && doubles === 0 && agreed) return;
      throw new Error(
        JSON.stringify({ untrue, doubles, shown, there, steps: steps.map(({ name }) => name) }),
      );
    });
    await fc
      .assert(holds, { seed, numRuns: part(JOURNEYS, size) })
      .catch((error: unknown) => violations.push(String(error)));
    return { figures, violations };
  },
};
