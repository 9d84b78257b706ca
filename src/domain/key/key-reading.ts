import { z } from "zod";

/** What Mistral answered to the bot's own key. view/ has a sentence for each. */
export const KEY_OUTCOMES = [
  "works", // one token came back, now or at an earlier look
  "answers", // the list of models came, and no model that was tried said anything about the key
  "refused", // not accepted, without a word why: the key itself, billing not in force, or a quota, all alike
  "inactive", // "Inactive subscription or usage limit reached", or 402 without saying which
  "unpaid", // no payment method, or an invoice that was not paid
  "spent", // credit, included usage or a monthly limit is used up
  "busy", // too many requests
  "proxy", // something else in place of Mistral's answer, such as a web page
  "down", // no whole answer, or Mistral says that it has trouble
] as const;
export type KeyOutcome = (typeof KEY_OUTCOMES)[number];

const GOOD: readonly KeyOutcome[] = ["works", "answers"];
const REFUSED: readonly KeyOutcome[] = ["refused", "inactive", "unpaid", "spent"];

/** Whether the answer says that the key is not accepted. Neither good nor refused: it says nothing about the key. */
export const isKeyRefused = (outcome: KeyOutcome): boolean => REFUSED.includes(outcome);
export const isKeyGood = (outcome: KeyOutcome): boolean => GOOD.includes(outcome);

/** What the bot's own key got last. Written only when it changes. */
export const keyReading = z.object({
  outcome: z.enum(KEY_OUTCOMES),
  /** Since when it is so (epoch ms). */
  at: z.number(),
  /** Since when a key that had worked has been refused (epoch ms); null while it is not. */
  failingSince: z.number().nullable(),
});
export type KeyReading = Readonly<z.infer<typeof keyReading>>;

export const isKeyFailing = (reading: KeyReading | null): boolean => reading?.failingSince != null;

type Look = {
  readonly outcome: KeyOutcome;
  readonly now: number;
  readonly warmingUp: boolean;
  /** Whether a token has ever come back: then the list of models is enough. */
  readonly proven: boolean;
};

/** The reading after one more look; the same object when nothing is new. */
export function noteLook(before: KeyReading | null, { now, warmingUp, proven, ...look }: Look): KeyReading {
  const outcome = look.outcome === "answers" && proven ? "works" : look.outcome;
  const refused = isKeyRefused(outcome);
  if (before !== null) {
    if (before.outcome === outcome) return before;
    // A hiccup on the way takes nothing back, and a refusal in the warm-up says nothing about the key.
    const saysNothing = !refused && !isKeyGood(outcome);
    if (saysNothing && (isKeyRefused(before.outcome) || isKeyGood(before.outcome))) return before;
    if (refused && warmingUp && isKeyGood(before.outcome)) return before;
  }
  const worked = proven || before?.outcome === "works";
  return {
    outcome,
    at: now,
    failingSince: refused && worked && !warmingUp ? (before?.failingSince ?? now) : null,
  };
}
