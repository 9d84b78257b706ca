import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { listenRaw } from "./raw-server.ts";

export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** The connection ends: before anything was read of the answer, or in the middle of it. */
  | "drop"
  | "cut"
  | "hang";

export type Sent = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A server that answers as told and remembers what it was sent. Gone after the test. */
export async function scripted(answer: (sent: Sent) => Answer | Promise<Answer>) {
  const sent: Sent[] = [];
  const { url, close } = await listenRaw(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", headers } = request;
    const one = { method, url: new URL(request.url ?? "", "http://scripted"), headers, body };
    sent.push(one);
    give(response, await answer(one));
  });
  onTestFinished(close);
  return { url, sent, close };
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === "hang") return;
  if (answer === "drop") response.destroy();
  else if (answer === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"id":', () => response.destroy());
  } else {
    const { status = 200, headers = {}, body } = answer;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body));
  }
}
