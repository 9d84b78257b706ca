import { type Loop, tooFew } from "../loop.ts";
import { AHEAD, BACK, BEFORE, playTime } from "../time-play.ts";

const LIVES = 2_000;

export const time: Loop = {
  name: "time",
  about:
    "A clock that is put back, leaps, sleeps and changes for summer: what is due is said once, none of it early",
  run: async (seed) => {
    const figures: Record<string, number> = {};
    const violations: string[] = [];
    await playTime({ seed, numRuns: LIVES }, figures).catch((error: Error) => {
      violations.push(`${error.message} ${String(error.cause)}`);
    });
    const least = { lives: LIVES, [BACK]: 2_000, [AHEAD]: 2_000, [BEFORE]: 300, "timers fired": 8_000 };
    return { figures, violations: [...violations, ...tooFew(figures, least)] };
  },
};
