import type { IncomingMessage } from "node:http";
import { readBody } from "../http-read.ts";

/** Teams' own limit for a message is about 100 KB. */
const BODY_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 64;

export type ReadRequest =
  | { readonly body: Record<string, unknown> }
  | { readonly status: 400 | 401 | 405 | 413 | 415; readonly reason: string };

const refused = (status: 400 | 401 | 405 | 413 | 415, reason: string): ReadRequest => ({ status, reason });

/** How a token is sent; whether it is good is seen with what it came with. */
const TOKEN = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The JSON object that was posted, or the status that refuses the request, before its body is read where its headers
 * tell. Throws when the connection breaks.
 */
export async function readRequest(req: IncomingMessage, needsToken: boolean): Promise<ReadRequest> {
  if (req.method !== "POST") return refused(405, "method");
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refused(415, "content type");
  if (needsToken && !TOKEN.test(req.headers.authorization ?? "")) return refused(401, "no token");
  const body = await readBody(req, BODY_LIMIT);
  if (body === null) return refused(413, "size");
  let json: unknown;
  try {
    json = JSON.parse(body.toString());
  } catch {
    return refused(400, "no JSON");
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return refused(400, "no object");
  if (isDeep(json)) return refused(400, "nested too deep");
  return { body: json as Record<string, unknown> };
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
