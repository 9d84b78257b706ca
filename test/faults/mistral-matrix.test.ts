import { expect, it } from "vitest";
import { ERRAND_NAMES, meetTroubles } from "./mistral-outcomes.ts";

/** Each errand meets another third; all of it: `npm run faults -- errands`. */
const EVERY = 3;

it.each(ERRAND_NAMES.map((name, from) => ({ name, from })))(
  "the bot's errand to $name ends as it should whatever goes wrong at Mistral",
  async ({ name, from }) => {
    const { figures, violations } = await meetTroubles(name, { from, every: EVERY });
    expect(violations).toEqual([]);
    expect(figures["troubles met"]).toBeGreaterThan(5);
  },
);
