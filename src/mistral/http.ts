import { AppError, networkError } from "../lib/errors.ts";
import { fetchWhole } from "../lib/http/fetch-whole.ts";
import { retryAfter } from "../lib/http/read.ts";
import { parseJson } from "../lib/json.ts";
import type { Send } from "./exchange.ts";
import { kindOf, unreadable } from "./http-error.ts";

export type HttpOptions = {
  baseUrl: string;
  key: string;
  /** The guides send `x-api-key`, the published contract a bearer token: both are documented. */
  scheme?: "x-api-key" | "bearer";
  /** For the whole exchange, default 15 seconds. */
  timeoutMs?: number;
  /** How long after a 401 an Admin API call is made once more, default 2 seconds. */
  secondTryMs?: number;
  /** Shown each answer, whatever it is. */
  seen?: (answer: Pick<Response, "headers">) => void;
};

/** Checked here because `fetch` quotes a header that it refuses. */
export const isSendable = (key: string): boolean => /^[\x21-\x7e]+$/.test(key);
const MAX_BYTES = 4 * 1024 * 1024;

export function createSend(options: HttpOptions): Send {
  const root = options.baseUrl.replace(/(?<!\/)\/+$/, "");
  return async (method, path, body) => {
    if (!isSendable(options.key)) {
      const options = { detail: "key_refused", asked: false };
      throw new AppError("forbidden", "The key has characters that no key has", options);
    }
    const request = {
      method,
      headers: headers(options, body !== undefined),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const limits = { ms: options.timeoutMs ?? 15_000, mostBytes: MAX_BYTES };
    const answer = await fetchWhole(root + path, request, limits).catch((error: unknown) => {
      throw networkError(`Mistral, ${method} ${path}`, kindOf(method), error);
    });
    options.seen?.(answer);
    if (answer.bytes === null) throw unreadable(method, path, "too_large");
    const text = withoutKey(new TextDecoder().decode(answer.bytes), options.key);
    return {
      ...{ status: answer.status, text, retryAfterMs: retryAfter(answer) },
      get json() {
        return parseJson(text);
      },
    };
  };
}

function headers({ key, scheme = "x-api-key" }: HttpOptions, withBody: boolean): Record<string, string> {
  return {
    accept: "application/json",
    ...(withBody ? { "content-type": "application/json" } : {}),
    ...(scheme === "bearer" ? { authorization: `Bearer ${key}` } : { "x-api-key": key }),
  };
}

/** Some gateways echo the request in their error pages. */
const withoutKey = (text: string, key: string): string =>
  key.length < 8 ? text : text.replaceAll(key, "[key]");
