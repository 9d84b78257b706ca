import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { request, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createHttpServer, type HttpHandler } from "../../src/lib/http/server.ts";
import type { Log } from "../../src/lib/log.ts";

const quiet: Log = { info() {}, warn() {}, error() {} };
const open: ReturnType<typeof createHttpServer>[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close(0)));
});

async function start(options: Partial<Setup> = {}) {
  const { handlers = [], serving = () => true, ready = () => true, port = 0 } = options;
  const server = createHttpServer({
    host: "127.0.0.1",
    port,
    handlers,
    health: { version: "1.0.0", serving, ready },
    log: quiet,
  });
  open.push(server);
  return { server, ...(await server.listen()) };
}
type Setup = { handlers: HttpHandler[]; serving: () => boolean; ready: () => boolean; port: number };

test("the process says that it lives and of which version it is, and nothing else, to GET and HEAD alone", async () => {
  const { url } = await start({ ready: () => false });
  const response = await fetch(`${url}/healthz`);
  expect([response.status, await response.text()]).toEqual([200, '{"ok":true,"version":"1.0.0"}']);
  expect(response.headers.get("server")).toBeNull();
  const head = await fetch(`${url}/healthz`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  const post = await fetch(`${url}/readyz`, { method: "POST", body: "x" });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});

test("whether it serves is another question than whether it is ready, and each has its own path", async () => {
  for (const [path, body] of [
    ["/servingz", { serving: true }],
    ["/readyz", { ready: false }],
  ] as const) {
    const status = Object.values(body)[0] ? 200 : 503;
    const { url } = await start({ ready: () => false });
    const response = await fetch(`${url}${path}`);
    expect([response.status, await response.json()]).toEqual([status, body]);
  }
  const { url } = await start({ serving: () => false });
  expect((await fetch(`${url}/servingz`)).status).toBe(503);
});

test("an unknown path is a JSON 404, also for paths that no URL parser takes", async () => {
  const { url, port } = await start();
  const response = await fetch(`${url}/nothing`);
  expect([response.status, await response.json()]).toEqual([404, { error: "not_found" }]);
  expect(await statusOf(port, "//")).toBe(404);
});

test("the first handler that takes a request answers it", async () => {
  const asked: string[] = [];
  const { url } = await start({
    handlers: [
      () => asked.push("first") < 0,
      (_, response) => {
        response.end("second");
        return true;
      },
      () => asked.push("third") < 0,
    ],
  });
  expect(await (await fetch(`${url}/slack/events`)).text()).toBe("second");
  expect(asked).toEqual(["first"]);
});

test("a handler that throws costs its own request only", async () => {
  const { url } = await start({
    handlers: [
      () => {
        throw new Error("xoxb-secret");
      },
    ],
  });
  const response = await fetch(`${url}/boom`);
  expect([response.status, await response.text()]).toEqual([500, '{"error":"internal"}']);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test("closing lets an open request finish and takes no new one", async () => {
  const taken: ServerResponse[] = [];
  const { server, url } = await start({ handlers: [(_, response) => taken.push(response) > 0] });
  const answer = fetch(`${url}/slow`).then((response) => response.text());
  await expect.poll(() => taken.length).toBe(1);
  const closed = server.close(60_000);
  await expect(fetch(`${url}/healthz`, { headers: { connection: "close" } })).rejects.toThrow();
  taken[0]?.end("done");
  expect(await answer).toBe("done");
  await closed;
});

test("closing cuts what is still open at the deadline", async () => {
  const { server, port } = await start({ handlers: [() => true] });
  const socket = connect(port, "127.0.0.1");
  const cut = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  socket.write("GET /hangs HTTP/1.1\r\nhost: x\r\n\r\n");
  await new Promise((resolve) => socket.once("ready", resolve));
  await server.close(100);
  await cut;
});

function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, path, host: "127.0.0.1" }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once("error", reject).end();
  });
}

test("closing does not wait for connections on which nobody ever asked anything", async () => {
  const { server, port } = await start();
  const socket = connect(port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  const cut = new Promise((resolve) => socket.once("close", resolve));
  await fetch(`http://127.0.0.1:${port}/healthz`);
  await server.close(3_600_000);
  await cut;
});

test("a request may take a few seconds to come, and so many connections are open at most", async () => {
  const { url } = await start();
  const servers: Server[] = [];
  const note = (asked: unknown) => servers.push((asked as { server: Server }).server);
  subscribe("http.server.request.start", note);
  await fetch(`${url}/healthz`);
  unsubscribe("http.server.request.start", note);
  const limits = { headersTimeout: 5_000, requestTimeout: 10_000, maxConnections: 1_000 };
  expect(servers).toEqual([expect.objectContaining(limits)]);
});
