import { text as readAll } from "node:stream/consumers";
import { directOf } from "../../../src/sandbox/chat.ts";
import { must } from "../must.ts";
import { startSandbox, type TestSandbox, type TestSandboxOptions } from "./slack.ts";

type Activity = Record<string, unknown>;
/** What a bot answers: nothing in it is a 200 without a body. */
export type Reply = { status?: number; body?: unknown } | "hang";
type Body = Record<string, unknown> & { id?: string; error?: { code: string; message: string } };

export const CARD = "application/vnd.microsoft.card.adaptive";

/** The embedded Teams before a bot that is written down in the test: what it hears, and what it calls. */
export async function teamsAlone(options: TestSandboxOptions = {}) {
  const sandbox: TestSandbox = await startSandbox(options);
  const state = sandbox.teams.state;
  const heard: Activity[] = [];
  const bot = { reply: (): Reply => ({}) };
  sandbox.connect(async (req, res) => {
    heard.push(JSON.parse(await readAll(req)) as Activity);
    const answer = bot.reply();
    if (answer === "hang") return;
    res.writeHead(answer.status ?? 200, { "content-type": "application/json" });
    res.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
  });
  const person = (first: string) => must(state().people.find(({ name }) => name.startsWith(first)));

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${sandbox.teamsServiceUrl()}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answered = (await response.json()) as Body;
    return { status: response.status, headers: response.headers, body: answered, code: answered.error?.code };
  }

  return {
    ...{ sandbox, client: sandbox.teams.client, heard, bot, state, person, call, stop: sandbox.stop },
    chatOf: (first: string) => must(directOf(state(), person(first).id)).id,
    channel: (name: string) => must(state().places.find((each) => each.name === name)).id,
    post: (conversation: string, activity: unknown, headers?: Record<string, string>) =>
      call("POST", activitiesOf(conversation), activity, headers),
  };
}

export type TeamsAlone = Awaited<ReturnType<typeof teamsAlone>>;

export const activitiesOf = (conversation: string): string =>
  `v3/conversations/${encodeURIComponent(conversation)}/activities`;

export const withCard = (content: unknown) => ({
  ...{ type: "message", attachments: [{ contentType: CARD, content }] },
});
