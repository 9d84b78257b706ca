import type { IncomingMessage, ServerResponse } from "node:http";
import type { ZodType } from "zod";
import type { Section } from "../world.ts";
import type { MistralState } from "./state.ts";

/** Where the real service is not settled, a stand-in can behave either way. */
export type Quirks = {
  /** `separate`: each page holds so many Members and so many invites; `shared`: so many of both together. */
  paging: "separate" | "shared";
  totals: boolean;
  rawRoles: "letters" | "uuids";
  /** `false`: `GET /roles` is refused, as it is without custom roles. */
  roleList: boolean;
  /** How an ordinary key is refused while billing is not in force. */
  inactiveStatus: 401 | 402 | 403;
  /** Whether the list of models answers all the same. */
  modelsWhileInactive: boolean;
};

export const DEFAULT_QUIRKS: Quirks = {
  paging: "separate",
  totals: true,
  rawRoles: "letters",
  roleList: true,
  inactiveStatus: 402,
  modelsWhileInactive: false,
};

export type Context = { section: Section<MistralState>; now: () => number; quirks: Quirks };

export type Request = { method: string; path: string; query: URLSearchParams; body: unknown };

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

export type Route = {
  method: string;
  path: RegExp;
  /** `id` is what the path's group matched, or empty. */
  run(context: Context, request: Request, id: string): Answer;
};

export const answer = (status: number, body: unknown): Answer => ({ status, body });
export const refuse = (status: number, detail: string): Answer => answer(status, { detail });

/** Runs `fn` with a body that fits, or answers 422 with the places that do not. */
export function withBody<T>(schema: ZodType<T>, body: unknown, fn: (read: T) => Answer): Answer {
  const read = schema.safeParse(body);
  if (read.success) return fn(read.data);
  const detail = read.error.issues.map(({ path, message, code }) => ({
    loc: ["body", ...path],
    msg: message,
    type: code,
  }));
  return answer(422, { detail });
}

const MAX_BYTES = 1024 * 1024;

/** The body as JSON; `undefined` when there is none, it is not JSON or it is too large. */
export async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  try {
    return size > MAX_BYTES ? undefined : (JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown);
  } catch {
    return undefined;
  }
}

export function send(res: ServerResponse, { status, body, headers }: Answer): void {
  const raw = typeof body === "string";
  res.writeHead(status, { "content-type": raw ? "text/html" : "application/json", ...headers });
  res.end(raw ? body : JSON.stringify(body));
}

/** Half of the answer; with `drop` the connection breaks where the other half should come. */
export function sendHalf(res: ServerResponse, { status, body }: Answer, drop: boolean): void {
  const text = JSON.stringify(body);
  const half = text.slice(0, Math.ceil(text.length / 2));
  const length = Buffer.byteLength(drop ? text : half);
  res.writeHead(status, { "content-type": "application/json", "content-length": length });
  if (drop) res.write(half, () => res.destroy());
  else res.end(half);
}
