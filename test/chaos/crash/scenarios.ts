import { type Scenario, summed } from "../scenario.ts";
import { atEveryStep, WAYS } from "./at-every-step.ts";

/** Steps from one run to the next: each seed takes others, and as many seeds in a row as this take all of them. */
const EVERY = { automatic: 29, guided: 11 } as const;
/** One run for each way, and the ways so far apart on the journey. */
const ONCE = 10_000;
const APART = { automatic: 150, guided: 50 } as const;
const MODES = ["automatic", "guided"] as const;

const crash: Scenario = {
  name: "crash",
  about:
    "a bot that is killed, refused, without a disk or an answer at some commit or call ends where it ends without that",
  run: async ({ seed, isShort, every }) =>
    summed(
      await Promise.all(
        MODES.map((mode, at) =>
          atEveryStep({
            ...{ mode, seed, every: every(EVERY[mode], ONCE) },
            ...(isShort && { ways: WAYS.filter((_, index) => index % 2 !== at), apart: APART[mode] }),
          }),
        ),
      ),
    ),
  atLeast: {
    ...Object.fromEntries(
      MODES.flatMap((mode) => [
        [`${mode}: runs`, [40, WAYS.length / 2]],
        ...WAYS.map(({ name }) => [`${mode}: ${name}: runs`, [5, 0]]),
        [`${mode}: killed after it: runs`, [20, 0]],
      ]),
    ),
    "automatic: commits on the journey": [200, 200],
    "automatic: calls on the journey": [300, 300],
    "guided: commits on the journey": [150, 150],
  },
};

export const CRASHES: readonly Scenario[] = [crash];
