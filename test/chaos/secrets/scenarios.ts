import { type Scenario, summed } from "../scenario.ts";
import { secretsInAnswers } from "./answers.ts";
import { secretsInFiles } from "./files.ts";
import { secretsAtStart } from "./starts.ts";
import { secretsInErrors } from "./thrown.ts";

const secrets: Scenario = {
  name: "secrets",
  about: "a secret in an answer, an error, a list or a file is in no file, no line of the log and no message",
  run: async ({ seed, of }) =>
    summed([
      await secretsInAnswers(seed, of(150, 3)),
      await secretsInErrors(seed, of(120, 12)),
      await secretsInFiles(seed, of(200, 10)),
    ]),
  atLeast: {
    ...{ "places and kinds in answers": [200, 8], "places and kinds in errors": [60, 10] },
    "places and kinds in files": [60, 6],
    "lines of the log": [300, 1],
  },
};

/** Starting the built program so often takes too long for `npm test`. */
export const secretsOnStreams: Scenario = {
  name: "secrets-at-start",
  about: "a secret in a variable is on no stream of a start that is refused",
  run: ({ seed }) => secretsAtStart(seed),
  atLeast: { "variables and kinds at a start": [100, 100] },
};

export const SECRETS: readonly Scenario[] = [secrets];
