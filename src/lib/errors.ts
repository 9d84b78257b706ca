import { withoutSecrets } from "./redact.ts";

/**
 * What a failure means to whoever has to react to it. `unavailable`: certainly not carried out, try again.
 * `outcome_unknown`: may have been carried out, look before trying again. `unauthorized`: our own credentials are refused,
 * so nothing will go until somebody mends them. All others stay as they are.
 */
export type ErrorCode = (typeof CODES)[number];

const CODES = [
  ...["not_found", "forbidden", "conflict", "invalid"],
  ...["unauthorized", "rate_limited", "unavailable", "outcome_unknown"],
] as const;

export type ErrorOptions = {
  /** A short stable word that code may compare, such as `key_refused` or `already_decided`. */
  detail?: string | undefined;
  /** How long the other side asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** False: known without asking the other side, so it says nothing about whether that answers. */
  asked?: boolean | undefined;
  cause?: unknown;
};

/** `detail` of a `rate_limited` that we impose on ourselves: the other side was not asked. */
export const OWN_PACE = "own_pace";

/** The connection was never made, so nothing can have happened; the second half is of TLS. */
const NEVER_SENT = RegExp(
  "^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_INVALID_URL|UND_ERR_CONNECT_TIMEOUT)$" +
    "|^(CERT|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)_",
);

/** The system's code of an error, such as `ENOENT`, or "". */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** The reason for which `fetch` threw: it is hidden one or two causes deep, and of several addresses the first counts. */
function networkReason(error: unknown, depth = 0): Error | null {
  if (!(error instanceof Error) || depth > 5) return null;
  if (error instanceof AggregateError) return networkReason(error.errors[0], depth + 1);
  if (error.name === "TimeoutError" || codeOf(error) !== "") return error;
  return networkReason(error.cause, depth + 1);
}

/** What a call does: `write` does harm when it comes through late or twice, `repeatable` does not, `read` changes nothing. */
export type CallKind = "read" | "write" | "repeatable";

/** What a call has come to that got no clear answer. */
export const unclear = (kind: CallKind): ErrorCode => (kind === "write" ? "outcome_unknown" : "unavailable");

/**
 * What it means that `fetch` threw; `detail` is a stable word for the reason. What was thrown is not its cause: it may quote
 * headers, and a secret with them.
 */
export function networkError(call: string, kind: CallKind, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = networkReason(error);
  // A timeout has only a name.
  const known = reason?.name === "TimeoutError" ? "timeout" : codeOf(reason);
  const detail = known || "connection_failed";
  const isConnecting = reason !== null && "syscall" in reason && reason.syscall === "connect";
  const code = isConnecting || NEVER_SENT.test(detail) ? "unavailable" : unclear(kind);
  return new AppError(code, `${call}: ${detail}`, { detail });
}

/**
 * The only error with a meaning; anything else that is thrown is a bug. Its words may come from the other side, and end in
 * the database, on a card or on standard error: a secret that was quoted back to us is not in them.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly asked: boolean;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(withoutSecrets(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = options.detail === undefined ? undefined : withoutSecrets(options.detail);
    this.retryAfterMs = options.retryAfterMs;
    this.asked = options.asked ?? true;
  }
}

const isCode = (word: string): boolean => (CODES as readonly string[]).includes(word);

/** For `catch`: this value instead of an AppError with one of these codes or details, or of any where none is named. */
export const orElse =
  <T>(value: T, ...known: readonly string[]) =>
  (error: unknown): T => {
    if (!(error instanceof AppError)) throw error;
    // A detail may be the other side's own word, and then it is no code.
    const isIt = (word: string) => (isCode(word) ? error.code : error.detail) === word;
    if (known.length === 0 || known.some(isIt)) return value;
    throw error;
  };
