import type { IncomingMessage } from "node:http";

const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

/** A request's body, or null when it is longer than `limit` bytes. Throws when the connection breaks. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(null);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("connection closed")));
  });
}

/** A response's text, or null when it is longer than `limit` bytes. Throws when the connection breaks. */
export async function readText(response: Response, limit: number): Promise<string | null> {
  const bytes = await readBytes(response, limit);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** The same as it came. */
export async function readBytes(response: Response, limit: number): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a response's `Retry-After` asks for, in ms. Seconds, or a date, which is read against the server's own clock. */
export function retryAfter({ headers }: Response): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const served = Date.parse(headers.get("date") ?? "");
  const wait = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Number.isNaN(served) ? Date.now() : served);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}
