import type fc from "fast-check";
import { count, eachInTurn, type Scenario, tryOut } from "../scenario.ts";
import { ERRAND_NAMES, meetTroubles } from "./errand-outcomes.ts";
import { liveThrough } from "./journeys.ts";
import { automaticSteps, modeSteps, type Step } from "./steps.ts";

const journeysOf = (
  name: string,
  about: string,
  steps: fc.Arbitrary<readonly Step[]>,
  full: number,
): Scenario => ({
  ...{ name, about },
  run: ({ seed, of }) =>
    tryOut(steps, { seed, times: of(full, 8) }, async (each, figures) => {
      count(figures, "journeys");
      const found = await liveThrough(each);
      return found.length === 0 ? [] : [...found, "after:", ...each.map((one) => one.name)];
    }),
});

const errands: Scenario = {
  name: "errands",
  about: "whatever the bot does at Mistral ends as it should whatever goes wrong there, once and for an hour",
  run: ({ seed, every }) =>
    eachInTurn(ERRAND_NAMES.entries(), ([at, name]) =>
      meetTroubles(name, { from: seed + at, every: every(1, 4) }),
    ),
  atLeast: { "troubles met": [20 * ERRAND_NAMES.length, 80] },
};

export const MISTRAL: readonly Scenario[] = [
  journeysOf(
    "journeys",
    "whatever goes wrong at Mistral, what is called verified was said by Mistral, and in the end both agree",
    automaticSteps,
    200,
  ),
  journeysOf(
    "modes",
    "whenever the Admin API key comes or goes, what was ordered is done, is a Task, or was said to be given up",
    modeSteps,
    500,
  ),
  errands,
];
