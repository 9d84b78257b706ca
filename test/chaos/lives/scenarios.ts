import type { Scenario } from "../scenario.ts";
import { ON_THEIR_WAY, playModel } from "./play.ts";
import { AHEAD, BACK, FIRED, walkThroughTime } from "./timers.ts";

const model: Scenario = {
  name: "model",
  about: "whatever people do, the bot is where a model without its code says, also after crashes and replays",
  run: ({ seed, of }) => playModel({ seed, times: of(2_000, 20) }),
  atLeast: {
    ...{ lives: [2_000, 20], deeds: [35_000, 200], [ON_THEIR_WAY]: [1_000, 1] },
  },
};

const time: Scenario = {
  name: "time",
  about: "whatever the clock does, what is due is said once, and nothing before its time",
  run: ({ seed, of }) => walkThroughTime({ seed, times: of(2_000, 10) }),
  atLeast: {
    ...{ walks: [2_000, 10], [BACK]: [2_000, 5], [AHEAD]: [2_000, 5], [FIRED]: [8_000, 30] },
  },
};

export const LIVES: readonly Scenario[] = [model, time];
