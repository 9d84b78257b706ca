import { webApi } from "@slack/bolt";
import { AppError, type ErrorCode, networkCode, neverSent } from "../errors.ts";

/** What a call does: `write` does harm when it comes through late or twice, `repeatable` does not, `read` changes nothing. */
export type CallKind = "read" | "write" | "repeatable";

const NOT_FOUND = new Set([
  // A message that cannot be edited is as good as gone.
  "cant_update_message",
  "edit_window_closed",
  "user_not_found",
  "users_not_found",
  "message_not_found",
  "thread_not_found",
  "not_found",
  "user_disabled",
]);

/** It is the bot that is refused, not this one call: the token, or what it was granted. */
const UNAUTHORIZED = new Set([
  "account_inactive",
  "invalid_auth",
  "missing_scope",
  "not_allowed_token_type",
  "not_authed",
  "team_access_not_granted",
  "token_expired",
  "token_revoked",
]);

const FORBIDDEN = new Set([
  "access_denied",
  "cannot_dm_bot",
  "channel_not_found",
  "ekm_access_denied",
  "enterprise_is_restricted",
  "is_archived",
  "is_inactive",
  "messages_tab_disabled",
  "no_permission",
  "not_enabled",
  "not_in_channel",
  "org_login_required",
  "restricted_action",
  "user_not_visible",
]);

/** Slack failed while it worked on the call: it may have been carried out. */
const MAYBE_DONE = new Set(["internal_error", "fatal_error", "service_unavailable"]);
/** Slack did not begin. */
const NOT_DONE = new Set(["request_timeout", "team_added_to_org", "accesslimited"]);

/** Any failure of a Web API call as the one error that callers know; `detail` is Slack's own error code. */
export function toAppError(error: unknown, kind: CallKind): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) return rateLimited(error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIPlatformError) return platformError(error, kind);
  // What Slack refuses it says with 200: any other status is its trouble, or of something in between.
  if (error instanceof webApi.WebAPIHTTPError) return uncertain(kind, `http_${error.statusCode}`);
  if (error instanceof webApi.WebAPIRequestError) {
    const code = networkCode(error.original);
    if (neverSent(code)) return failure("unavailable", code, error.original);
    return uncertain(kind, code || "connection_failed", error.original);
  }
  // web-api has no class for a 429 without a usable Retry-After.
  if (error instanceof Error && error.message.startsWith("Retry header")) return rateLimited(undefined);
  return uncertain(kind, "unexpected_answer", error);
}

function platformError(error: webApi.WebAPIPlatformError, kind: CallKind): AppError {
  const raw = error.data.error;
  // An answer that is no JSON arrives as an "error" holding the whole page.
  if (typeof raw !== "string" || !/^[\w-]{1,80}$/.test(raw)) return uncertain(kind, "unexpected_answer");
  if (raw === "ratelimited" || raw === "rate_limited") {
    const seconds = error.data.response_metadata?.retryAfter;
    return rateLimited(seconds === undefined ? undefined : seconds * 1000);
  }
  if (MAYBE_DONE.has(raw)) return uncertain(kind, raw);
  if (NOT_DONE.has(raw)) return failure("unavailable", raw);
  if (NOT_FOUND.has(raw)) return failure("not_found", raw);
  if (UNAUTHORIZED.has(raw)) return unauthorized(raw, "needed" in error.data ? error.data.needed : null);
  if (FORBIDDEN.has(raw) || raw.startsWith("restricted_action")) return failure("forbidden", raw);
  return failure(raw === "hash_conflict" ? "conflict" : "invalid", raw);
}

/** Whoever reads the log learns which scope is missing. */
function unauthorized(detail: string, needed: unknown): AppError {
  const scope = typeof needed === "string" && /^[\w:.,-]{1,200}$/.test(needed) ? ` (${needed})` : "";
  return new AppError("unauthorized", `Slack: ${detail}${scope}`, { detail });
}

function rateLimited(retryAfterMs: number | undefined): AppError {
  return new AppError("rate_limited", "Slack asks to wait", { detail: "ratelimited", retryAfterMs });
}

function uncertain(kind: CallKind, detail: string, cause?: unknown): AppError {
  return failure(kind === "write" ? "outcome_unknown" : "unavailable", detail, cause);
}

function failure(code: ErrorCode, detail: string, cause?: unknown): AppError {
  return new AppError(code, `Slack: ${detail}`, { detail, cause });
}
