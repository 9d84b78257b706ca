import { z } from "zod";
import { place } from "../accounts/person.ts";
import { absence } from "../approvals/absence.ts";
import { escalation, NO_ESCALATION } from "../approvals/escalation.ts";
import { approverGroup } from "../approvals/group.ts";
import { REVIEWS } from "../approvals/review.ts";
import { rule } from "../approvals/rule.ts";
import { workspaceApprovers } from "../approvals/workspace-approvers.ts";
import { SEATS } from "../invitations/invitation.ts";

export const NEWS_LEVELS = ["everything", "milestones", "nothing"] as const;
export type NewsLevel = (typeof NEWS_LEVELS)[number];

/** Working hours after which people are reminded for the first time. */
export const REMIND_AFTER_HOURS = [2, 4, 8] as const;
export type RemindAfter = (typeof REMIND_AFTER_HOURS)[number];

export const settings = z.object({
  approvers: z.array(z.string()).readonly(),
  /** Approvers as well, for as long as they are in one of these. */
  groups: z.array(approverGroup).readonly().default([]),
  /** Where Request cards go; empty: direct messages to the approvers. */
  approvals: z.array(place).readonly(),
  news: z.array(place.extend({ level: z.enum(NEWS_LEVELS) })).readonly(),
  /** Where the audit log is told; empty: nowhere. `since`: when that was chosen (epoch ms); nothing older is told. */
  feed: z.array(place.extend({ since: z.number() })).readonly(),
  /** Lower-case domains; empty: every domain may be invited. */
  domains: z.array(z.string()).readonly(),
  seats: z.array(z.enum(SEATS)).readonly(),
  language: z.string(),
  reminders: z.boolean(),
  remindAfter: z.literal(REMIND_AFTER_HOURS),
  adminNeedsTwo: z.boolean(),
  /** One of an approver at most. */
  absences: z.array(absence).readonly().default([]),
  escalation: escalation.default(NO_ESCALATION),
  rules: z.array(rule).readonly().default([]),
  /** One of a Workspace at most. */
  workspaceApprovers: z.array(workspaceApprovers).readonly().default([]),
  review: z.enum(REVIEWS).default("off"),
});
export type Settings = Readonly<z.infer<typeof settings>>;

/** What nobody is asked about at the start. */
export const DEFAULTS = {
  ...{ reminders: true, remindAfter: 4, adminNeedsTwo: false },
  ...{
    groups: [],
    absences: [],
    escalation: NO_ESCALATION,
    rules: [],
    workspaceApprovers: [],
    review: "off",
  },
} satisfies Partial<Settings>;
