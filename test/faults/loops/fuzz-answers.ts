import { fuzzAnswers } from "../fuzz/answers.ts";
import { fuzzNames } from "../fuzz/names.ts";
import { type Loop, tooFew } from "../loop.ts";

const EACH = 10_000;

export const fuzzingAnswers: Loop = {
  name: "answers",
  about: "Whatever Mistral or a DNS server answers is read, or refused as an error that the bot knows",
  run: async (seed) => {
    const [mistral, dns] = [await fuzzAnswers(seed, EACH), await fuzzNames(seed, EACH)];
    const figures = { ...mistral.figures, ...dns.figures };
    const least = { "answers that could be read": EACH, "found in DNS: found": 100 };
    return { figures, violations: [...mistral.violations, ...dns.violations, ...tooFew(figures, least)] };
  },
};
