import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBody } from "../../src/lib/http/read.ts";
import { readRequest } from "../../src/teams/inbound/requests.ts";
import { type Bot, bot, type FakeSlack, fakeSlack, signed } from "../slack/fake-slack.ts";
import { closed, listening } from "../support/servers/raw-server.ts";

const MB = 1024 * 1024;

let slack: FakeSlack;
let rig: Bot;
const sockets: Socket[] = [];
beforeEach(async () => {
  slack = await fakeSlack();
  rig = await bot(slack);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await rig.stop();
  await slack.close();
});

/** Begins to post `length` bytes and sends only so many of them. */
function begin(url: string, headers: Record<string, string>, sent: number, length = MB): Socket {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname).on("error", () => {});
  sockets.push(socket);
  const lines = Object.entries({ host: hostname, "content-length": String(length), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}`).join("\r\n");
  socket.write(`POST ${pathname} HTTP/1.1\r\n${head}\r\n\r\n${"x".repeat(sent)}`);
  return socket;
}

const firstLine = (socket: Socket): Promise<string> =>
  new Promise((resolve) =>
    socket.once("data", (data: Buffer) => resolve(data.toString().split("\r\n")[0] ?? "")),
  );

describe("a post that has not wholly come yet", () => {
  it("is refused before its body comes when its headers cannot be Slack's", async () => {
    const json = { "content-type": "application/json" };
    const old = { ...signed("{}", { at: Date.now() - 600_000 }) };
    const large = 2 * MB;
    for (const [headers, length, status] of [
      [json, MB, 401],
      [old, MB, 401],
      [signed("{}"), large, 413],
    ] as const) {
      const socket = begin(`${rig.url}/slack/events`, headers, 0, length);
      const isOver = new Promise((resolve) => socket.once("end", resolve));
      expect(await firstLine(socket)).toContain(` ${status} `);
      await isOver;
    }
  });

  it("is refused before its body comes when it has no token for Teams", async () => {
    const answer: RequestListener = async (req, res) => {
      const access = { kind: "tenant", appId: "app", password: "hidden", tenantId: "tenant" } as const;
      const read = await readRequest(
        req,
        access,
        () => false,
        async () => null,
      );
      res.writeHead("status" in read ? read.status : 200).end();
    };
    const server = createServer(answer);
    const url = await listening(server);
    const json = { "content-type": "application/json" };
    for (const headers of [json, { ...json, authorization: "Bearer x" }])
      expect(await firstLine(begin(url, headers, 0))).toContain(" 401 ");
    await closed(server);
  });

  it("is cut off, the oldest first, where all of them hold more than 8 MB, and the newest is read", async () => {
    const [read, cut]: [string[], string[]] = [[], []];
    const server = createServer((req, res) => {
      const name = String(req.headers["x-name"]);
      readBody(req, MB).then(
        () => read.push(name) && res.end(),
        () => cut.push(name),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    for (let n = 0; n < 20; n += 1) {
      begin(url, { "x-name": String(n) }, MB - 1);
      await sleep(1);
    }
    await expect.poll(() => cut.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(20 - 8);
    expect(cut.length).toBeLessThan(20);
    expect(cut).not.toContain("19");
    expect((await fetch(url, { method: "POST", body: "{}", headers: { "x-name": "small" } })).status).toBe(
      200,
    );
    expect(read).toEqual(["small"]);
    await closed(server);
  });
});

it("a burst of 300 requests of Slack's is taken whole beside unfinished posts of others", async () => {
  for (let n = 0; n < 30; n += 1) begin(`${rig.url}/slack/events`, signed("{}"), MB - 1);
  const event = (n: number) =>
    JSON.stringify({
      type: "event_callback",
      team_id: "T1",
      event_id: `Ev${n}`,
      event: { type: "app_home_opened", user: "U1", tab: "home" },
      padding: "x".repeat(20_000),
    });
  const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => rig.send(event(n))));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
});
