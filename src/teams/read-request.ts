import type { IncomingMessage } from "node:http";

/** Teams' own limit for a message is about 100 KB. */
const BODY_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 64;

export type ReadRequest =
  | { readonly body: Record<string, unknown> }
  | { readonly status: 400 | 405 | 413 | 415; readonly reason: string };

const refused = (status: 400 | 405 | 413 | 415, reason: string): ReadRequest => ({ status, reason });

/** The JSON object that was posted, or the status that refuses the request. Throws when the connection breaks. */
export async function readRequest(req: IncomingMessage): Promise<ReadRequest> {
  if (req.method !== "POST") return refused(405, "method");
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refused(415, "content type");
  const text = await readBody(req);
  if (text === null) return refused(413, "size");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused(400, "no JSON");
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return refused(400, "no object");
  if (isDeep(json)) return refused(400, "nested too deep");
  return { body: json as Record<string, unknown> };
}

/** The body, or null when it is too large. */
function readBody(req: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
      else resolve(null);
    });
    req.on("end", () => resolve(Buffer.concat(chunks).toString()));
    req.on("error", reject);
    req.on("close", () => reject(new Error("connection closed")));
  });
}

/** Level by level and not by recursion, which a deep body would end. */
function isDeep(json: object): boolean {
  let level: object[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_LIMIT) return true;
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  return false;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
