import { z } from "zod";
import type { ApproverGroup } from "./group.ts";

/** Working hours that approvers have for a Request before others are asked as well. */
export const ESCALATE_AFTER_HOURS = [4, 8, 24] as const;

/** `after` null: never. `to`: who is asked then, and decides that Request like an approver. */
export const escalation = z.object({
  after: z.literal(ESCALATE_AFTER_HOURS).nullable(),
  to: z.array(z.string()).readonly(),
});
/** Why others were asked: nobody had decided in time, or everybody who could was away. */
export const ESCALATED_FOR = ["time", "absence"] as const;
export type EscalatedFor = (typeof ESCALATED_FOR)[number];

export type Escalation = Readonly<z.infer<typeof escalation>>;

export const NO_ESCALATION: Escalation = { after: null, to: [] };

/** Without anybody to ask there is nothing to wait for. */
export const escalationTo = (
  after: Escalation["after"],
  to: Escalation["to"],
  groups: readonly ApproverGroup[],
): Escalation => ({ after: to.length === 0 && !groups.some(({ asked }) => asked) ? null : after, to });
