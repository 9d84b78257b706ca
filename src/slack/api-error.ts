import { webApi } from "@slack/bolt";
import { AppError, type CallKind, type ErrorCode, networkError, unclear } from "../lib/errors.ts";

/** What Slack's error codes mean; any other is `invalid`. `unclear`: Slack failed while it worked on the call. */
const MEANINGS: ReadonlyMap<string, ErrorCode | "unclear"> = new Map(
  Object.entries({
    // A message that cannot be edited is as good as gone.
    cant_update_message: "not_found",
    edit_window_closed: "not_found",
    message_not_found: "not_found",
    not_found: "not_found",
    thread_not_found: "not_found",
    user_disabled: "not_found",
    user_not_found: "not_found",
    users_not_found: "not_found",
    // It is the bot that is refused, not this one call: the token, or what it was granted.
    account_inactive: "unauthorized",
    invalid_auth: "unauthorized",
    missing_scope: "unauthorized",
    not_allowed_token_type: "unauthorized",
    not_authed: "unauthorized",
    team_access_not_granted: "unauthorized",
    token_expired: "unauthorized",
    token_revoked: "unauthorized",
    access_denied: "forbidden",
    cannot_dm_bot: "forbidden",
    channel_not_found: "forbidden",
    ekm_access_denied: "forbidden",
    enterprise_is_restricted: "forbidden",
    is_archived: "forbidden",
    is_inactive: "forbidden",
    messages_tab_disabled: "forbidden",
    no_permission: "forbidden",
    not_enabled: "forbidden",
    not_in_channel: "forbidden",
    org_login_required: "forbidden",
    restricted_action: "forbidden",
    user_not_visible: "forbidden",
    hash_conflict: "conflict",
    rate_limited: "rate_limited",
    ratelimited: "rate_limited",
    fatal_error: "unclear",
    internal_error: "unclear",
    service_unavailable: "unclear",
    // Slack did not begin.
    accesslimited: "unavailable",
    request_timeout: "unavailable",
    team_added_to_org: "unavailable",
  }),
);

/** Any failure of a Web API call as the one error that callers know; `detail` is Slack's own error code. */
export function toAppError(error: unknown, kind: CallKind): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) return rateLimited(error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIPlatformError) return platformError(error, kind);
  // What Slack refuses it says with 200: any other status is its trouble, or of something in between.
  if (error instanceof webApi.WebAPIHTTPError) return uncertain(kind, `http_${error.statusCode}`);
  if (error instanceof webApi.WebAPIRequestError) return networkError("Slack", kind, error.original);
  // web-api has no class for a 429 without a usable Retry-After.
  if (error instanceof Error && error.message.startsWith("Retry header")) return rateLimited(undefined);
  return uncertain(kind, "unexpected_answer", error);
}

function platformError(error: webApi.WebAPIPlatformError, kind: CallKind): AppError {
  const raw = error.data.error;
  // An answer that is no JSON arrives as an "error" holding the whole page.
  if (typeof raw !== "string" || !/^[\w-]{1,80}$/.test(raw)) return uncertain(kind, "unexpected_answer");
  const meaning = MEANINGS.get(raw) ?? (raw.startsWith("restricted_action") ? "forbidden" : "invalid");
  switch (meaning) {
    case "rate_limited": {
      const seconds = error.data.response_metadata?.retryAfter;
      return rateLimited(seconds === undefined ? undefined : seconds * 1000);
    }
    case "unclear":
      return uncertain(kind, raw);
    case "unauthorized":
      return unauthorized(raw, "needed" in error.data ? error.data.needed : null);
    default:
      return failure(meaning, raw);
  }
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
  return failure(unclear(kind), detail, cause);
}

function failure(code: ErrorCode, detail: string, cause?: unknown): AppError {
  return new AppError(code, `Slack: ${detail}`, { detail, cause });
}
