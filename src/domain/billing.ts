import type { PersonId } from "./person.ts";

export const PAYMENT_MEANS = ["card", "aws", "azure"] as const;
export type PaymentMeans = (typeof PAYMENT_MEANS)[number];

/** What the organization pays with; `free` cannot invite, the others can (facts: Team, Enterprise or pay-as-you-go). */
export const PLANS = ["pay-as-you-go", "team", "enterprise", "free"] as const;
export type Plan = (typeof PLANS)[number];

export type Billing = {
  /** null, as with the plan: nobody has said. */
  readonly means: PaymentMeans | null;
  readonly plan: Plan | null;
  /** Whole units of the billing currency; null: no limit. */
  readonly monthlyLimit: number | null;
  /** null: no person, but Mistral's audit log. */
  readonly confirmedBy: PersonId | null;
  /** When they did, or when it happened by the audit log. Tells one warm-up from another. */
  readonly confirmedAt: number;
  /** Until then a refused key only needs a retry (epoch ms). */
  readonly warmUntil: number;
};

/** Where the plan is not known the audit log was read, and only Enterprise has one. */
export const canInvite = (billing: Billing | null): boolean => billing !== null && billing.plan !== "free";

export const isWarmingUp = (billing: Billing | null, now: number): boolean =>
  billing !== null && now < billing.warmUntil;
