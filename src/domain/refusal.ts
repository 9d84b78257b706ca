import { AppError } from "../lib/errors.ts";

/** Every reason why a person's click or command is turned down. view/ has one sentence for each. */
const REFUSALS = [
  ...["not_started", "already_started", "may_not_start", "may_not_claim", "not_owner", "not_approver"],
  ...["own_request", "own_admin", "needs_two", "agreed_already", "already_decided", "outside_domains"],
  "held",
  "other_approvers",
  ...["own_removal", "owner_removal", "last_admin", "by_hand", "task_grew", "already_closed"],
  ...["not_your_request", "not_your_step", "not_your_task", "not_your_invitation"],
  ...["not_now", "just_sent", "list_is_read", "gone", "key_typed", "too_much"],
  ...["guest", "stranger", "no_account", "storage", "trouble"],
] as const;

export type Refusal = (typeof REFUSALS)[number];

/** Which one it is stands in its `detail`. */
export const refuse = (reason: Refusal): AppError => new AppError("conflict", reason, { detail: reason });

export const isRefusal = (word: string | undefined): word is Refusal =>
  REFUSALS.some((reason) => reason === word);
