import { AppError } from "../errors.ts";
import type { Send } from "./exchange.ts";
import { networkError, unreadable } from "./http-error.ts";

export type HttpOptions = {
  baseUrl: string;
  key: string;
  /** The guides send `x-api-key`, the published contract a bearer token: both are documented. */
  scheme?: "x-api-key" | "bearer";
  /** For the whole exchange, default 15 seconds. */
  timeoutMs?: number;
};

/** Checked here because `fetch` quotes a header that it refuses. */
export const isSendable = (key: string): boolean => /^[\x21-\x7e]+$/.test(key);
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

export function createSend(options: HttpOptions): Send {
  const root = options.baseUrl.replace(/\/+$/, "");
  return async (method, path, body) => {
    if (!isSendable(options.key)) {
      throw new AppError("forbidden", "The key has characters that no key has", { detail: "key_refused" });
    }
    const request = {
      method,
      headers: headers(options, body !== undefined),
      // A redirect is reported, never followed: the key must not reach another host.
      redirect: "manual" as const,
      signal: AbortSignal.timeout(options.timeoutMs ?? 15_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    try {
      const response = await fetch(root + path, request);
      const text = await readText(response);
      if (text === null) throw unreadable(method, path, "too_large");
      const clean = withoutKey(text, options.key);
      return { status: response.status, text: clean, json: parse(clean), retryAfterMs: retryAfter(response) };
    } catch (error) {
      throw networkError(method, path, error);
    }
  };
}

function headers({ key, scheme = "x-api-key" }: HttpOptions, withBody: boolean): Record<string, string> {
  return {
    accept: "application/json",
    ...(withBody ? { "content-type": "application/json" } : {}),
    ...(scheme === "bearer" ? { authorization: `Bearer ${key}` } : { "x-api-key": key }),
  };
}

async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Some gateways echo the request in their error pages. */
const withoutKey = (text: string, key: string): string =>
  key.length < 8 ? text : text.replaceAll(key, "[key]");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date; a date is read against the server's own clock. */
function retryAfter(response: Response): number | undefined {
  const value = response.headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const served = Date.parse(response.headers.get("date") ?? "");
  const wait = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Number.isNaN(served) ? Date.now() : served);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}
