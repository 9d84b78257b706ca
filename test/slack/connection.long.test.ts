import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { createSlack } from "../../src/slack/connection.ts";
import { closed, listening } from "../support/servers/raw-server.ts";
import { scriptedApp } from "../support/world/scripted-app.ts";
import { eachWithBot, rig, SECRET, slack, WORDS } from "./fake-slack.ts";
import { press, submission } from "./fixtures.ts";

eachWithBot();

const FORM = "application/x-www-form-urlencoded";
const opened = JSON.stringify({
  type: "event_callback",
  team_id: "T1",
  event_id: "Ev1",
  event: { type: "app_home_opened", user: "U1", tab: "home" },
});

describe("a request to Slack's address", () => {
  it("that is refused before it is read is in the log, once in a minute for each cause", async () => {
    for (let times = 0; times < 3; times += 1) {
      await rig.send(opened, { at: Date.now() + 90_000 });
      await rig.send("[", {});
      await rig.send("x".repeat(3 * 1024 * 1024)).catch(() => null);
    }
    const refusals = rig.log.filter((line) => line.includes("is refused")).toSorted();
    expect(refusals).toEqual([
      expect.stringMatching(/dated more than a minute ahead or five back\. Set the clock/),
      expect.stringMatching(/longer than any of Slack's/),
      expect.stringMatching(/its body is not one that Slack sends/),
    ]);
  });

  it("whose content type a proxy completed, or that is half a minute ahead, is taken", async () => {
    const ahead = { type: "application/json; charset=utf-8", at: Date.now() + 30_000 };
    expect((await rig.send(opened, ahead)).status).toBe(200);
    const command = "command=%2Fmistral-setup&user_id=U1&team_id=T1&channel_id=C1&trigger_id=t";
    expect((await rig.send(command, { type: `${FORM}; charset=UTF-8` })).status).toBe(200);
    expect(rig.app.asked).toHaveLength(2);
  });

  it.each([
    ["null", "application/json"],
    ["[", "application/json"],
    ["payload=%7B", FORM],
  ])("that is signed nonsense is refused and ends nothing: %s as %s", async (body, type) => {
    expect((await rig.send(body, { type })).status).toBe(400);
    expect((await rig.send(opened)).status).toBe(200);
  });

  it("in a shape that Slack does not document is not acknowledged: Slack says that it failed", async () => {
    const form = { ...submission(), view: { ...submission().view, state: null } };
    const button = { ...press("https://hooks.slack.com/x"), actions: [] };
    for (const body of [form, button]) expect((await rig.interact(body)).status).toBe(404);
    expect(rig.app.asked).toEqual([]);
    expect(rig.log.at(-1)).toMatch(/not one that the bot takes/);
  });

  it("that verifies the address gets its challenge", async () => {
    const answer = await rig.send(JSON.stringify({ type: "url_verification", challenge: "c-1" }));
    expect(await answer.json()).toEqual({ challenge: "c-1" });
  });

  it("that tries its certificate needs no signature, and nothing else in it counts", async () => {
    const unsigned = (body: string, type = FORM) =>
      fetch(`${rig.url}/slack/events`, { method: "POST", headers: { "content-type": type }, body });
    expect((await unsigned("ssl_check=1&token=t")).status).toBe(200);
    const command = "command=%2Fmistral-setup&user_id=U1&team_id=T1&trigger_id=t";
    expect((await unsigned(`ssl_check=1&${command}`)).status).toBe(200);
    expect((await unsigned(`ssl_check=0&${command}`)).status).toBe(401);
    expect((await unsigned(`ssl_check=1&text=${"x".repeat(2000)}`)).status).toBe(401);
    expect((await unsigned('{"ssl_check":"1"}', "application/json")).status).toBe(401);
    expect(rig.app.asked).toEqual([]);
  });

  it("on another path is not found", async () => {
    expect((await fetch(`${rig.url}/elsewhere`, { method: "POST", body: "{}" })).status).toBe(404);
    expect((await fetch(`${rig.url}/slack/events`)).status).toBe(404);
  });
});

describe("starting", () => {
  const quiet = { info() {}, warn() {}, error() {} };
  const options = () => ({
    botToken: "xoxb-1-secret",
    signingSecret: "s",
    apiUrl: slack.url,
    words: () => WORDS,
    log: quiet,
  });

  it("without a signing secret is refused: anybody could sign with that", () => {
    expect(() => createSlack({ ...options(), signingSecret: "" })).toThrow(/signing secret/);
  });

  it("with a refused token names the variable to look at", async () => {
    slack.answers.set("auth.test", () => ({ body: { ok: false, error: "invalid_auth" } }));
    const message = expect.stringContaining("SLACK_BOT_TOKEN (invalid_auth)");
    await expect(createSlack(options()).start(scriptedApp())).rejects.toMatchObject({
      code: "forbidden",
      message,
    });
  });

  it("over HTTP has no connection that could be missing", () => {
    expect(rig.app.heard).toEqual([true]);
  });

  it("while Slack is out of reach goes on, and is healthy once it is back", async () => {
    slack.answers.set("auth.test", (_args, nth) =>
      nth < 3 ? { status: 503, body: "" } : { body: { ok: true, team_id: "T1", user_id: "UBOT" } },
    );
    slack.calls.length = 0;
    const connection = createSlack(options());
    await connection.start(scriptedApp());
    expect(connection.trouble()).not.toBeNull();
    await slack.until("auth.test", 3);
    await expect.poll(() => connection.trouble()).toBeNull();
    await connection.stop();
  });

  it("takes no request before, and none after the stop", async () => {
    expect(rig.connection.trouble()).toBeNull();
    const connection = createSlack(options());
    const server = createServer(connection.handle);
    const url = `${await listening(server)}/slack/events`;
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(503);
    await connection.start(scriptedApp());
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(401);
    await connection.stop();
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(503);
    await closed(server);
  });
});

const OTHER = "another-secret-0123456789";
const now = () => Math.floor(Date.now() / 1000);

it("a request that is old, from the future, wrongly signed, unsigned or signed twice reaches nothing", async () => {
  slack.calls.length = 0;
  const body = new URLSearchParams({ payload: JSON.stringify(press(`${slack.url}respond`)) }).toString();
  const sign = (at: number, secret: string, of = body) =>
    `v0=${createHmac("sha256", secret).update(`v0:${at}:${of}`).digest("hex")}`;
  const right = { at: now(), signature: [sign(now(), SECRET)] };
  const requests: [string, { at?: number; signature?: string[] }][] = [
    ["old", { at: now() - 301, signature: [sign(now() - 301, SECRET)] }],
    ["from the future", { at: now() + 90, signature: [sign(now() + 90, SECRET)] }],
    ["with another secret", { at: now(), signature: [sign(now(), OTHER)] }],
    ["of another body", { at: now(), signature: [sign(now(), SECRET, "payload=%7B%7D")] }],
    ["of another time", { at: now(), signature: [sign(now() - 1, SECRET)] }],
    ["unsigned", { at: now() }],
    ["without a time", { signature: right.signature }],
    ["signed twice", { at: now(), signature: [sign(now(), SECRET), sign(now(), OTHER)] }],
  ];
  for (const [name, { at, signature }] of requests) {
    const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
    if (at !== undefined) headers.set("x-slack-request-timestamp", String(at));
    for (const each of signature ?? []) headers.append("x-slack-signature", each);
    const { status } = await fetch(`${rig.url}/slack/events`, { method: "POST", headers, body });
    const asked = rig.app.asked.filter(({ what }) => what !== "forged");
    expect([name, status, asked, slack.calls]).toEqual([name, 401, [], []]);
  }
});

it("what is signed with another secret is said in one sentence, and told, once in a minute however often it comes", async () => {
  rig.log.length = 0;
  for (let n = 0; n < 3; n++) await rig.send("{}", { secret: OTHER });
  expect(rig.log).toEqual([
    expect.stringMatching(/does not fit SLACK_SIGNING_SECRET\. .*copy the Signing Secret anew and restart/),
  ]);
  expect(rig.app.asked).toEqual([{ what: "forged", platform: "slack" }]);
});
