import type { PersonId } from "./person.ts";

export const PAYMENT_MEANS = ["card", "aws", "azure"] as const;
export type PaymentMeans = (typeof PAYMENT_MEANS)[number];

/** What the organization pays with; `free` cannot invite, the others can (facts: Team, Enterprise or pay-as-you-go). */
export const PLANS = ["pay-as-you-go", "team", "enterprise", "free"] as const;
export type Plan = (typeof PLANS)[number];

export type Billing = {
  readonly means: PaymentMeans;
  readonly plan: Plan;
  /** Whole units of the billing currency; null: no limit. */
  readonly monthlyLimit: number | null;
  readonly confirmedBy: PersonId;
  readonly confirmedAt: number;
  /** Until then a refused key only needs a retry (epoch ms). */
  readonly warmUntil: number;
};

export const canInvite = (billing: Billing | null): boolean => billing !== null && billing.plan !== "free";

export const isWarmingUp = (billing: Billing | null, now: number): boolean =>
  billing !== null && now < billing.warmUntil;
