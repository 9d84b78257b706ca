import { readText, retryAfter } from "../http-read.ts";

const MAX_BYTES = 2 * 1024 * 1024;

export type Exchange = {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly token: string | null;
  readonly body: unknown;
  readonly timeoutMs: number;
};

export type Answer = {
  readonly status: number;
  /** undefined when there was no body. */
  readonly json: unknown;
  /** false: there was a body, and it was no JSON or too much of it. */
  readonly readable: boolean;
  readonly retryAfterMs: number | undefined;
};

/** One exchange, never repeated and never led elsewhere. Throws what `fetch` throws when there was no whole answer. */
export async function exchange({ method, url, token, body, timeoutMs }: Exchange): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await readText(response, MAX_BYTES);
  return { status: response.status, ...parse(text), retryAfterMs: retryAfter(response) };
}

function parse(text: string | null): Pick<Answer, "json" | "readable"> {
  if (text === null) return { json: undefined, readable: false };
  if (text.trim() === "") return { json: undefined, readable: true };
  try {
    return { json: JSON.parse(text), readable: true };
  } catch {
    return { json: undefined, readable: false };
  }
}
