import { count, eachInTurn, type Scenario, tryOut } from "../scenario.ts";
import { ERRAND_NAMES, meetTroubles } from "./errand-outcomes.ts";
import { automaticSteps, guidedSteps, liveAutomatically, liveGuided } from "./journeys.ts";
import { liveThroughModes, modeSteps } from "./mode-journeys.ts";

const after = (steps: readonly { readonly name: string }[], found: readonly string[]): string[] =>
  found.length === 0 ? [] : [...found, "after:", ...steps.map(({ name }) => name)];

const journeys: Scenario = {
  name: "journeys",
  about:
    "whatever goes wrong at Mistral, what is called verified was said by Mistral, and in the end both agree",
  run: ({ seed, of }) =>
    tryOut(automaticSteps, { seed, times: of(200, 12) }, async (steps, figures) => {
      count(figures, "journeys");
      return after(steps, await liveAutomatically(steps));
    }),
};

const guided: Scenario = {
  name: "guided",
  about: "where people do it all, nothing is ever called verified with Mistral",
  run: ({ seed, of }) =>
    tryOut(guidedSteps, { seed, times: of(200, 12) }, async (steps, figures) => {
      count(figures, "journeys");
      return after(steps, await liveGuided(steps));
    }),
};

const modes: Scenario = {
  name: "modes",
  about:
    "whenever the Admin API key comes or goes, what was ordered is done, is a Task, or was said to be given up",
  run: ({ seed, of }) =>
    tryOut(modeSteps, { seed, times: of(500, 12) }, async (steps, figures) => {
      count(figures, "journeys");
      return after(steps, await liveThroughModes(steps));
    }),
};

const errands: Scenario = {
  name: "errands",
  about: "whatever the bot does at Mistral ends as it should whatever goes wrong there, once and for an hour",
  run: ({ seed, every }) =>
    eachInTurn(ERRAND_NAMES.entries(), ([at, name]) =>
      meetTroubles(name, { from: seed + at, every: every(1, 4) }),
    ),
  atLeast: { "troubles met": [20 * ERRAND_NAMES.length, 80] },
};

export const MISTRAL: readonly Scenario[] = [journeys, guided, modes, errands];
