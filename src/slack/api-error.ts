import { webApi } from "@slack/bolt";
import { AppError, type CallKind, type ErrorCode, networkError, unclear } from "../lib/errors.ts";

/** What Slack's error codes mean; any other is `invalid`. `unclear`: Slack failed while it worked on the call. */
const MEANINGS: readonly (readonly [RegExp, ErrorCode | "unclear"])[] = [
  [/^(channel_not_found|not_in_channel|is_archived|is_inactive|no_permission|not_enabled)$/, "forbidden"],
  [/^(cannot_dm_bot|messages_tab_disabled|user_not_visible|org_login_required)$/, "forbidden"],
  [/^(ekm_)?access_denied$|^enterprise_is_restricted$|^restricted_action/, "forbidden"],
  // A message that cannot be edited is as good as gone.
  [/(^|_)not_found$|^(cant_update_message|edit_window_closed|user_disabled)$/, "not_found"],
  // It is the bot that is refused, not this one call: the token, or what it was granted.
  [/^(account_inactive|invalid_auth|missing_scope|not_authed|token_expired|token_revoked)$/, "unauthorized"],
  [/^(not_allowed_token_type|team_access_not_granted)$/, "unauthorized"],
  [/^hash_conflict$/, "conflict"],
  [/^rate_?limited$/, "rate_limited"],
  [/^(fatal_error|internal_error|service_unavailable)$/, "unclear"],
  // Slack did not begin.
  [/^(accesslimited|request_timeout|team_added_to_org)$/, "unavailable"],
];

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
  const meaning = MEANINGS.find(([codes]) => codes.test(raw))?.[1] ?? "invalid";
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
