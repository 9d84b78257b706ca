import { fuzzAnswers } from "../fuzz/answers.ts";
import { fuzzFiles } from "../fuzz/files.ts";
import { fuzzNames } from "../fuzz/names.ts";
import { type Loop, part, summed } from "../loop.ts";

const EACH = 10_000;

export const fuzzingAnswers: Loop = {
  name: "answers",
  about:
    "Whatever Mistral or a DNS server answers, and whatever file is sent, is read, or refused as an error that the bot knows",
  run: async (seed, size) => {
    const each = part(EACH, size);
    return summed([await fuzzAnswers(seed, each), await fuzzNames(seed, each), await fuzzFiles(seed, each)]);
  },
  atLeast: { "answers that could be read": EACH, "found in DNS: found": 100, "files with addresses": 1_000 },
};
