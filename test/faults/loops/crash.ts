import { atEveryStep, WAYS } from "../crash/at-every-step.ts";
import { type Loop, summed } from "../loop.ts";

/** Steps from one run to the next: each seed takes others, and as many seeds in a row as this take all of them. */
const EVERY = { automatic: 29, guided: 11 } as const;

export const crash: Loop = {
  name: "crash",
  about:
    "Killed, refused, without a disk or an answer at the n-th commit or call: the end is always the same",
  run: async (seed, size) => {
    const runs = (["automatic", "guided"] as const).map((mode) =>
      atEveryStep({ mode, ways: WAYS, every: Math.round(EVERY[mode] / size), seed }),
    );
    return summed(await Promise.all(runs));
  },
  atLeast: {
    ...Object.fromEntries(
      Object.keys(EVERY).flatMap((mode) => WAYS.map(({ name }) => [`${mode}: ${name}: runs`, 5])),
    ),
    "automatic: commits on the journey": 200,
    "automatic: calls on the journey": 300,
    "automatic: killed after it: runs": 20,
    "guided: commits on the journey": 150,
    "guided: killed after it: runs": 20,
  },
};
