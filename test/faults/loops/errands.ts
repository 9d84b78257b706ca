import { type Loop, type Outcome, summed } from "../loop.ts";
import { ERRAND_NAMES, meetTroubles } from "../mistral-outcomes.ts";

export const errands: Loop = {
  name: "errands",
  about:
    "Each thing that the bot does at Mistral meets each way to fail, once and for an hour: it ends as it should",
  run: async (seed, size) => {
    const outcomes: Outcome[] = [];
    for (const [at, name] of ERRAND_NAMES.entries())
      outcomes.push(await meetTroubles(name, { from: seed + at, every: Math.round(1 / size) }));
    return summed(outcomes);
  },
  atLeast: { "troubles met": 20 * ERRAND_NAMES.length },
};
