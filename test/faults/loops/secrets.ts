import { type Loop, part, summed } from "../loop.ts";
import { secretsInAnswers } from "../secrets/answers.ts";
import { secretsInFiles } from "../secrets/files.ts";
import { secretsAtStart } from "../secrets/starts.ts";
import { secretsInErrors } from "../secrets/thrown.ts";

export const secrets: Loop = {
  name: "secrets",
  about:
    "Tokens and keys stand in settings, answers, headers, errors, causes and files; none is in a file, the log, a message or on a stream",
  run: async (seed, size) =>
    summed([
      await secretsInAnswers(seed, part(150, size)),
      await secretsInErrors(seed, part(120, size)),
      await secretsInFiles(seed, part(400, size)),
      await secretsAtStart(seed),
    ]),
  atLeast: {
    ...{ "places and kinds in answers": 200, "places and kinds in errors": 60 },
    ...{ "places and kinds in files": 200, "addresses of files": 60 },
    ...{ "variables and kinds at a start": 100, "lines of the log": 300 },
  },
};
