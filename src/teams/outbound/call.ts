import type { z } from "zod";
import { AppError, type CallKind, networkError } from "../../lib/errors.ts";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import { retryAfter } from "../../lib/http/read.ts";
import { parseJson } from "../../lib/json.ts";
import type { Lane, Limit, Pace } from "../../lib/rate-limit.ts";
import type { Trusts } from "../access.ts";
import { neverAsked, refusal, UNTRUSTED, unreadable } from "../api-error.ts";
import type { Tokens } from "./tokens.ts";

const MAX_BYTES = 2 * 1024 * 1024;
const BACKGROUND_MS = 10_000;

export type CallOptions = {
  readonly tokens: Pick<Tokens, "get" | "refused">;
  readonly pace: Pace;
  /** Whether our token may be sent to this address. */
  readonly trusts: Trusts;
  readonly timeoutMs?: number;
};

// Microsoft's limits per bot and conversation; a new conversation counts as the sending that it is for.
const SENDS: readonly Limit[] = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
];
const READS: readonly Limit[] = [
  [1_000, 14],
  [2_000, 16],
  [30_000, 120],
  [3_600_000, 3_600],
];
/** Per app and tenant, whatever is asked. */
const ALL: Lane = { name: "all", limits: [[1_000, 30]] };

/** What a call counts for. */
export const lanesOf = (what: "send" | "read", conversation: string): readonly [Lane, Lane] => [
  { name: `${what} ${conversation}`, limits: what === "send" ? SENDS : READS },
  ALL,
];

type Asked<T> = {
  readonly kind: CallKind;
  readonly method: "GET" | "POST" | "PUT";
  readonly serviceUrl: string;
  /** For the pace: the conversation that it counts for. */
  readonly counts: string;
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly schema: z.ZodType<T>;
  /** How long it may take, ms. */
  readonly within?: number;
};

/**
 * One request to the Bot Connector, never led elsewhere, and repeated only with a new token after a 401. Whatever fails is
 * an AppError.
 */
export type Call = <T>(asked: Asked<T>) => Promise<T>;

/**
 * Plain fetch with the SDK's token, because the SDK's own client repeats a POST after an error or a reset by itself, its
 * options reach neither that nor a timeout, and it drops properties that it does not know.
 */
export function createCall(options: CallOptions): Call {
  const { tokens, pace, trusts, timeoutMs = BACKGROUND_MS } = options;
  return async (asked) => {
    const { kind, counts, schema } = asked;
    const url = urlOf(asked, trusts);
    const first = await tokens.get();

    async function once(token: string | null): Promise<HttpAnswer> {
      const ms = asked.within ?? timeoutMs;
      const answer = await exchange(url, asked, token, ms).catch((error: unknown) => {
        throw networkError("Teams", kind, error);
      });
      if (answer.status < 200 || answer.status > 299)
        throw refusal(kind, { ...answer, local: token === null });
      return answer;
    }

    return pace(lanesOf(kind === "read" ? "read" : "send", counts), async () => {
      const answer = await once(first).catch(async (error: unknown) => {
        if (first === null || !(error instanceof AppError) || error.code !== "unauthorized") throw error;
        // It was not carried out, and often the token alone was old.
        tokens.refused();
        return once(await tokens.get());
      });
      const read = answer.readable ? schema.safeParse(answer.json) : null;
      if (!read?.success) throw unreadable(kind);
      return read.data;
    });
  };
}

function urlOf({ serviceUrl, path, query = {} }: Asked<unknown>, trusts: CallOptions["trusts"]): string {
  if (!trusts(serviceUrl)) throw neverAsked("invalid", UNTRUSTED);
  const url = new URL(serviceUrl);
  // Ids are the service's own, but a person's may come from a form: none of them leads out of its folder.
  if (path.some((part) => /^\.{0,2}$/.test(part))) throw neverAsked("not_found", "no_such_id");
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, "")}/v3/${path.map(encodeURIComponent).join("/")}`;
  url.search = new URLSearchParams(query).toString();
  url.hash = "";
  return url.href;
}

type HttpAnswer = {
  readonly status: number;
  /** undefined: there was no body, or none that can be read. */
  readonly json: unknown;
  readonly readable: boolean;
  readonly retryAfterMs: number | undefined;
};

/** Throws what `fetch` throws when there was no whole answer. */
async function exchange(
  url: string,
  { method, body }: Asked<unknown>,
  token: string | null,
  ms: number,
): Promise<HttpAnswer> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json; charset=utf-8";
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetchWhole(url, request, { ms, mostBytes: MAX_BYTES });
  const text = answer.bytes === null ? null : new TextDecoder().decode(answer.bytes);
  const json = parseJson(text ?? "");
  const readable = json !== undefined || text?.trim() === "";
  return { status: answer.status, json, readable, retryAfterMs: retryAfter(answer) };
}
