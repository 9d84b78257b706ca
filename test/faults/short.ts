import { expect, it } from "vitest";
import { runScenario, type Scenario } from "./scenario.ts";

const SEED = 7;

/** One test for each scenario. Those that mostly wait run side by side. */
export function holdInShort(scenarios: readonly Scenario[], { waits = false } = {}): void {
  (waits ? it.concurrent : it).each(scenarios.map((scenario) => [scenario.about, scenario] as const))(
    "%s",
    async (_about, scenario) => {
      expect((await runScenario(scenario, SEED, "short")).violations).toEqual([]);
    },
    300_000,
  );
}
