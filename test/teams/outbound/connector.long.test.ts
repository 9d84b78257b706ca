import { describe, expect, test } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { createPace } from "../../../src/lib/rate-limit.ts";
import type { Tokens } from "../../../src/teams/outbound/call.ts";
import { type Connector, createConnector } from "../../../src/teams/outbound/connector.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import type { Answer } from "../../support/servers/scripted.ts";
import { fakeConnector, refusing } from "../stand-ins/fake-connector.ts";

const MESSAGE = { type: "message", text: "Hello" };

async function connected(timeoutMs = 10_000, tokens: Partial<Tokens> = {}) {
  const service = await fakeConnector();
  const connector = createConnector({
    tokens: { get: async () => "t0ken", refused() {}, ...tokens },
    pace: createPace(() => 1_000),
    trusts: (address) => URL.canParse(address) && new URL(address).hostname === "127.0.0.1",
    timeoutMs,
  });
  return { service, connector, at: { serviceUrl: service.serviceUrl, id: "a:1;x@y" } };
}

type Do = (connector: Connector, at: { serviceUrl: string; id: string }) => Promise<unknown>;
const send: Do = (connector, at) => connector.send(at, MESSAGE);
const update: Do = (connector, at) => connector.update(at, "m1", MESSAGE);
const start: Do = (connector, at) => connector.startThread(at, { activity: MESSAGE });
const open: Do = (connector, { serviceUrl }) =>
  connector.openPersonal(serviceUrl, { members: [{ id: "29:1" }] });
const read: Do = (connector, at) => connector.member(at, "29:1");

async function failing(work: Do, answer: Answer, timeoutMs?: number) {
  const { service, connector, at } = await connected(timeoutMs);
  service.answer = () => answer;
  const error: unknown = await work(connector, at).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a failure, got ${JSON.stringify(error)}`);
  // A token may have been old, so that is asked once more.
  expect(service.asked).toHaveLength(error.code === "unauthorized" ? 2 : 1);
  return error;
}

/** What comes of a call that had no clear answer. */
async function unclear(answer: Answer, more: object = {}, timeoutMs?: number) {
  const fails = async (work: Do, code: string) =>
    expect(await failing(work, answer, timeoutMs)).toMatchObject({ code, ...more });
  const written = [send, update, start].map((work) => fails(work, "outcome_unknown"));
  await Promise.all([...written, ...[open, read].map((work) => fails(work, "unavailable"))]);
}

describe("a request", () => {
  test("goes to the service's own address, with the token, as documented", async () => {
    const { service, connector, at } = await connected();
    expect(await connector.send(at, MESSAGE)).toMatch(/^m\d+$/);
    await connector.update(at, "m/1", MESSAGE);
    const conversations = [{ id: "19:t" }, { id: "19:c", name: "Design" }];
    service.answer = ({ path }) =>
      path.endsWith("pagedmembers") ? { body: { members: [] } } : { body: { id: "29:1", conversations } };
    await connector.member(at, "29:1");
    await connector.pagedMembers(at, "next&page");
    expect(await connector.channels(at.serviceUrl, "19:t@thread.tacv2")).toEqual(conversations);
    const here = "v3/conversations/a:1;x@y";
    const query = { pageSize: "500", continuationToken: "next&page" };
    expect(service.asked).toMatchObject([
      { method: "POST", path: `${here}/activities`, body: MESSAGE },
      { method: "PUT", path: `${here}/activities/m/1`, body: { ...MESSAGE, id: "m/1" } },
      { method: "GET", path: `${here}/members/29:1` },
      { method: "GET", path: `${here}/pagedmembers`, query },
      { method: "GET", path: "v3/teams/19:t@thread.tacv2/conversations" },
    ]);
    const tokens = service.asked.map(({ authorization }) => authorization);
    expect(new Set(tokens)).toEqual(new Set(["Bearer t0ken"]));
  });

  test.each<[string, Do, string]>([
    [
      "to an address that is not trusted",
      (one, at) => one.send({ ...at, serviceUrl: "https://evil.example/" }, MESSAGE),
      "invalid",
    ],
    ["to a file", (one, at) => one.send({ ...at, serviceUrl: "file:///etc/passwd" }, MESSAGE), "invalid"],
    ["elsewhere, where an id leads", (one, at) => one.member(at, ".."), "not_found"],
  ])("is not made %s", async (_where, work, code) => {
    const { service, connector, at } = await connected();
    await expect(work(connector, at)).rejects.toMatchObject({ code });
    expect(service.asked).toEqual([]);
  });

  test("carries no token where none is asked for, and is not made where one is missing", async () => {
    const local = await connected(undefined, { get: async () => null });
    await local.connector.send(local.at, MESSAGE);
    expect(local.service.asked[0]?.authorization).toBeUndefined();
    const get = () => Promise.reject(new AppError("unauthorized", "no", { detail: "invalid_client" }));
    const { service, connector, at } = await connected(undefined, { get });
    await expect(connector.send(at, MESSAGE)).rejects.toMatchObject({ code: "unauthorized" });
    expect(service.asked).toEqual([]);
  });

  test("over Microsoft's limit is not made, and says how long to wait", async () => {
    const { service, connector, at } = await connected();
    for (let i = 0; i < 7; i += 1) await connector.send(at, MESSAGE);
    const own = { code: "rate_limited", detail: "own_pace", retryAfterMs: 1_000 };
    await expect(connector.send(at, MESSAGE)).rejects.toMatchObject(own);
    expect(service.asked).toHaveLength(7);
  });

  test.each([
    ["once is made again with a new token, and its answer counts", 1],
    ["twice is refused", 2],
  ])("whose token was refused %s", async (_name, times) => {
    let token = "old";
    const refused = () => {
      token = "new";
    };
    const { service, connector, at } = await connected(undefined, { get: async () => token, refused });
    const { answer } = service;
    service.answer = (asked) =>
      service.asked.length <= times ? refusing(401, "BotNotRegistered") : answer(asked);
    const sent = connector.send(at, MESSAGE);
    if (times === 1) await sent;
    else await expect(sent).rejects.toMatchObject({ code: "unauthorized" });
    const sentWith = service.asked.map(({ authorization }) => authorization);
    expect(sentWith).toEqual(["Bearer old", "Bearer new"]);
  });
});

describe("what the service refuses", () => {
  test.each<[number, string, string]>([
    [400, "Bad Argument", "invalid"],
    [401, "BotNotRegistered", "unauthorized"],
    [403, "BotNotInConversationRoster", "forbidden"],
    [403, "InvalidBotApiHost", "invalid"],
    [404, "ConversationNotFound", "not_found"],
    [409, "Conflict", "conflict"],
    [412, "PreconditionFailed", "unavailable"],
    [413, "MessageSizeTooBig", "invalid"],
    [429, "Throttled", "rate_limited"],
  ])("%d %s is %s, whatever was asked", async (status, detail, code) => {
    for (const work of [send, read]) {
      const error = await failing(work, refusing(status, detail));
      expect(error).toMatchObject({ code, detail });
      expect(error.message).not.toContain("@example.com");
    }
  });

  test.each<[number, unknown, string, string]>([
    [403, { errorCode: 209, message: '{"subCode": "Blocked"}' }, "forbidden", "Blocked"],
    [403, { code: "BadArgument", message: "x" }, "forbidden", "BadArgument"],
    [403, { errorCode: 1008, message: "not enabled" }, "forbidden", "1008"],
    [401, { message: "Authorization has been denied for this request." }, "unauthorized", "denied"],
    // That a message is too large is believed of whoever says it, and a redirect is not followed.
    [413, "<html></html>", "invalid", "http_413"],
    [307, "", "unavailable", "redirected"],
  ])("is read from its older answers, too: %d %j", async (status, body, code, detail) => {
    const headers = { location: "http://127.0.0.1:1/" };
    expect(await failing(send, { status, headers, body })).toMatchObject({ code, detail });
  });

  test.each<[string, unknown]>([
    ["a page", "<html>secret@example.com</html>"],
    ["nothing", undefined],
    ["a code that is none", { error: { code: "see secret@example.com" } }],
    ["a gateway's number", { code: 403, message: "Forbidden" }],
  ])("is not the service's where it names none: %s", async (_, body) => {
    for (const status of [400, 401, 403, 404, 410]) {
      const detail = `http_${status}`;
      expect(await failing(send, { status, body })).toMatchObject({ code: "outcome_unknown", detail });
      expect(await failing(read, { status, body })).toMatchObject({ code: "unavailable", detail });
    }
  });

  test("is a local client's also without a code", async () => {
    const { service, connector, at } = await connected(undefined, { get: async () => null });
    service.answer = () => ({ status: 404 });
    await expect(read(connector, at)).rejects.toMatchObject({ code: "not_found", detail: "http_404" });
  });
});

describe("without a whole answer", () => {
  test.each<[string, Answer]>([
    ["a failure", refusing(500, "ServiceError", { "retry-after": "9" })],
    ["a connection that ends", "drop"],
    ["half an answer", "cut"],
    ["a silence", "hang"],
    ["a page instead of JSON", { status: 200, body: "<html></html>" }],
    ["an endless answer", { status: 200, body: `"${"x".repeat(2_200_000)}"` }],
  ])("%s may have posted or edited a message, and does no harm otherwise", (_, answer) =>
    unclear(answer, {}, answer === "hang" ? 1_000 : undefined),
  );

  test("nobody who listens is nothing done", async () => {
    const { connector, at } = await connected();
    const gone = await listenRaw(() => {});
    await gone.close();
    const sent = connector.send({ ...at, serviceUrl: gone.url }, MESSAGE);
    await expect(sent).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a message that was taken without an id is sent", async () => {
    for (const answer of [{ status: 202 }, { status: 200, body: {} }, { status: 201, body: { id: "" } }]) {
      const { service, connector, at } = await connected();
      service.answer = () => answer;
      expect(await connector.send(at, MESSAGE)).toBeNull();
      await connector.update(at, "m1", MESSAGE);
      expect(service.asked).toHaveLength(2);
    }
  });

  test("a person of another shape is no person, and one in a list hides no other", async () => {
    expect(await failing(read, { body: { name: "Ana" } })).toMatchObject({ code: "unavailable" });
    const { service, connector, at } = await connected();
    const ana = { id: "29:1", email: "ana@example.com" };
    service.answer = () => ({ body: { members: [null, { id: 7 }, ana], continuationToken: "" } });
    expect(await connector.pagedMembers(at, null)).toEqual({ members: [ana], continuationToken: null });
  });
});
