import type { Observed, SpendingLimit } from "./observed.ts";

export const SPENDING_PROBLEMS = ["limit-reached", "payment-failed"] as const;
export type SpendingProblem = (typeof SPENDING_PROBLEMS)[number];

/** What is wrong with spending. */
export const problemsOf = ({ reached, paymentFailure }: SpendingLimit): SpendingProblem[] => [
  ...(reached ? (["limit-reached"] as const) : []),
  ...(paymentFailure ? (["payment-failed"] as const) : []),
];

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
