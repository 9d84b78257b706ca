import { type Figures, type Loop, part } from "../loop.ts";
import { AHEAD, BACK, BEFORE, playTime } from "../time-play.ts";

const LIVES = 2_000;

export const time: Loop = {
  name: "time",
  about:
    "A clock that is put back, leaps, sleeps and changes for summer: what is due is said once, none of it early",
  run: async (seed, size) => {
    const figures: Figures = {};
    const violations: string[] = [];
    await playTime({ seed, numRuns: part(LIVES, size) }, figures).catch((error: Error) => {
      violations.push(`${error.message} ${String(error.cause)}`);
    });
    return { figures, violations };
  },
  atLeast: { lives: LIVES, [BACK]: 2_000, [AHEAD]: 2_000, [BEFORE]: 300, "timers fired": 8_000 },
};
