const MAX_BYTES = 2 * 1024 * 1024;
const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

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
  const text = await readText(response);
  return { status: response.status, ...parse(text), retryAfterMs: retryAfter(response) };
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

function parse(text: string | null): Pick<Answer, "json" | "readable"> {
  if (text === null) return { json: undefined, readable: false };
  if (text.trim() === "") return { json: undefined, readable: true };
  try {
    return { json: JSON.parse(text), readable: true };
  } catch {
    return { json: undefined, readable: false };
  }
}

/** Seconds or a date; a date is read against the server's own clock. */
function retryAfter(response: Response): number | undefined {
  const value = response.headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const served = Date.parse(response.headers.get("date") ?? "");
  const wait = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Number.isNaN(served) ? Date.now() : served);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}
