import { atEveryMoment } from "../crash/at-every-moment.ts";
import { type Loop, type Outcome, summed } from "../loop.ts";

/** From one run to the next: each seed takes other moments, and as many seeds in a row as this take all of them. */
const EVERY = 4;

const PLACES = (["slack", "teams"] as const).flatMap((platform) =>
  (["automatic", "guided"] as const).map((mode) => ({ platform, mode })),
);

export const crashKills: Loop = {
  name: "crash-kills",
  about:
    "The built program kills itself at the n-th moment after which something lasts: what follows is always the same",
  run: async (seed, size) => {
    const every = Math.round(EVERY / size);
    const outcomes: Outcome[] = [];
    for (const place of PLACES)
      outcomes.push(await atEveryMoment({ ...place, from: 1 + (seed % every), every }));
    return summed(outcomes);
  },
  atLeast: Object.fromEntries(PLACES.map(({ platform, mode }) => [`${platform}, ${mode}: kills`, 20])),
};
