import { z } from "zod";
import { evidence } from "../evidence.ts";
import { keyOwner } from "../key/key-owner.ts";
import { keyReading } from "../key/key-reading.ts";
import { domainWatch } from "../security/domain-watch.ts";

/** What Mistral says of the Organization's monthly spending. */
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

const proof = evidence.nullable();

/** What was last seen at Mistral and in DNS, beside what the steps and Invitations hold. */
export const observed = z.object({
  /** null: never read. */
  spending: spendingLimit.nullable(),
  /** The key or the plan may not read it. */
  spendingRefused: z.boolean(),
  audit: auditReading.nullable(),
  /** A payment method was added; null again when it was removed. */
  payment: proof,
  /** A key was made. That it works is another matter. */
  keyMade: proof,
  domainVerified: proof,
  saml: proof,
  /** What the bot's own key got; null: it has none, or nothing came back yet. */
  probe: keyReading.nullable(),
  /** null: Mistral has not said whose that key is. */
  keyOwner: keyOwner.nullable(),
  /** Mistral's id of it, where the audit log names it. */
  organization: z.string().nullable(),
  /** People of a verified domain may join by themselves. */
  discoverable: proof,
  /** A person says that somebody reads the audit logs; `audit` is what the bot itself reads. */
  auditLogs: proof,
  domains: z.array(domainWatch).readonly(),
});
export type Observed = Readonly<z.infer<typeof observed>>;

export const NOTHING_OBSERVED: Observed = {
  spending: null,
  spendingRefused: false,
  audit: null,
  payment: null,
  keyMade: null,
  domainVerified: null,
  saml: null,
  probe: null,
  keyOwner: null,
  organization: null,
  discoverable: null,
  auditLogs: null,
  domains: [],
};
