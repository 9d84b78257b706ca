import type { Scenario } from "../scenario.ts";
import { fuzzAnswers } from "./answers.ts";
import { fuzz, SENT } from "./fuzzed.ts";
import { fuzzSandbox } from "./sandboxed.ts";

const EACH = 10_000;

const fuzzing: Scenario = {
  name: "fuzz",
  about: "whatever is sent to an entry is answered, and nothing that a person typed is more than words",
  run: ({ seed, of }) => fuzz(seed, of(EACH, 40)),
  atLeast: {
    ...{ "Slack commands": [EACH, 40], "Teams installs": [EACH, 40] },
    ...{ "Requests made": [100, 1], [SENT]: [EACH, 100] },
  },
};

const answers: Scenario = {
  name: "answers",
  about: "whatever Mistral answers is read or refused as an error of ours",
  run: ({ seed, of }) => fuzzAnswers(seed, of(EACH, 15)),
  atLeast: { "answers that could be read": [EACH, 30] },
};

const sandbox: Scenario = {
  name: "sandbox",
  about: "whatever is sent to the sandbox is answered by it, and it goes on",
  run: ({ seed, of }) => fuzzSandbox(seed, of(EACH, 10)),
};

export const FUZZING: readonly Scenario[] = [fuzzing, answers, sandbox];
