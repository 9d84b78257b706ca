import fc from "fast-check";
import { expect, it } from "vitest";
import { liveThroughModes, modeSteps } from "./mode-journeys.ts";

it("whenever the Admin API key comes or goes, what was ordered is done, is a Task, or was said to be given up", {
  timeout: 120_000,
}, async () => {
  const holds = fc.asyncProperty(modeSteps, async (steps) => {
    const told = `after:\n${steps.map(({ name }) => name).join("\n")}`;
    expect(await liveThroughModes(steps), told).toEqual([]);
  });
  await fc.assert(holds, { numRuns: 12 });
});
