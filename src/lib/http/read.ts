import type { IncomingMessage, ServerResponse } from "node:http";

const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

/** What all bodies that have not wholly come yet may take together, in bytes; a piece takes more than its own. */
const MOST_UNFINISHED = 8 * 1024 * 1024;
const OF_EACH_PIECE = 256;

/** The requests whose bodies are being read, the oldest first, and what each of them takes. */
const unfinished = new Map<IncomingMessage, number>();
let taken = 0;

/** Cuts off whoever has taken longest to send: a request of a chat is here in a moment. */
function take(request: IncomingMessage, bytes: number): void {
  unfinished.set(request, (unfinished.get(request) ?? 0) + bytes);
  taken += bytes;
  for (const [oldest] of unfinished) {
    if (taken <= MOST_UNFINISHED) return;
    giveBack(oldest);
    oldest.destroy();
  }
}

function giveBack(request: IncomingMessage): void {
  taken -= unfinished.get(request) ?? 0;
  unfinished.delete(request);
}

/** A request's body, or null when it is longer than `limit` bytes. Throws when the connection breaks or is cut off. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"]) > limit) {
    request.resume();
    return Promise.resolve(null);
  }
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const end = (body: Buffer | null) => {
      chunks = [];
      giveBack(request);
      resolve(body);
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return end(null);
      chunks.push(chunk);
      take(request, chunk.length + OF_EACH_PIECE);
    });
    request.on("end", () => end(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => {
      giveBack(request);
      reject(new Error("connection closed"));
    });
  });
}

/** Answers with JSON, or with nothing but a status, unless that was done or nobody is there any more. */
export function reply(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined ? "" : JSON.stringify(body);
  const type = { "content-type": "application/json; charset=utf-8", "x-content-type-options": "nosniff" };
  const headers = {
    ...{ "cache-control": "no-store", "content-length": Buffer.byteLength(text) },
    ...(body === undefined ? {} : type),
    // Nothing more is read of what is refused.
    ...(status >= 400 ? { connection: "close" } : {}),
  };
  response.writeHead(status, headers).end(text);
}

/** What a response's `Retry-After` asks for, in ms. Seconds, or a date, which is read against the server's own clock. */
export function retryAfter({ headers }: { readonly headers: Headers }): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const served = Date.parse(headers.get("date") ?? "");
  const wait = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Number.isNaN(served) ? Date.now() : served);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}
