import { createServer, IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlack, type SlackConnection } from "../../../src/slack/connection.ts";
import { createSocket } from "../../../src/slack/inbound/socket.ts";
import { boltLogger } from "../../../src/slack/web-api.ts";
import { saying } from "../../../src/view/core/spans.ts";
import { closed, listening } from "../../support/servers/raw-server.ts";
import { type SocketModeServer, socketModeServer } from "../../support/servers/socket-mode.ts";
import { scriptedApp } from "../../support/world/scripted-app.ts";
import { type FakeSlack, fakeSlack, WORDS } from "../fake-slack.ts";
import { press, refuse } from "../fixtures.ts";

let slack: FakeSlack;
let server: Server;
let socket: SocketModeServer;
let connection: SlackConnection;
const app = scriptedApp();
/** How long Slack waited for each acknowledgement. */
const waited: number[] = [];
const quiet = { info() {}, warn() {}, error() {} };

beforeEach(async () => {
  app.asked.length = 0;
  app.reply = () => ({ kind: "nothing" });
  app.fail = false;
  app.heard.length = 0;
  slack = await fakeSlack();
  server = createServer();
  socket = socketModeServer(server);
  const url = await listening(server);
  slack.answers.set("apps.connections.open", () => ({ body: { ok: true, url: url.replace("http", "ws") } }));
  waited.length = 0;
  connection = createSlack({
    botToken: "xoxb-1-secret",
    appToken: "xapp-1-secret",
    apiUrl: slack.url,
    words: () => WORDS,
    log: quiet,
    acknowledged: (milliseconds) => void waited.push(milliseconds),
  });
});
afterEach(async () => {
  await connection.stop();
  await closed(server);
});

const command = {
  command: "/mistral-setup",
  text: "status",
  user_id: "U1",
  team_id: "T1",
  channel_id: "C1",
  trigger_id: "t1",
};

describe("Socket Mode", () => {
  it("needs no public address: a command comes and is answered over the connection", async () => {
    const posted = Object.assign(new IncomingMessage(new Socket()), { url: "/slack/events" });
    expect(connection.handle(posted, new ServerResponse(posted))).toBe(false);
    await connection.start(app);
    expect(connection.trouble()).toBeNull();
    expect(slack.named("apps.connections.open")).toMatchObject([{ authorization: "Bearer xapp-1-secret" }]);
    app.reply = () => ({ kind: "show", view: saying("Six steps") });
    socket.deliver({ type: "slash_commands", envelope_id: "e1", payload: command });
    expect(await socket.answerTo("e1")).toMatchObject({ response_type: "ephemeral", text: "Six steps" });
    await expect.poll(() => waited).toEqual([expect.any(Number)]);
  });

  /** A command is under way, and is answered once what this gives is called. */
  async function waitsForOne(): Promise<() => void> {
    await connection.start(app);
    let go = () => {};
    const decided = new Promise<void>((resolve) => {
      go = resolve;
    });
    app.reply = () => decided.then(() => ({ kind: "show", view: saying("Six steps") }));
    socket.deliver({ type: "slash_commands", envelope_id: "e1", payload: command });
    await expect.poll(() => app.asked.length).toBe(1);
    return go;
  }

  it("takes nothing new while it stops, because nobody could be told of it, and finishes what it has", async () => {
    const go = await waitsForOne();
    const stopped = connection.stop();
    socket.deliver({ type: "slash_commands", envelope_id: "e2", payload: { ...command, trigger_id: "t2" } });
    await sleep(50);
    go();
    expect(await socket.answerTo("e1")).toMatchObject({ text: "Six steps" });
    await stopped;
    expect(app.asked).toHaveLength(1);
  });

  it("goes over to another app token without losing what came by the connection before", async () => {
    const go = await waitsForOne();
    const replaced = connection.replace.SLACK_APP_TOKEN("xapp-1-next");
    await expect.poll(() => socket.connections()).toBe(2);
    app.reply = () => ({ kind: "show", view: saying("Five steps") });
    socket.deliver({ type: "slash_commands", envelope_id: "e2", payload: { ...command, trigger_id: "t2" } });
    expect(await socket.answerTo("e2")).toMatchObject({ text: "Five steps" });
    go();
    expect(await socket.answerTo("e1")).toMatchObject({ text: "Six steps" });
    await replaced;
    const asked = slack.named("apps.connections.open").map(({ authorization }) => authorization);
    expect(asked).toEqual(["Bearer xapp-1-secret", "Bearer xapp-1-next"]);
    await expect.poll(() => socket.open()).toBe(1);
    expect([connection.trouble(), socket.connections()]).toEqual([null, 2]);
  });

  it("stays with its app token when Slack refuses another, is not reached, or says that it is another app's", async () => {
    await connection.start(app);
    const { replace } = connection;
    await replace.SLACK_APP_TOKEN("xapp-1-A1-secret");
    await expect(replace.SLACK_APP_TOKEN("xapp-1-A2-secret")).rejects.toThrow(/of another Slack app/);
    slack.answers.set("apps.connections.open", () => ({ body: { ok: false, error: "invalid_auth" } }));
    await expect(replace.SLACK_APP_TOKEN("xapp-1-A1-next")).rejects.toThrow(/invalid_auth/);
    slack.answers.set("apps.connections.open", () => "drop");
    await expect(replace.SLACK_APP_TOKEN("xapp-1-A1-next")).rejects.toThrow(/cannot be reached/);
    await expect.poll(() => socket.open()).toBe(1);
    expect([connection.trouble(), socket.connections()]).toEqual([null, 2]);
  });

  it("acknowledges an event only when the core is through", async () => {
    await connection.start(app);
    const event = { type: "app_home_opened", user: "U1", tab: "home" };
    const payload = { type: "event_callback", team_id: "T1", event_id: "Ev1", event };
    app.fail = true;
    socket.deliver({ type: "events_api", envelope_id: "e1", payload });
    await expect.poll(() => app.asked.length).toBe(1);
    app.fail = false;
    socket.deliver({ type: "events_api", envelope_id: "e2", payload });
    expect(await socket.answerTo("e2")).toEqual({});
    const first = await Promise.race([socket.answerTo("e1"), Promise.resolve("unanswered")]);
    expect(first).toBe("unanswered");
  });

  it("goes on after messages that are no envelopes", async () => {
    await connection.start(app);
    app.reply = () => ({ kind: "show", view: saying("Six steps") });
    const odd = ["null", "{", "[]", '{"type":"events_api","envelope_id":"e0"}', '{"type":"interactive"}'];
    for (const text of odd) socket.deliverText(text);
    socket.deliver({ type: "slash_commands", envelope_id: "e1", payload: command });
    expect(await socket.answerTo("e1")).toMatchObject({ text: "Six steps" });
  });

  it("what comes again over a new connection, because its answer got lost, has the same key", async () => {
    await connection.start(app);
    const payload = press(`${slack.url}respond`);
    socket.deliver({ type: "interactive", envelope_id: "e1", payload });
    socket.breakOff();
    await expect.poll(() => socket.connections(), { timeout: 10_000 }).toBe(2);
    socket.deliver({ type: "interactive", envelope_id: "e1", payload });
    await socket.answerTo("e1");
    const keys = app.asked.map((asked) => ("key" in asked ? asked.key : ""));
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it("survives that Slack refuses to connect again for a while", async () => {
    const url = slack.answers.get("apps.connections.open");
    await connection.start(app);
    slack.answers.set("apps.connections.open", (args, nth) =>
      nth < 4 ? { body: { ok: false, error: "invalid_auth" } } : (url?.(args, nth) ?? "drop"),
    );
    socket.refresh();
    await expect.poll(() => connection.trouble()).not.toBeNull();
    await expect.poll(() => connection.trouble(), { timeout: 10_000 }).toBeNull();
    expect(app.heard).toEqual([true, false, false, true]);
  });

  it("starts also when Slack cannot be reached yet", async () => {
    const url = slack.answers.get("apps.connections.open");
    slack.answers.set("apps.connections.open", (args, nth) =>
      nth === 1 ? "drop" : (url?.(args, nth) ?? "drop"),
    );
    await connection.start(app);
    expect(connection.trouble()).not.toBeNull();
    expect(app.heard).toEqual([false]);
    await expect.poll(() => connection.trouble(), { timeout: 10_000 }).toBeNull();
  });

  it("with a refused token names the variable to look at", async () => {
    slack.answers.set("apps.connections.open", refuse("invalid_auth"));
    const message = expect.stringContaining("SLACK_APP_TOKEN (invalid_auth)");
    await expect(connection.start(app)).rejects.toMatchObject({ code: "forbidden", message });
  });
});

describe("a connection", () => {
  const made = (patience?: Parameters<typeof createSocket>[5]) =>
    createSocket("xapp-1-secret", slack.url, boltLogger(quiet), quiet, () => {}, patience);

  it("that breaks off again and again is made anew after the same short pause each time", async () => {
    const pauses: number[] = [];
    const stopping = new AbortController();
    const connection = made({ pause: async (ms) => void pauses.push(ms) });
    await connection.connect(stopping.signal, () => {});
    for (let nth = 2; nth < 5; nth += 1) {
      socket.breakOff();
      await expect.poll(() => [socket.connections(), connection.connected()]).toEqual([nth, true]);
    }
    stopping.abort();
    await connection.disconnect();
    expect(pauses.slice(0, 3)).toEqual([500, 500, 500]);
  });

  it("that is never greeted is given up and made anew", async () => {
    const silent = createServer();
    const greeting = socketModeServer(silent, (nth) => nth > 1);
    const url = await listening(silent);
    slack.answers.set("apps.connections.open", () => ({
      body: { ok: true, url: url.replace("http", "ws") },
    }));
    const stopping = new AbortController();
    const impatient = made({ helloMs: 300 });
    await impatient.connect(stopping.signal, () => {});
    await expect.poll(() => impatient.connected(), { timeout: 20_000 }).toBe(true);
    expect(greeting.connections()).toBe(1);
    stopping.abort();
    await impatient.disconnect();
    await closed(silent);
  });

  it("that comes about while the bot stops is ended", async () => {
    const late = createServer();
    const url = await listening(late);
    const server = socketModeServer(late);
    const asked = new Promise<void>((resolve) => {
      late.once("upgrade", () => resolve());
    });
    slack.answers.set("apps.connections.open", (_args, nth) =>
      nth === 1
        ? { body: { ok: false, error: "fatal_error" } }
        : { body: { ok: true, url: url.replace("http", "ws") } },
    );
    const stopping = new AbortController();
    const connection = made();
    await connection.connect(stopping.signal, () => {});
    await asked;
    stopping.abort();
    await expect.poll(() => server.connections()).toBe(1);
    const open = () => new Promise((resolve) => void late.getConnections((_error, count) => resolve(count)));
    await expect.poll(open).toBe(0);
    await closed(late);
  });
});
