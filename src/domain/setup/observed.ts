import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Evidence, evidence } from "../evidence.ts";
import { keyOwner } from "../key/key-owner.ts";
import { keyReading } from "../key/key-reading.ts";
import { domainWatch } from "../security/domain-watch.ts";

const spendingLimit = z.object({
  /** Units of `currency`; null: no limit; unknown: Mistral answers, and does not say. */
  limit: z.union([z.number(), z.literal("unknown")]).nullable(),
  currency: z.string(),
  reached: z.boolean(),
  paymentFailure: z.boolean(),
  /** Since when Mistral says so, as far as it was looked at (epoch ms). */
  at: z.number(),
});
export type SpendingLimit = Readonly<z.infer<typeof spendingLimit>>;

/** How far the audit log was read. `refused`: this plan or key has none. */
const auditReading = z.object({
  state: z.enum(["read", "refused"]),
  /** The time of the newest event that was read (epoch ms). */
  until: z.number(),
});
export type AuditReading = Readonly<z.infer<typeof auditReading>>;

const proof = evidence.nullable().default(null);

/** What was last seen at Mistral and in DNS, beside what the steps and Invitations hold. */
export const observed = z.object({
  /** null: never read. */
  spending: spendingLimit.nullable().default(null),
  /** The key or the plan may not read it. */
  spendingRefused: z.boolean().default(false),
  audit: auditReading.nullable().default(null),
  /** A payment method was added; null again when it was removed. */
  payment: proof,
  /** A key was made. That it works is another matter. */
  keyMade: proof,
  domainVerified: proof,
  saml: proof,
  /** What the bot's own key got; null: it has none, or nothing came back yet. */
  probe: keyReading.nullable().default(null),
  /** null: Mistral has not said whose that key is. */
  keyOwner: keyOwner.nullable().default(null),
  /** Mistral's id of the Organization; null: not known yet. */
  organization: z.string().nullable(),
  /** A person says that somebody reads the audit logs; `audit` is what the bot itself reads. */
  auditLogs: proof,
  domains: z.array(domainWatch).readonly().default([]),
});
export type Observed = Readonly<z.infer<typeof observed>>;

export const NOTHING_OBSERVED: Observed = observed.parse({ organization: null });

/** What is done for security at Mistral, in Mistral's order. */
export const MEASURES = ["domain", "saml", "audit"] as const;
export type Measure = (typeof MEASURES)[number];

const KEPT_IN = { domain: "domainVerified", saml: "saml", audit: "auditLogs" } as const;

export const measureEvidence = (observed: Observed, measure: Measure): Evidence | null =>
  observed[KEPT_IN[measure]];

/** A person says that a measure is in place, or is not. What Mistral has verified is not theirs to change. */
export function withWord(observed: Observed, measure: Measure, said: boolean, word: Evidence): Observed {
  const known = measureEvidence(observed, measure);
  if (known?.kind === "verified" || (known !== null) === said) return observed;
  return { ...observed, [KEPT_IN[measure]]: said ? word : null };
}

export type SpendingProblem = "limit-reached" | "payment-failed";

export const problemsOf = ({ reached, paymentFailure }: SpendingLimit): SpendingProblem[] => [
  ...(reached ? (["limit-reached"] as const) : []),
  ...(paymentFailure ? (["payment-failed"] as const) : []),
];

/** With what Mistral says of spending now; the same object when nothing is new. `refused`: the key or the plan may not read it. */
export function noteSaid(observed: Observed, said: SpendingLimit | "refused"): Observed {
  if (said === "refused") return observed.spendingRefused ? observed : { ...observed, spendingRefused: true };
  const { spending: known } = observed;
  const same = known !== null && isDeepStrictEqual({ ...known, at: said.at }, said);
  if (same && !observed.spendingRefused) return observed;
  return { ...observed, spending: same ? known : said, spendingRefused: false };
}
