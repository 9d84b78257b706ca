import fc from "fast-check";
import { count, type Figures, type Loop, part } from "../loop.ts";
import { liveThroughModes, modeSteps } from "../mode-journeys.ts";

const JOURNEYS = 500;

export const modes: Loop = {
  name: "modes",
  about: "The Admin API key comes and goes while Mistral fails, and nothing that was ordered is lost",
  run: async (seed, size) => {
    const violations: string[] = [];
    const figures: Figures = {};
    const holds = fc.asyncProperty(modeSteps, async (steps) => {
      const lost = await liveThroughModes(steps);
      count(figures, "journeys");
      if (lost.length > 0) throw new Error(JSON.stringify({ lost, steps: steps.map(({ name }) => name) }));
    });
    await fc
      .assert(holds, { seed, numRuns: part(JOURNEYS, size) })
      .catch((error: unknown) => violations.push(String(error)));
    return { figures, violations };
  },
};
