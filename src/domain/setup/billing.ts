import { z } from "zod";

export const PAYMENT_MEANS = ["card", "aws", "azure"] as const;
export type PaymentMeans = (typeof PAYMENT_MEANS)[number];

/** What the organization pays with; `free` cannot invite, the others can (facts: Team, Enterprise or pay-as-you-go). */
export const PLANS = ["pay-as-you-go", "team", "enterprise", "free"] as const;
export type Plan = (typeof PLANS)[number];

export const billing = z.object({
  /** null, as with the plan: nobody has said. */
  means: z.enum(PAYMENT_MEANS).nullable(),
  plan: z.enum(PLANS).nullable(),
  /** Whole units of the billing currency; null: no limit. */
  monthlyLimit: z.number().nullable(),
  /** null: no person, but Mistral's audit log. */
  confirmedBy: z.string().nullable(),
  /** When they did, or when it happened by the audit log. Tells one warm-up from another. */
  confirmedAt: z.number(),
  /** Until then a refused key only needs a retry (epoch ms). */
  warmUntil: z.number(),
});
export type Billing = Readonly<z.infer<typeof billing>>;

/** Where the plan is not known the audit log was read, and only Enterprise has one. */
export const canInvite = (billing: Billing | null): boolean => billing !== null && billing.plan !== "free";

export const isWarmingUp = (billing: Billing | null, now: number): boolean =>
  billing !== null && now < billing.warmUntil;
