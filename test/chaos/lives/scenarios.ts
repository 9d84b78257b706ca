import { eachInTurn, type Scenario } from "../scenario.ts";
import { AHEAD, BACK, BEFORE, playTime } from "../time/play.ts";
import { ON_THEIR_WAY, playModel, TROUBLES } from "./play.ts";

const model: Scenario = {
  name: "model",
  about: "whatever people do, the bot is where a model without its code says, also after crashes and replays",
  run: ({ seed, of }) =>
    eachInTurn(["guided", "automatic"] as const, (mode) => playModel(mode, { seed, times: of(1_000, 15) })),
  atLeast: {
    lives: [2_000, 30],
    deeds: [35_000, 300],
    [ON_THEIR_WAY]: [1_000, 1],
    [TROUBLES]: [3_000, 5],
  },
};

const time: Scenario = {
  name: "time",
  about: "whatever the clock does, what is due is said once, and nothing before its time",
  run: ({ seed, of }) => playTime({ seed, times: of(2_000, 6) }),
  atLeast: {
    ...{ lives: [2_000, 6], [BACK]: [2_000, 3], [AHEAD]: [2_000, 3], [BEFORE]: [300, 0] },
    "timers fired": [8_000, 10],
  },
};

export const LIVES: readonly Scenario[] = [model, time];
