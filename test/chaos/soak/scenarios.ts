import type { Scenario } from "../scenario.ts";
import { soak } from "./soak.ts";

const MINUTES = 10;
const PER_SECOND = 20;

/** It measures a machine, so it is no part of `npm test`. */
export const soaked: Scenario = {
  name: "soak",
  about: "while people work in Slack and Teams for ten minutes, answers stay quick and memory stays flat",
  run: ({ seed, of }) => soak({ seed, minutes: of(MINUTES, 1), perSecond: PER_SECOND }),
  atLeast: {
    "requests answered": [0.9 * MINUTES * 60 * PER_SECOND, 1],
    "Requests made": [15 * MINUTES, 1],
  },
};
