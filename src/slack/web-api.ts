import { type Logger, LogLevel, webApi } from "@slack/bolt";
import type { z } from "zod";
import {
  AppError,
  type CallKind,
  type ErrorCode,
  type ErrorOptions,
  networkError,
  unclear,
} from "../lib/errors.ts";
import { fetchWhole } from "../lib/http/fetch-whole.ts";
import { describe, type Log } from "../lib/log.ts";
import type { Limit, Pace, Quota } from "../lib/rate-limit.ts";

export type WebClient = webApi.WebClient;

export type Clients = ReturnType<typeof createClients>;

/** Far more than 200 messages with all their blocks. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Three clients, because a client's timeout is for all its calls. None retries: repeating a post duplicates it. */
export function createClients(token: () => string, slackApiUrl: string, logger: Logger) {
  let scopes: ReadonlySet<string> | null = null;
  const note = ({ headers }: Response) => {
    const granted = headers.get("x-oauth-scopes");
    if (granted !== null) scopes = new Set(granted.split(",").map((scope) => scope.trim()));
  };
  const within = (ms: number) => client(token, slackApiUrl, logger, ms, note);
  return {
    token,
    /** While a person waits: 2.5 s, because a trigger lives for 3. */
    interactive: within(2500),
    /** Looking up who acts, inside the 3 s that Slack waits for an answer. */
    quick: within(1500),
    background: within(10_000),
    /** What the app was granted, as Slack's last answer says; null: none has said it. */
    scopes: () => scopes,
  };
}

/** `token` is asked at each call, for it may be replaced. `seen` is shown each answer. */
export function client(
  token: () => string,
  slackApiUrl: string,
  logger: Logger,
  timeout: number,
  seen: (answer: Response) => void = () => {},
): WebClient {
  return new webApi.WebClient(undefined, {
    ...{ slackApiUrl, logger, timeout, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    allowAbsoluteUrls: false,
    // The client's own time limit is for the beginning of an answer; this one is for all of it.
    fetch: async (url, request) => {
      const limits = { ms: timeout, mostBytes: MOST_BYTES };
      const authorized = { ...request?.headers, authorization: `Bearer ${token()}` };
      const whole = { ...request, headers: authorized };
      const { status, headers, bytes } = await fetchWhole(String(url), whole, limits);
      if (bytes === null) throw new Error("too long an answer");
      const answer = new Response(bytes.byteLength === 0 ? null : Buffer.from(bytes), { status, headers });
      seen(answer);
      return answer;
    },
  });
}

/** Bolt's logger over ours. Its lower levels print message texts and secrets, so they go nowhere. */
export function boltLogger(log: Log): Logger {
  const say = (parts: readonly unknown[]) =>
    parts.map((part) => (typeof part === "string" ? part.slice(0, 1000) : describe(part))).join(" ");
  return {
    debug() {},
    info() {},
    warn: (...parts) => log.warn({ source: "bolt" }, say(parts)),
    error: (...parts) => log.error({ source: "bolt" }, say(parts)),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

/** One message in a second for each conversation, and short bursts of more, says Slack without a figure. */
const POSTS: readonly Limit[] = [[5_000, 5]];
/** All conversations together have a limit that Slack does not tell. */
const ALL_POSTS: Quota = { name: "chat.postMessage", limits: [[1_000, 20]] };

/** Slack limits posting for each conversation, and for the chat workspace. */
export const postingTo = (channel: string): readonly [Quota, Quota] => [
  { name: `chat.postMessage ${channel}`, limits: POSTS },
  ALL_POSTS,
];

/** All else it limits for each method, bursts welcome: it says itself when they are too much. */
export const calling = (method: string): Parameters<Pace>[0] => [{ name: method, limits: [] }];

export type WebCall = ReturnType<typeof createWebCall>;

/** One Web API call with its answer checked; every failure as AppError. */
export const createWebCall =
  (pace: Pace, client: WebClient) =>
  <T>(
    kind: CallKind,
    method: string,
    schema: z.ZodType<T>,
    args = {},
    quotas = calling(method),
  ): Promise<T> =>
    pace(quotas, async () => {
      try {
        return schema.parse(await client.apiCall(method, { ...args }));
      } catch (error) {
        throw toAppError(error, kind);
      }
    });

/** What Slack's error codes mean; any other is `invalid`. `unclear`: Slack failed while it worked on the call. */
const MEANINGS: readonly (readonly [RegExp, ErrorCode | "unclear"])[] = [
  [/^(channel_not_found|not_in_channel|is_archived|is_inactive|no_permission|not_enabled)$/, "forbidden"],
  // One workspace of an organization, whose token is good for the others.
  [/^team_access_not_granted$/, "forbidden"],
  [/^(cannot_dm_bot|messages_tab_disabled|user_not_visible|org_login_required)$/, "forbidden"],
  [/^(ekm_)?access_denied$|^enterprise_is_restricted$|^restricted_action/, "forbidden"],
  [/^plan_upgrade_required$/, "forbidden"],
  // A message that cannot be edited is as good as gone.
  [/(^|_)not_found$|^(cant_update_message|edit_window_closed|no_such_subteam|user_disabled)$/, "not_found"],
  // It is the bot that is refused, not this one call: the token, or what it was granted.
  [/^(account_inactive|invalid_auth|missing_scope|not_authed|token_expired|token_revoked)$/, "unauthorized"],
  [/^not_allowed_token_type$/, "unauthorized"],
  [/^hash_conflict$/, "conflict"],
  [/^rate_?limited$/, "rate_limited"],
  [/^(fatal_error|internal_error|service_unavailable)$/, "unclear"],
  // Slack did not begin.
  [/^(accesslimited|request_timeout|team_added_to_org)$/, "unavailable"],
];

/** Any failure of a Web API call as the one error that callers know; `detail` is Slack's own error code. */
export function toAppError(error: unknown, kind: CallKind): AppError {
  const failed = (code: ErrorCode | "unclear", detail: string, more: ErrorOptions = {}) =>
    new AppError(code === "unclear" ? unclear(kind) : code, `Slack: ${detail}`, { detail, ...more });
  if (error instanceof AppError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError)
    return failed("rate_limited", "ratelimited", { retryAfterMs: error.retryAfter * 1000 });
  // What Slack refuses it says with 200: any other status is its trouble, or of something in between.
  if (error instanceof webApi.WebAPIHTTPError) return failed("unclear", `http_${error.statusCode}`);
  if (error instanceof webApi.WebAPIRequestError) return networkError("Slack", kind, error.original);
  // web-api has no class for a 429 without a usable Retry-After.
  if (error instanceof Error && error.message.startsWith("Retry header"))
    return failed("rate_limited", "ratelimited");
  if (!(error instanceof webApi.WebAPIPlatformError))
    return failed("unclear", "unexpected_answer", { cause: error });
  /** `needed`: the scope that is missing. */
  const { error: raw, needed }: { error: unknown; needed?: unknown } = error.data;
  // An answer that is no JSON arrives as an "error" holding the whole page.
  if (typeof raw !== "string" || !/^[\w-]{1,80}$/.test(raw)) return failed("unclear", "unexpected_answer");
  if (typeof needed === "string" && /^[\w:.,-]{1,200}$/.test(needed))
    return new AppError("unauthorized", `Slack: ${raw} (${needed})`, { detail: raw });
  const seconds = error.data.response_metadata?.retryAfter;
  const retryAfterMs = seconds === undefined ? undefined : seconds * 1000;
  return failed(MEANINGS.find(([codes]) => codes.test(raw))?.[1] ?? "invalid", raw, { retryAfterMs });
}
