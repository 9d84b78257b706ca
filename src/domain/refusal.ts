import { AppError, type ErrorCode } from "../lib/errors.ts";

/** Every reason why a person's click or command is turned down. view/ has one sentence for each. */
const REFUSALS = {
  not_started: "conflict",
  already_started: "conflict",
  may_not_start: "forbidden",
  may_not_claim: "forbidden",
  not_owner: "forbidden",
  not_approver: "forbidden",
  own_request: "forbidden",
  own_admin: "forbidden",
  needs_two: "forbidden",
  agreed_already: "conflict",
  outside_domains: "conflict",
  own_removal: "forbidden",
  owner_removal: "forbidden",
  last_admin: "conflict",
  by_hand: "conflict",
  task_grew: "conflict",
  key_typed: "invalid",
  too_much: "invalid",
  not_your_request: "forbidden",
  not_your_step: "forbidden",
  not_your_task: "forbidden",
  not_your_invitation: "forbidden",
  already_decided: "conflict",
  already_closed: "conflict",
  not_now: "conflict",
  just_sent: "conflict",
  list_is_read: "conflict",
  gone: "not_found",
  guest: "forbidden",
  stranger: "forbidden",
  no_account: "unavailable",
  storage: "unavailable",
  trouble: "unavailable",
} as const satisfies Record<string, ErrorCode>;

export type Refusal = keyof typeof REFUSALS;

export const refuse = (reason: Refusal): AppError =>
  new AppError(REFUSALS[reason], reason, { detail: reason });

export const isRefusal = (word: string | undefined): word is Refusal =>
  word !== undefined && Object.hasOwn(REFUSALS, word);
