import type { PersonId, Place } from "./person.ts";
import type { Seat } from "./role.ts";

/** How much a channel hears. */
export const NEWS_LEVELS = ["everything", "milestones", "nothing"] as const;
export type NewsLevel = (typeof NEWS_LEVELS)[number];

export type NewsChannel = Place & { readonly level: NewsLevel };

/** `since`: when it was chosen (epoch ms); what happened before that is not told there. */
export type FeedChannel = Place & { readonly since: number };

/** Working hours after which people are reminded for the first time. */
export const REMIND_AFTER_HOURS = [2, 4, 8] as const;
export type RemindAfter = (typeof REMIND_AFTER_HOURS)[number];

export type Settings = {
  readonly approvers: readonly PersonId[];
  /** Where Request cards go; empty: direct messages to the approvers. */
  readonly approvals: readonly Place[];
  readonly news: readonly NewsChannel[];
  /** Where Mistral's audit log is told; empty: nowhere. */
  readonly feed: readonly FeedChannel[];
  /** Lower-case domains; empty: every domain may be invited. */
  readonly domains: readonly string[];
  readonly seats: readonly Seat[];
  readonly language: string;
  readonly reminders: boolean;
  readonly remindAfter: RemindAfter;
  /** Whether a Request for the role Admin takes two approvers. */
  readonly adminNeedsTwo: boolean;
  /** Mistral's id of the Member who administers new Workspaces; null: the owner, by their address. */
  readonly workspaceAdmin: string | null;
};
