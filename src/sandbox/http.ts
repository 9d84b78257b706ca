import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

const MAX_BYTES = 1024 * 1024;

export type Request = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** null: it is too large. */
  text: string | null;
};

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

export async function readRequest(req: IncomingMessage, path: string): Promise<Request> {
  const { method = "GET", headers, url = "/" } = req;
  const { searchParams: query } = new URL(url, "http://sandbox.invalid");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  const text = size > MAX_BYTES ? null : Buffer.concat(chunks).toString("utf8");
  return { method, path, query, headers, text };
}

export function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "") as unknown;
  } catch {
    return undefined;
  }
}

export const bearerOf = ({ headers }: Request): string | undefined =>
  /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];

/** A text or bytes go as they are, anything else as JSON. */
export function send(res: ServerResponse, answer: Answer): Answer {
  const { status, body, headers } = answer;
  const isRaw = typeof body === "string" || Buffer.isBuffer(body);
  const sent: string | Buffer = isRaw ? body : JSON.stringify(body);
  const type = isRaw ? "text/html" : "application/json";
  res.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(sent), ...headers });
  res.end(sent);
  return answer;
}

export const SAFE_HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
export const NOT_FOUND: Answer = { status: 404, body: { error: "There is nothing here." } };

export const sendJson = (res: ServerResponse, answer: Answer): Answer =>
  send(res, { ...answer, headers: SAFE_HEADERS });

/** A file that somebody downloads, or that is not there. */
export function fileAnswer(name = "", content: string | Buffer | null = null): Answer {
  if (content === null) return NOT_FOUND;
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  const headers = { "content-type": "application/octet-stream", "content-disposition": disposition };
  return { status: 200, headers: { ...headers, ...SAFE_HEADERS }, body: content };
}

export function createLog<T>(most: number): { all(): readonly T[]; add(item: T): void } {
  const items: T[] = [];
  return {
    all: () => items,
    add: (item) => {
      items.push(item);
      if (items.length > most) items.shift();
    },
  };
}

export type Route<Run> = readonly [method: string, path: RegExp, run: Run];

/** What to run for a path, with what its groups hold, decoded. */
export function routeFor<Run>(routes: readonly Route<Run>[], { method, path }: Request) {
  const [, pattern, run] = routes.find(([its, known]) => its === method && known.test(path)) ?? [];
  const [, ...groups] = pattern?.exec(path) ?? [];
  return { run, parts: groups.map((group = "") => decoded(group)) };
}

export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const KEPT_CALLS = 5000;

export type ServiceOptions<Call> = {
  /** Has a request carried out and answers it, or not (null). Tests let calls go wrong here. */
  carry?: (res: ServerResponse, request: Request, run: () => Answer) => Promise<Answer | null>;
  onCall?: (call: Call, res: ServerResponse) => void;
};

/** `note`: what is kept of the request; `answer` is null where nothing was sent. */
type Served<Call> = { run: () => Answer; note?: (answer: Answer | null) => Call };

export function createService<Call>(
  { carry = async (res, _, run) => send(res, run()), onCall = () => {} }: ServiceOptions<Call>,
  serve: (request: Request) => Served<Call>,
) {
  const calls = createLog<Call>(KEPT_CALLS);

  async function handle(req: IncomingMessage, res: ServerResponse, below: string): Promise<void> {
    const request = await readRequest(req, below);
    const { run, note } = serve(request);
    const answer = await carry(res, request, run);
    if (note === undefined) return;
    const call = note(answer);
    calls.add(call);
    onCall(call, res);
  }

  return {
    handle: (...asked: Parameters<typeof handle>): void => {
      handle(...asked).catch(() => asked[1].destroy());
    },
    calls: calls.all,
  };
}
