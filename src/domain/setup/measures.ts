import type { Evidence } from "../evidence.ts";
import type { Observed } from "./observed.ts";

/** What is done for security at Mistral, in Mistral's order. */
export const MEASURES = ["domain", "discoverable", "saml", "audit"] as const;
export type Measure = (typeof MEASURES)[number];

const KEPT_IN = {
  domain: "domainVerified",
  discoverable: "discoverable",
  saml: "saml",
  audit: "auditLogs",
} as const satisfies Record<Measure, keyof Observed>;

/** Why a measure is believed to be in place, or null. */
export const measureEvidence = (observed: Observed, measure: Measure): Evidence | null =>
  observed[KEPT_IN[measure]];

/** A person says that a measure is in place, or is not. What Mistral has verified is not theirs to change. */
export function withWord(observed: Observed, measure: Measure, said: boolean, word: Evidence): Observed {
  const known = measureEvidence(observed, measure);
  if (known?.kind === "verified" || (known !== null) === said) return observed;
  return { ...observed, [KEPT_IN[measure]]: said ? word : null };
}
