import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { listenRaw } from "../../support/servers/raw-server.ts";

export type Asked = {
  readonly method: string;
  /** Below the service's address, decoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
};

export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** The connection ends: before anything was read of the answer, or in the middle of it. */
  | "drop"
  | "cut"
  | "hang";

export type FakeConnector = {
  /** As in Teams it has a path of its own. */
  readonly serviceUrl: string;
  readonly asked: Asked[];
  answer: (asked: Asked) => Answer | Promise<Answer>;
};

/** A Bot Connector that answers as told and remembers what it was asked. Gone after the test. */
export async function fakeConnector(): Promise<FakeConnector> {
  const asked: Asked[] = [];
  const { url, close } = await listenRaw((request, response) => {
    void receive(request, response, url);
  });
  onTestFinished(close);

  async function receive(request: IncomingMessage, response: ServerResponse, root: string): Promise<void> {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { pathname, searchParams } = new URL(request.url ?? "", root);
    const one: Asked = {
      method: request.method ?? "",
      path: decodeURIComponent(pathname.replace(/^\/emea\//, "")),
      query: Object.fromEntries(searchParams),
      authorization: request.headers.authorization,
      body: text === "" ? undefined : JSON.parse(text),
    };
    asked.push(one);
    give(response, await fake.answer(one));
  }

  const fake: FakeConnector = { serviceUrl: `${url}/emea/`, asked, answer: asTeams };
  return fake;
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

let count = 0;

/** What Teams answers when all is well and nobody is known. */
export function asTeams({ method, path, body }: Asked): Answer {
  count += 1;
  if (method === "GET")
    return { status: 404, body: { error: { code: "ConversationNotFound", message: "no" } } };
  if (path !== "v3/conversations")
    return { status: method === "POST" ? 201 : 200, body: { id: `m${count}` } };
  const channel = body.channelData?.channel?.id;
  if (channel === undefined) return { status: 201, body: { id: `a:chat-of-${body.members[0].id}` } };
  return { status: 201, body: { id: `${channel};messageid=17${count}`, activityId: `17${count}` } };
}

export const refusing = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: { error: { code, message: `${code}: somebody@example.com` } },
});
