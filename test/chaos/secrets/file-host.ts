import type { IncomingMessage, ServerResponse } from "node:http";
import { listenRaw } from "../../support/servers/raw-server.ts";

type Host = {
  /** An address that ends in the secret, and does this to each request. */
  address(how: string, secret: string): string;
  /** What came with a token, though the address is all that is needed there. */
  readonly withToken: readonly string[];
  close(): Promise<void>;
};

const LIST = "email\np@lumen.example\n";

/** What a host of files can do with a secret, which stands in its own address: `quoted` is that. */
const WAYS: Record<string, (res: ServerResponse, quoted: string, isRead: boolean) => void> = {
  "takes it": (res, quoted, isRead) =>
    void (isRead
      ? res.writeHead(200, { "content-type": "text/csv" }).end(LIST)
      : res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ quoted }))),
  "refuses it": (res, quoted) => said(res, 403, { error: { code: "accessDenied", message: quoted } }),
  "does not know it": (res, quoted) => said(res, 404, { error: { code: quoted, message: quoted } }),
  "has it already": (res, quoted) => said(res, 416, { error: { innererror: { code: quoted } } }),
  "has trouble": (res, quoted) => said(res, 500, { error: quoted }),
  "is busy": (res, quoted) => said(res, 429, { error: quoted }, { "retry-after": "1" }),
  "is busy until then": (res, quoted) => said(res, 503, { error: quoted }, { "retry-after": quoted }),
  "shows a page": (res, quoted) =>
    void res.writeHead(200, { "content-type": "text/html" }).end(`<html><a href="${quoted}">Sign in</a>`),
  "sends it elsewhere": (res, quoted) => void res.writeHead(302, { location: quoted }).end(),
  "names it in a header": (res, quoted) => said(res, 401, {}, { "www-authenticate": `Bearer ${quoted}` }),
  "names it as the reason": (res, quoted) => void res.writeHead(500, `refused ${quoted}`).end(),
  "breaks off": (res, quoted) => {
    res.writeHead(200, { "content-type": "text/csv", "content-length": 9000 });
    res.write(quoted, () => res.destroy());
  },
  "says nothing that is HTTP": (res, quoted) => void res.socket?.end(`SSH-2.0-${quoted}\r\n`),
  "is not there": (res) => void res.destroy(),
};

export const HOST_WAYS: readonly string[] = Object.keys(WAYS);

function said(res: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** Where files are fetched and put: it quotes what lets people in there in whatever it says. */
export async function listenAsFileHost(): Promise<Host> {
  const withToken: string[] = [];
  const serve = (req: IncomingMessage, res: ServerResponse): void => {
    const { pathname, search } = new URL(req.url ?? "/", "http://host.invalid");
    const how = decodeURIComponent(pathname.slice(1));
    if (req.method !== "GET" && req.headers.authorization !== undefined)
      withToken.push(`${req.method} ${how}`);
    req.resume();
    const isRead = req.method === "GET";
    req.once("end", () => WAYS[how]?.(res, decodeURIComponent(search.slice(1)), isRead));
  };
  const { url, close } = await listenRaw(serve);
  return {
    address: (how, secret) => `${url}/${encodeURIComponent(how)}?tempauth=${encodeURIComponent(secret)}`,
    withToken,
    close,
  };
}
