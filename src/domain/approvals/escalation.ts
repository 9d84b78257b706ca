import { z } from "zod";

/** Working hours that approvers have for a Request before others are asked as well. */
export const ESCALATE_AFTER_HOURS = [4, 8, 24] as const;

/** `after` null: never. `to`: who is asked then, and decides that Request like an approver. */
export const escalation = z.object({
  after: z.literal(ESCALATE_AFTER_HOURS).nullable(),
  to: z.array(z.string()).readonly(),
});
export type Escalation = Readonly<z.infer<typeof escalation>>;

export const NO_ESCALATION: Escalation = { after: null, to: [] };
