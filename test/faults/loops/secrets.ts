import { type Loop, tooFew } from "../loop.ts";
import { secretsInAnswers } from "../secrets/answers.ts";
import { secretsAtStart } from "../secrets/starts.ts";
import { secretsInErrors } from "../secrets/thrown.ts";

export const secrets: Loop = {
  name: "secrets",
  about:
    "Tokens and keys stand in settings, answers, headers, errors and causes; none is in a file, the log, a message or on a stream",
  run: async (seed) => {
    const all = [
      await secretsInAnswers(seed, 150),
      await secretsInErrors(seed, 120),
      await secretsAtStart(seed),
    ];
    const figures: Record<string, number> = {};
    for (const one of all)
      for (const [name, count] of Object.entries(one.figures)) figures[name] = (figures[name] ?? 0) + count;
    const least = {
      ...{ "places and kinds in answers": 200, "places and kinds in errors": 60 },
      ...{ "variables and kinds at a start": 100, "lines of the log": 300 },
    };
    return {
      figures,
      violations: [...all.flatMap(({ violations }) => violations), ...tooFew(figures, least)],
    };
  },
};
