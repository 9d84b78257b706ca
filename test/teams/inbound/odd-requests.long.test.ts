import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { createTeams } from "../../../src/teams/connection.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { type Rig, rig, WORDS } from "../stand-ins/fake-teams.ts";

async function untouched({ app, connector, references }: Rig): Promise<void> {
  expect([app.asked, connector.asked, references.all("person")]).toEqual([[], [], []]);
}

describe("a request that is no activity", () => {
  it.each([
    ["no JSON", "{", 400],
    ["a list", "[]", 400],
    ["so deep that a parser could give up", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400],
    ["too large", JSON.stringify({ text: "x".repeat(300_000) }), 413],
    ["without a type", '{"channelId":"emulator"}', 400],
    ["with a prototype", '{"__proto__":{"type":"message"}}', 400],
  ])("is refused: %s", async (_name, body, status) => {
    const bot = await rig();
    const answer = await bot.post(body);
    expect([answer.status, await answer.text()]).toEqual([status, ""]);
    await untouched(bot);
  });

  it("is refused by its type, its method and its path, and taken with a charset", async () => {
    const bot = await rig();
    const { app, post, does, url } = bot;
    for (const type of ["text/plain", ""])
      expect((await post(does.message("status"), { "content-type": type })).status).toBe(415);
    const got = await fetch(`${url}/api/messages`);
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await fetch(`${url}/api/messages/more`, { method: "POST" })).status).toBe(404);
    await untouched(bot);
    await post(does.message("status"), { "content-type": "Application/JSON; charset=utf-8" });
    expect(app.asked).toHaveLength(1);
  });
});

describe("an invoke that nobody knows", () => {
  it.each([
    ["of another kind", { name: "composeExtension/query" }, 501],
    ["without a name", { name: undefined }, 501],
    ["without a value", { value: undefined }, 400],
    ["with a list as its value", { value: [] }, 400],
    ["with words as its data", { value: { action: { data: "approve" } } }, 400],
    ["from a bot", { from: { id: "28:other" } }, 501],
  ])("is answered as the protocol says: %s", async (_name, extra, status) => {
    const { invoke, does, app } = await rig();
    expect(await invoke(does.press({}, extra))).toEqual({ status, body: null });
    expect(app.asked).toEqual([]);
  });

  it("but a card without data only is outdated", async () => {
    const { invoke, does } = await rig();
    const { body } = await invoke(does.press({}, { value: { action: { verb: "approve" } } }));
    expect(body.value).toBe(WORDS.outdated);
  });
});

describe("without credentials", () => {
  it.each<[string, Record<string, string>, string?]>([
    ["another name for this machine", { host: "bot.example:80" }],
    ["a page elsewhere", { origin: "https://evil.example" }],
    ["a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["a proxy that says nothing of itself", {}, "1.0"],
  ])("nothing is taken that came by %s", async (_name, headers, version = "1.1") => {
    const bot = await rig();
    const body = JSON.stringify(bot.does.message("status"));
    const { port } = new URL(bot.url);
    const given = { host: `127.0.0.1:${port}`, "content-type": "application/json", ...headers };
    const head = Object.entries({ ...given, "content-length": Buffer.byteLength(body) });
    const socket = connect(Number(port), "127.0.0.1");
    const lines = head.map(([name, value]) => `${name}: ${value}`).join("\r\n");
    socket.write(`POST /api/messages HTTP/${version}\r\n${lines}\r\nconnection: close\r\n\r\n${body}`);
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 403 /);
    socket.destroy();
    await untouched(bot);
  });

  it.each([
    "https://smba.trafficmanager.net/emea/",
    "http://10.0.0.7:80/",
    "http://localhost.evil.example/",
    "file:///etc/passwd",
    "x",
  ])("nothing is sent elsewhere: %s", async (serviceUrl) => {
    const bot = await rig();
    expect((await bot.post(bot.does.message("status", { serviceUrl }))).status).toBe(403);
    await untouched(bot);
  });

  it("everybody on this machine is taken, by each of its names", async () => {
    const { app, does, url } = await rig();
    const headers = { "content-type": "application/json" };
    const local = url.replace("127.0.0.1", "localhost");
    const body = JSON.stringify(does.message("status", { channelId: "emulator", channelData: undefined }));
    expect((await fetch(`${local}/api/messages`, { method: "POST", headers, body })).status).toBe(200);
    expect(app.asked).toHaveLength(1);
  });
});

it("before it starts and after it stops nothing is taken", async () => {
  const bot = await rig();
  const options = { access: { kind: "local" }, references: bot.references, words: () => WORDS } as const;
  const silent = { info() {}, warn() {}, error() {} };
  const connection = createTeams({ ...options, log: silent });
  const server = await listenRaw((request, response) => void connection.handle(request, response));
  const send = () => fetch(`${server.url}/api/messages`, { method: "POST", body: "{}" });
  expect([connection.trouble() === null, (await send()).status]).toEqual([false, 503]);
  await connection.start(bot.app);
  expect([connection.trouble() === null, (await send()).status]).toEqual([true, 415]);
  await connection.stop();
  expect([connection.trouble() === null, (await send()).status]).toEqual([false, 503]);
  await server.close();
});
