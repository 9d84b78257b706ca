import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BOT, TEAM, TENANT } from "../../../src/sandbox/teams/company.ts";
import { must } from "../../support/must.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { startSandbox } from "../../support/servers/slack.ts";

let sandbox: TestSandbox;

const state = () => sandbox.teams.state();
const person = (first: string) => must(state().people.find(({ name }) => name.startsWith(first)));
const chatOf = (first: string) =>
  must(
    state().conversations.find((each) => each.kind === "personal" && each.members[0] === person(first).id),
  );
const channel = (name: string) => must(state().conversations.find((each) => each.name === name));
const activitiesOf = (conversation: string) =>
  `v3/conversations/${encodeURIComponent(conversation)}/activities`;
const said = (conversation: string) =>
  state()
    .messages.filter((each) => each.conversation === conversation)
    .map(({ text }) => text);

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${sandbox.teamsServiceUrl()}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const say = (text: string) => ({ type: "message", text });
const card = (content: unknown) => ({
  type: "message",
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
});
const adaptive = (...body: unknown[]) => ({ type: "AdaptiveCard", version: "1.5", body });
const codeOf = ({ status, body }: Answer) => [status, (body["error"] as { code?: string } | undefined)?.code];
const personal = (first: string, more: object = {}) => ({
  isGroup: false,
  bot: { id: BOT.id, name: BOT.name },
  members: [{ id: person(first).userId }],
  tenantId: TENANT,
  channelData: { tenant: { id: TENANT } },
  ...more,
});

beforeEach(async () => {
  sandbox = await startSandbox();
  sandbox.connect((_, res) => void res.writeHead(200).end());
});
afterEach(() => sandbox.stop());

describe("a personal chat", () => {
  test("is opened by either id of the person, and is the same each time", async () => {
    const first = await call("POST", "v3/conversations", personal("Ana"));
    expect(first).toMatchObject({ status: 201, body: { id: chatOf("Ana").id } });
    const again = personal("Ana", { members: [{ id: person("Ana").aadObjectId }] });
    expect((await call("POST", "v3/conversations", again)).body["id"]).toBe(first.body["id"]);
  });

  test("is refused where the app is neither installed nor in a team of the person's", async () => {
    expect(codeOf(await call("POST", "v3/conversations", personal("Kenji")))).toEqual([
      403,
      "ForbiddenOperationException",
    ]);
    expect((await call("POST", "v3/conversations", personal("Greta"))).status).toBe(201);
    await sandbox.teams.install(person("Kenji").id, true);
    expect((await call("POST", "v3/conversations", personal("Kenji"))).status).toBe(201);
  });

  test("is closed to the bot once the person removed the app, with the code inside of the message", async () => {
    await sandbox.teams.install(person("Ben").id, false);
    const refused = await call("POST", activitiesOf(chatOf("Ben").id), say("hello"));
    expect(refused.status).toBe(403);
    expect(refused.body["errorCode"]).toBe(209);
    expect(JSON.parse(String(refused.body["message"]))).toMatchObject({ subCode: "MessageWritesBlocked" });
  });

  test.each([
    ["an unknown person", { members: [{ id: "29:nobody" }] }, 400],
    ["two people", { members: [{ id: "29:a" }, { id: "29:b" }] }, 400],
    ["a new group chat", { isGroup: true }, 400],
    ["another tenant", { tenantId: "other", channelData: {} }, 403],
    ["another bot", { bot: { id: "28:other" } }, 401],
  ])("cannot be opened for %s", async (_, change, status) => {
    expect((await call("POST", "v3/conversations", personal("Ana", change))).status).toBe(status);
  });
});

describe("messages", () => {
  test("are posted and updated, each under its id", async () => {
    const chat = chatOf("Ana").id;
    const sent = await call("POST", activitiesOf(chat), say("first"));
    expect(sent).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^\d+$/) } });
    const one = `${activitiesOf(chat)}/${sent.body["id"]}`;
    expect(await call("PUT", one, say("second"))).toMatchObject({ status: 200, body: sent.body });
    expect(said(chat)).toEqual(["second"]);
    const another = `${activitiesOf(chat)}/1`;
    expect(codeOf(await call("PUT", another, say("third")))).toEqual([404, "ActivityNotFoundInConversation"]);
  });

  test("with a text and a card are split, and no id is told", async () => {
    const chat = chatOf("Ana").id;
    const both = { ...card(adaptive({ type: "TextBlock", text: "card" })), text: "text" };
    expect(await call("POST", activitiesOf(chat), both)).toMatchObject({ status: 201, body: {} });
    expect(state().messages).toHaveLength(2);
  });

  test("of somebody else cannot be changed", async () => {
    await sandbox.teams.client.say(person("Ana").id, chatOf("Ana").id, "mine");
    const { conversation, id } = must(state().messages[0]);
    expect((await call("PUT", `${activitiesOf(conversation)}/${id}`, say("yours"))).status).toBe(403);
  });

  test.each([
    ["nothing", { type: "message" }, 400, "BadSyntax"],
    ["no activity", [], 400, "BadSyntax"],
    ["an unknown type", { type: "shout", text: "a" }, 400, "BadSyntax"],
    ["an unknown attachment", { type: "message", attachments: [{ contentType: "a/b" }] }, 400, "BadSyntax"],
    ["too much", say("é".repeat(51_200)), 413, "MessageSizeTooBig"],
  ])("that say %s are refused", async (_, activity, status, code) => {
    expect(codeOf(await call("POST", activitiesOf(chatOf("Ana").id), activity))).toEqual([status, code]);
    expect(sandbox.teams.refusals()).toHaveLength(1);
  });

  test("to a conversation that is not there are refused", async () => {
    for (const id of ["19:nothing@thread.tacv2", `${channel("mistral").id};messageid=1`, "a:1"])
      expect(codeOf(await call("POST", activitiesOf(id), say("a")))).toEqual([404, "ConversationNotFound"]);
  });
});

describe("channels", () => {
  test("a new conversation there is a thread, with a first message", async () => {
    const body = { isGroup: true, channelData: { channel: { id: channel("mistral").id } } };
    expect((await call("POST", "v3/conversations", body)).status).toBe(400);
    const thread = await call("POST", "v3/conversations", { ...body, activity: say("root") });
    const root = String(thread.body["activityId"]);
    expect(thread.body["id"]).toBe(`${channel("mistral").id};messageid=${root}`);
    await call("POST", activitiesOf(String(thread.body["id"])), say("reply"));
    await call("POST", `${activitiesOf(channel("mistral").id)}/${root}`, say("another"));
    expect(state().messages.map(({ text, root: of }) => [text, of])).toEqual([
      ["root", null],
      ["reply", root],
      ["another", root],
    ]);
  });

  test("are closed once the app is out of the team", async () => {
    await sandbox.teams.installInTeam(false);
    const refused = await call("POST", activitiesOf(channel("mistral").id), say("a"));
    expect(codeOf(refused)).toEqual([403, "BotNotInConversationRoster"]);
    const channels = `v3/teams/${encodeURIComponent(TEAM.id)}/conversations`;
    expect((await call("GET", channels)).status).toBe(403);
  });
});

describe("people and teams", () => {
  test("members come with addresses and standing, one by one or in pages", async () => {
    const path = `v3/conversations/${encodeURIComponent(TEAM.id)}`;
    const { body } = await call("GET", `${path}/pagedmembers?pageSize=50`);
    expect(body["members"]).toHaveLength(4);
    expect(await call("GET", `${path}/members/${person("Greta").aadObjectId}`)).toMatchObject({
      status: 200,
      body: {
        id: person("Greta").userId,
        userPrincipalName: "greta_partner.example#EXT#@lumen.example",
        userRole: "guest",
        tenantId: TENANT,
      },
    });
    expect(codeOf(await call("GET", `${path}/members/${person("Kenji").aadObjectId}`))).toEqual([
      404,
      "MemberNotFoundInConversation",
    ]);
  });

  test("the first channel of a team has no name", async () => {
    const path = `v3/teams/${encodeURIComponent(TEAM.id)}`;
    const { conversations } = (await call("GET", `${path}/conversations`)).body as {
      conversations: { name: string | null }[];
    };
    expect(conversations.map(({ name }) => name)).toEqual([null, "mistral", "mistral-approvals", "random"]);
  });
});

describe("the service", () => {
  test("asks for its token where credentials are on", async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ teams: { token: "secret" } });
    const path = activitiesOf(chatOf("Ana").id);
    expect((await call("POST", path, say("a"))).status).toBe(401);
    expect((await call("POST", path, say("a"), { authorization: "Bearer secret" })).status).toBe(201);
  });

  test("takes seven messages a second in a conversation, then says how long to wait", async () => {
    const send = () => call("POST", activitiesOf(channel("mistral").id), say("again"));
    const answers = await Promise.all(Array.from({ length: 9 }, send));
    const throttled = answers.filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(0);
    expect(throttled[0]?.headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await call("POST", activitiesOf(channel("random").id), say("elsewhere"))).status).toBe(201);
  });

  test("does not always say how long", async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ teams: { retryAfter: false } });
    const send = () => call("POST", activitiesOf(channel("mistral").id), say("again"));
    const answers = await Promise.all(Array.from({ length: 9 }, send));
    const throttled = must(answers.find(({ status }) => status === 429));
    expect(throttled.headers.get("retry-after")).toBeNull();
  });

  test("can lose an answer after the message was posted", async () => {
    const path = activitiesOf(chatOf("Ana").id);
    sandbox.teams.faults.add({ fault: { kind: "drop", afterChange: true }, method: "POST" });
    await expect(call("POST", path, say("lost"))).rejects.toThrow();
    sandbox.teams.faults.add({ fault: { kind: "answer", status: 202, body: {}, afterChange: true } });
    expect(await call("POST", path, say("unnamed"))).toMatchObject({ status: 202, body: {} });
    expect(said(chatOf("Ana").id)).toEqual(["lost", "unnamed"]);
    expect(sandbox.teams.calls().map(({ status }) => status)).toEqual([0, 202]);
  });

  test("has no other operations", async () => {
    for (const path of ["v3/conversations", "v3/teams", "v2/conversations", "v3/conversations/a/b/c/d"])
      expect((await call("GET", path)).status).toBe(404);
  });
});
