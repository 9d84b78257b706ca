import { z } from "zod";
import { place } from "../accounts/person.ts";
import { SEATS } from "../role.ts";

/** How much a channel hears. */
export const NEWS_LEVELS = ["everything", "milestones", "nothing"] as const;
export type NewsLevel = (typeof NEWS_LEVELS)[number];

/** `since`: when it was chosen (epoch ms); what happened before that is not told there. */
const feedChannel = place.extend({ since: z.number() });
export type FeedChannel = Readonly<z.infer<typeof feedChannel>>;

/** Working hours after which people are reminded for the first time. */
export const REMIND_AFTER_HOURS = [2, 4, 8] as const;
export type RemindAfter = (typeof REMIND_AFTER_HOURS)[number];

export const settings = z.object({
  approvers: z.array(z.string()).readonly(),
  /** Where Request cards go; empty: direct messages to the approvers. */
  approvals: z.array(place).readonly(),
  news: z.array(place.extend({ level: z.enum(NEWS_LEVELS) })).readonly(),
  /** Where Mistral's audit log is told; empty: nowhere. */
  feed: z.array(feedChannel).readonly(),
  /** Lower-case domains; empty: every domain may be invited. */
  domains: z.array(z.string()).readonly(),
  seats: z.array(z.enum(SEATS)).readonly(),
  language: z.string(),
  reminders: z.boolean(),
  remindAfter: z.literal(REMIND_AFTER_HOURS),
  /** Whether a Request for the role Admin takes two approvers. */
  adminNeedsTwo: z.boolean(),
});
export type Settings = Readonly<z.infer<typeof settings>>;
