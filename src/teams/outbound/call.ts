import type { z } from "zod";
import {
  AppError,
  type CallKind,
  type ErrorCode,
  type ErrorOptions,
  networkError,
  unclear,
} from "../../lib/errors.ts";
import { type Fetched, fetchWhole } from "../../lib/http/fetch-whole.ts";
import { retryAfter } from "../../lib/http/read.ts";
import { parseJson } from "../../lib/json.ts";
import type { Limit, Pace, Quota } from "../../lib/rate-limit.ts";
import type { Trusts } from "../access.ts";
import { withoutThread } from "../activity.ts";

const MAX_BYTES = 2 * 1024 * 1024;
const BACKGROUND_MS = 10_000;

export type Tokens = {
  /** Kept while it is good; null where none is asked for. Fails as AppError. */
  get(): Promise<string | null>;
  /** The service did not take it: the next one is a new one. */
  refused(): void;
};

export type CallOptions = {
  readonly tokens: Tokens;
  readonly pace: Pace;
  readonly trusts: Trusts;
  readonly timeoutMs?: number;
};

const limits = (...most: readonly [number, number, number, number]): readonly Limit[] =>
  [1_000, 2_000, 30_000, 3_600_000].map((period, at) => [period, most[at] ?? 0]);

// Microsoft's limits per bot and conversation; a new conversation counts as the sending that it is for.
const SENDS = limits(7, 8, 60, 1_800);
const READS = limits(14, 16, 120, 3_600);
/** Per app and tenant, whatever is asked. */
const ALL: Quota = { name: "all", limits: [[1_000, 30]] };

export const quotasOf = (what: "send" | "read", conversation: string): readonly [Quota, Quota] => [
  { name: `${what} ${conversation}`, limits: what === "send" ? SENDS : READS },
  ALL,
];

type Asked<T> = {
  readonly method: "GET" | "POST" | "PUT";
  /** A GET reads, and all else writes where nothing is said. */
  readonly kind?: CallKind;
  readonly serviceUrl: string;
  readonly path: readonly string[];
  /** For the pace: the conversation that it counts for, where the path does not name it. */
  readonly counts?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly schema: z.ZodType<T>;
  readonly within?: number;
};

/** One request to the Bot Connector, repeated only with a new token after a 401, never redirected. Whatever fails is an AppError. */
export type Call = <T>(asked: Asked<T>) => Promise<T>;

/** Plain fetch with the SDK's token: its own client repeats a POST by itself and drops what it does not know. */
export function createCall({ tokens, pace, trusts, timeoutMs = BACKGROUND_MS }: CallOptions): Call {
  return async (asked) => {
    const { method, kind = method === "GET" ? "read" : "write", path, body, schema } = asked;
    const counts = asked.counts ?? withoutThread(path[1] ?? "personal");
    const url = urlOf(asked, trusts);
    const first = await tokens.get();

    async function once(token: string | null) {
      const json = { "content-type": "application/json; charset=utf-8" };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const bearer = token === null ? {} : { authorization: `Bearer ${token}` };
      const headers = { accept: "application/json", ...(body === undefined ? {} : json), ...bearer };
      const limits = { ms: asked.within ?? timeoutMs, mostBytes: MAX_BYTES };
      const answer = await fetchWhole(url, { method, headers, ...sent }, limits).catch((error: unknown) => {
        throw networkError("Teams", kind, error);
      });
      const text = answer.bytes === null ? null : new TextDecoder().decode(answer.bytes);
      const said = parseJson(text ?? "");
      if (answer.status < 200 || answer.status > 299) throw refusal(kind, answer, said, token === null);
      // Nothing at all is an answer, too.
      const read = said !== undefined || text?.trim() === "" ? schema.safeParse(said) : null;
      if (!read?.success) throw failure(unclear(kind), "unexpected_answer");
      return read.data;
    }

    return pace(quotasOf(kind === "read" ? "read" : "send", counts), () =>
      once(first).catch(async (error: unknown) => {
        if (first === null || !(error instanceof AppError) || error.code !== "unauthorized") throw error;
        // It was not carried out, and often the token alone was old.
        tokens.refused();
        return once(await tokens.get());
      }),
    );
  };
}

function urlOf({ serviceUrl, path, query = {} }: Asked<unknown>, trusts: Trusts): string {
  if (!trusts(serviceUrl)) throw neverAsked("invalid", UNTRUSTED);
  const url = new URL(serviceUrl);
  // Ids are the service's own, but a person's may come from a form: none of them leads out of its folder.
  if (path.some((part) => /^\.{0,2}$/.test(part))) throw neverAsked("not_found", "no_such_id");
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, "")}/v3/${path.map(encodeURIComponent).join("/")}`;
  url.search = new URLSearchParams(query).toString();
  url.hash = "";
  return url.href;
}

/** The conversation belongs to another cloud of Microsoft's: our address for it is wrong, nobody blocked us. */
const WRONG_HOST = "InvalidBotApiHost";

/** The address of the service is not Microsoft's: nothing is sent there. */
export const UNTRUSTED = "service_url";

/** `detail`: the service's own code. `isLocal`: of a client on this machine, with nothing in between. */
function refusal(kind: CallKind, answer: Fetched, json: unknown, isLocal: boolean): AppError {
  const { status } = answer;
  const said = codeOf(json);
  const detail = said ?? `http_${status}`;
  const failed = (code: ErrorCode) => failure(code, detail, { retryAfterMs: retryAfter(answer) });
  if (status === 429) return failed("rate_limited");
  if (status === 412 || status === 408) return failed("unavailable");
  if (status >= 500) return failed(unclear(kind));
  // A redirect is never followed: the token must not reach another host.
  if (status < 400) return failure("unavailable", "redirected");
  // What the service refuses it names: anything else is from something in between. Too much is too much for either.
  if (said === undefined && !isLocal && status !== 413) return failed(unclear(kind));
  if (status === 401) return failed("unauthorized");
  if (status === 403) return failed(detail === WRONG_HOST ? "invalid" : "forbidden");
  if (status === 404) return failed("not_found");
  return failed(status === 409 ? "conflict" : "invalid");
}

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
  const number = typeof errorCode === "number" ? String(errorCode) : undefined;
  const subCode = asObject(parseJson(String(message)))["subCode"];
  const found = asObject(outer["error"])["code"] ?? subCode ?? outer["code"] ?? number;
  return typeof found === "string" && /^[\w .-]{1,80}$/.test(found) ? found : undefined;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
