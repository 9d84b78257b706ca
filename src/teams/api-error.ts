import { AppError, type CallKind, type ErrorCode, type ErrorOptions, unclear } from "../lib/errors.ts";
import { parseJson } from "../lib/json.ts";

/** What the service said when it did not do it. `json` is undefined when there was no JSON. */
export type Refusal = {
  readonly status: number;
  readonly json: unknown;
  readonly retryAfterMs: number | undefined;
  /** A client on this machine: nothing is in between. */
  readonly local: boolean;
};

/** The conversation belongs to another cloud of Microsoft's: our address for it is wrong, nobody blocked us. */
const WRONG_HOST = "InvalidBotApiHost";

/** The address of the service is not Microsoft's: nothing is sent there. */
export const UNTRUSTED = "service_url";

/** A status other than success as the one error that callers know; `detail` is the service's own code for it. */
export function refusal(kind: CallKind, { status, json, retryAfterMs, local }: Refusal): AppError {
  const said = codeOf(json);
  const detail = said ?? `http_${status}`;
  const failed = (code: ErrorCode) => failure(code, detail, { retryAfterMs });
  if (status === 429) return failed("rate_limited");
  if (status === 412 || status === 408) return failed("unavailable");
  if (status >= 500) return failed(unclear(kind));
  // A redirect is never followed: the token must not reach another host.
  if (status < 400) return failure("unavailable", "redirected");
  // What the service refuses it names: anything else is from something in between. Too much is too much for either.
  if (said === undefined && !local && status !== 413) return failed(unclear(kind));
  if (status === 401) return failed("unauthorized");
  if (status === 403) return failed(detail === WRONG_HOST ? "invalid" : "forbidden");
  if (status === 404) return failed("not_found");
  return failed(status === 409 ? "conflict" : "invalid");
}

/** There was an answer of success, but not one that we can read. */
export const unreadable = (kind: CallKind): AppError => failure(unclear(kind), "unexpected_answer");

export function failure(code: ErrorCode, detail: string, options: ErrorOptions = {}): AppError {
  return new AppError(code, `Teams: ${detail}`, { detail, ...options });
}

/** Known before anything was sent. */
export const neverAsked = (code: ErrorCode, detail: string): AppError =>
  failure(code, detail, { asked: false });

/** The whole answer to a token that is not let in. */
const DENIED = /^Authorization has been denied/;

/**
 * The service's code for an error: `{error: {code}}` as documented, `{code}`, or of its older answers a `subCode` in the
 * JSON text that they have as `message`, or their `errorCode`. Only what looks like a code: nothing else reaches a log.
 */
function codeOf(json: unknown): string | undefined {
  const outer = asObject(json);
  const { message, errorCode } = outer;
  if (typeof message === "string" && DENIED.test(message)) return "denied";
  const inner = asObject(outer["error"]);
  const number = typeof errorCode === "number" ? String(errorCode) : undefined;
  const found = inner["code"] ?? asObject(parseJson(String(message)))["subCode"] ?? outer["code"] ?? number;
  return typeof found === "string" && /^[\w .-]{1,80}$/.test(found) ? found : undefined;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
