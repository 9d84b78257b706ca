import { AppError, type CallKind, networkError, unclear } from "../lib/errors.ts";
import { fetchWhole } from "../lib/http/fetch-whole.ts";
import { retryAfter } from "../lib/http/read.ts";
import { parseJson } from "../lib/json.ts";

type Method = "GET" | "POST" | "PATCH" | "DELETE";
export type Order = readonly [method: Method, path: string, body?: unknown];

export type HttpAnswer = {
  readonly status: number;
  readonly text: string;
  /** Parsed each time that it is asked for; `undefined` when the text is not JSON. */
  readonly json: unknown;
  readonly retryAfterMs: number | undefined;
};

/** One exchange. Throws an AppError when there was no whole answer; an answer of any status is returned. */
export type Send = (...order: Order) => Promise<HttpAnswer>;

export type HttpOptions = {
  baseUrl: string;
  key: string;
  /** The guides send `x-api-key`, the published contract a bearer token: both are documented. */
  scheme?: "x-api-key" | "bearer";
  /** For the whole exchange. */
  timeoutMs?: number;
  seen?: (answer: Pick<Response, "headers">) => void;
};

const MAX_BYTES = 4 * 1024 * 1024;

export function createSend(options: HttpOptions): Send {
  const { baseUrl, key, scheme = "x-api-key", timeoutMs = 15_000, seen } = options;
  const headers = {
    accept: "application/json",
    ...(scheme === "bearer" ? { authorization: `Bearer ${key}` } : { "x-api-key": key }),
  };
  return async (...order) => {
    const [method, path, body] = order;
    const content = {
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const request = { method, headers, ...(body === undefined ? {} : content) };
    const limits = { ms: timeoutMs, mostBytes: MAX_BYTES };
    const answer = await fetchWhole(baseUrl + path, request, limits).catch((error: unknown) => {
      throw networkError(`Mistral, ${method} ${path}`, kindOf(method), error);
    });
    seen?.(answer);
    if (answer.bytes === null) throw unreadable(order, "too_large");
    const text = new TextDecoder().decode(answer.bytes);
    return {
      ...{ status: answer.status, text, retryAfterMs: retryAfter(answer) },
      get json() {
        return parseJson(text);
      },
    };
  };
}

/** A read can always be repeated; a write without a clear answer may have been carried out. */
export const kindOf = (method: Method): CallKind => (method === "GET" ? "read" : "write");

/** There was an answer of success, but not one that we can read. */
export function unreadable([method, path]: Order, detail: string): AppError {
  const message = `Mistral's answer to ${method} ${path} is unreadable (${detail})`;
  return new AppError(unclear(kindOf(method)), message, { detail });
}
