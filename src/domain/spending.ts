import type { Observed, SpendingLimit } from "./observed.ts";

/** What can be wrong with spending, each under a key that stays the same. */
export const SPENDING_PROBLEMS = [
  { key: "limit-reached", isSo: ({ reached }: SpendingLimit) => reached },
  { key: "payment-failed", isSo: ({ paymentFailure }: SpendingLimit) => paymentFailure },
] as const;

export type SpendingProblem = (typeof SPENDING_PROBLEMS)[number]["key"];

/** Since `at`, or `refused`: the key or the plan may not read it. */
type Said = SpendingLimit | "refused";

/** With what Mistral says of spending now; the same object when nothing is new. */
export function noteSaid(observed: Observed, said: Said): Observed {
  if (said === "refused") return observed.spendingRefused ? observed : { ...observed, spendingRefused: true };
  const { spending: known } = observed;
  const same =
    known !== null &&
    (["limit", "currency", "reached", "paymentFailure"] as const).every(
      (field) => known[field] === said[field],
    );
  if (same && !observed.spendingRefused) return observed;
  return { ...observed, spending: same ? known : said, spendingRefused: false };
}

/** Whether each problem is so, against what the owner was told: the keys of those that have become so or are over. */
export function changedProblems({ spending, told }: Observed): string[] {
  if (spending === null) return [];
  return SPENDING_PROBLEMS.filter(({ key, isSo }) => isSo(spending) !== told.includes(key)).map(
    ({ key }) => key,
  );
}
