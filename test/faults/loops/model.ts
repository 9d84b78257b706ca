import { type Figures, type Loop, part } from "../loop.ts";
import { ON_THEIR_WAY, playModel, TROUBLES } from "../model-play.ts";

const LIVES = 1_000;

export const model: Loop = {
  name: "model",
  about:
    "Random lives, with crashes and replays: after each deed the bot is where a model that shares no code says",
  run: async (seed, size) => {
    const violations: string[] = [];
    const figures: Figures = {};
    for (const mode of ["guided", "automatic"] as const) {
      await playModel(mode, { seed, numRuns: part(LIVES, size) }, figures).catch((error: Error) => {
        violations.push(`${error.message} ${String(error.cause)}`);
      });
    }
    return { figures, violations };
  },
  atLeast: { lives: 2 * LIVES, deeds: 35_000, [ON_THEIR_WAY]: 1_000, [TROUBLES]: 3_000 },
};
