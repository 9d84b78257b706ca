import { AppError } from "../errors.ts";
import { readText, retryAfter } from "../http-read.ts";
import { parseJson } from "../json.ts";
import { inTime } from "../within.ts";
import type { HttpAnswer, Send } from "./exchange.ts";
import { networkError, unreadable } from "./http-error.ts";

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
  seen?: (answer: Response) => void;
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
    const timeoutMs = options.timeoutMs ?? 15_000;
    const request = {
      method,
      headers: headers(options, body !== undefined),
      // A redirect is reported, never followed: the key must not reach another host.
      redirect: "manual" as const,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const exchange = async () => {
      const response = await fetch(root + path, request);
      options.seen?.(response);
      return { response, text: await readText(response, MAX_BYTES) };
    };
    try {
      const { response, text } = await inTime(exchange(), timeoutMs);
      if (text === null) throw unreadable(method, path, "too_large");
      const clean = withoutKey(text, options.key);
      return answerFrom(response, clean);
    } catch (error) {
      throw networkError(method, path, error);
    }
  };
}

function answerFrom(response: Response, text: string): HttpAnswer {
  return {
    ...{ status: response.status, text, retryAfterMs: retryAfter(response) },
    get json() {
      return parseJson(text);
    },
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
