import { expect, it } from "vitest";
import { runScenario, type Scenario } from "./scenario.ts";

/** What passes here passes elsewhere: `npm run faults` takes another one each time. */
const SEED = 20_261_126;

/** One test for each scenario. Those that mostly wait run side by side. */
export function holdInShort(scenarios: readonly Scenario[], { waits = false } = {}): void {
  (waits ? it.concurrent : it).each(scenarios.map((scenario) => [scenario.about, scenario] as const))(
    "%s",
    async (_about, scenario) => {
      expect([...(await runScenario(scenario, SEED, "short")).violations]).toEqual([]);
    },
    300_000,
  );
}
