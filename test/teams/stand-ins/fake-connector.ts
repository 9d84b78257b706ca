import { type Answer, scripted } from "../../support/servers/scripted.ts";

export type Asked = {
  readonly method: string;
  /** Below the service's address, decoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
};

export type FakeConnector = {
  /** As in Teams it has a path of its own. */
  readonly serviceUrl: string;
  readonly asked: Asked[];
  answer: (asked: Asked) => Answer | Promise<Answer>;
};

/** A Bot Connector that answers as told and remembers what it was asked. Gone after the test. */
export async function fakeConnector(): Promise<FakeConnector> {
  const asked: Asked[] = [];
  const { url } = await scripted(({ method, url: to, headers, body }) => {
    const one: Asked = {
      method,
      path: decodeURIComponent(to.pathname.replace(/^\/emea\//, "")),
      query: Object.fromEntries(to.searchParams),
      authorization: headers.authorization,
      body: body === "" ? undefined : JSON.parse(body),
    };
    asked.push(one);
    return fake.answer(one);
  });
  const fake: FakeConnector = { serviceUrl: `${url}/emea/`, asked, answer: asTeams };
  return fake;
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
