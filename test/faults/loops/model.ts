import { type Loop, tooFew } from "../loop.ts";
import { ON_THEIR_WAY, playModel } from "../model-play.ts";

const LIVES = 1_000;

export const model: Loop = {
  name: "model",
  about:
    "Random lives, with crashes and replays: after each deed the bot is where a model that shares no code says",
  run: async (seed) => {
    const violations: string[] = [];
    const figures: Record<string, number> = {};
    for (const mode of ["guided", "automatic"] as const) {
      const played = await playModel(mode, { seed, numRuns: LIVES }).catch((error: Error) => {
        violations.push(`${error.message} ${String(error.cause)}`);
        return {};
      });
      for (const [name, count] of Object.entries(played)) figures[name] = (figures[name] ?? 0) + count;
    }
    return {
      figures,
      violations: [
        ...violations,
        ...tooFew(figures, { lives: 2 * LIVES, deeds: 35_000, [ON_THEIR_WAY]: 1_000 }),
      ],
    };
  },
};
