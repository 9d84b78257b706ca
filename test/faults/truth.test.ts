import fc from "fast-check";
import { expect, it } from "vitest";
import { automaticSteps, guidedSteps, liveAutomatically, liveGuided, type Step } from "./faulty-journeys.ts";

const RUNS = { numRuns: 12 };
const TIMEOUT = { timeout: 120_000 };

/** What happened, step by step, where something is not as it should be. */
const told = (steps: readonly Step<never>[]): string => `after:\n${steps.map(({ name }) => name).join("\n")}`;

it(
  "whatever goes wrong, what is called verified is what Mistral has said, and in the end all agree",
  TIMEOUT,
  async () => {
    const holds = fc.asyncProperty(automaticSteps, async (steps) => {
      const { untrue, doubles, shown, there } = await liveAutomatically(steps);
      expect(untrue, told(steps)).toEqual([]);
      expect(doubles, told(steps)).toBe(0);
      expect(shown, told(steps)).toEqual(there);
    });
    await fc.assert(holds, RUNS);
  },
);

it("where people do it all, nothing is ever called verified with Mistral", TIMEOUT, async () => {
  const holds = fc.asyncProperty(guidedSteps, async (steps) => {
    expect((await liveGuided(steps)).untrue, told(steps)).toEqual([]);
  });
  await fc.assert(holds, RUNS);
});
