import { createHmac } from "node:crypto";
import { beforeEach, expect, onTestFinished } from "vitest";
import { createPace } from "../../src/lib/rate-limit.ts";
import { createSlack, type SlackOptions } from "../../src/slack/connection.ts";
import { createIdentity } from "../../src/slack/identity.ts";
import { createMessenger } from "../../src/slack/outbound/messenger.ts";
import { boltLogger, createClients } from "../../src/slack/web-api.ts";
import type { SlackWords } from "../../src/view/strings/strings.ts";
import { listenRaw } from "../support/servers/raw-server.ts";
import { type Answer, scripted } from "../support/servers/scripted.ts";
import { scriptedApp } from "../support/world/scripted-app.ts";

export const SECRET = "s3cret-of-the-test";

export const WORDS: SlackWords = {
  title: "Mistral Setup",
  close: "Close",
  trouble: "WORDS-trouble",
  stranger: "WORDS-stranger",
  tooLate: "WORDS-too-late",
  outdated: "WORDS-outdated",
  working: "WORDS-working",
  done: "WORDS-done",
};

type Call = { method: string; args: Record<string, unknown> };

export type FakeSlack = Awaited<ReturnType<typeof fakeSlack>>;

/** A Web API that answers as told and remembers what it was asked. Gone after the test. */
export async function fakeSlack() {
  const calls: Call[] = [];
  /** What a method (or `respond`, the response_url) answers; `{ok: true}` when nothing is set. */
  const answers = new Map<string, (args: Record<string, unknown>, nth: number) => Answer | Promise<Answer>>();
  const own = { ok: true, team_id: "T1", enterprise_id: "E1", user_id: "UBOT" };
  answers.set("auth.test", () => ({ body: own }));
  const named = (method: string) => calls.filter((call) => call.method === method).map((call) => call.args);
  const { url, close } = await scripted(async (sent) => {
    const method = sent.url.pathname.split("/").at(-1) ?? "";
    const args = readArguments(sent.headers["content-type"] ?? "", sent.body);
    calls.push({ method, args: { ...args, authorization: sent.headers.authorization } });
    return (await answers.get(method)?.(args, named(method).length)) ?? { body: { ok: true } };
  });
  return {
    url: `${url}/api/`,
    calls,
    answers,
    named,
    /** What a method is asked, once it was asked so often. */
    async until(method: string, count = 1) {
      await expect
        .poll(() => named(method).length, { interval: 5, timeout: 10_000 })
        .toBeGreaterThanOrEqual(count);
      return named(method);
    },
    close,
  };
}

function readArguments(type: string, body: string): Record<string, unknown> {
  if (type.includes("json")) return JSON.parse(body);
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => {
      const structured = ["blocks", "view", "metadata"].includes(name);
      return [name, structured ? JSON.parse(value) : value];
    }),
  );
}

type Sending = { type?: string; at?: number; secret?: string };
export type Bot = Awaited<ReturnType<typeof bot>>;

export function signed(
  body: string,
  { type = "application/json", at = Date.now(), secret = SECRET }: Sending = {},
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    "content-type": type,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${digest}`,
  };
}

/** The real edge behind a real HTTP server, with the fake Slack as its Web API. Gone after the test. */
export async function bot(slack: Pick<FakeSlack, "url">, extra: Partial<SlackOptions> = {}) {
  const log: string[] = [];
  const note = (fields: object, message: string) => log.push(`${message} ${JSON.stringify(fields)}`);
  const app = scriptedApp();
  const connection = createSlack({
    botToken: "xoxb-1-secret",
    signingSecret: SECRET,
    apiUrl: slack.url,
    words: () => WORDS,
    log: { info: note, warn: note, error: note },
    ...extra,
  });
  const { url, close } = await listenRaw((req, res) => {
    if (!connection.handle(req, res)) res.writeHead(404).end();
  });
  await connection.start(app);
  const stop = async () => {
    await connection.stop();
    await close();
  };
  onTestFinished(stop);

  const send = (body: string, options: Sending = {}) => {
    const headers = signed(body, options);
    return fetch(`${url}/slack/events`, { method: "POST", headers, body });
  };
  const form = (fields: Record<string, string>) =>
    send(new URLSearchParams(fields).toString(), { type: "application/x-www-form-urlencoded" });
  return {
    app,
    connection,
    log,
    url,
    send,
    command: (text: string, fields: Record<string, string> = {}) =>
      form({
        command: "/mistral-setup",
        text,
        user_id: "U1",
        team_id: "T1",
        channel_id: "C1",
        trigger_id: "trigger-1",
        response_url: `${slack.url}respond`,
        ...fields,
      }),
    interact: (payload: object) => form({ payload: JSON.stringify(payload) }),
    event: (event: object, id = "Ev1") =>
      send(JSON.stringify({ type: "event_callback", team_id: "T1", event_id: id, event })),
    stop,
  };
}

const quiet = { info() {}, warn() {}, error() {} };

/** What the core sends through, paced by the test's clock. */
export function messengerAt({ url: apiUrl }: Pick<FakeSlack, "url">, now = Date.now) {
  const clients = createClients(() => "xoxb-1-secret", apiUrl, boltLogger(quiet));
  const identity = createIdentity(clients.background);
  return createMessenger({ clients, apiUrl, identity, pace: createPace(now), now, log: quiet });
}

/** The bot of the test that runs, and its Slack. */
export let rig: Bot;
export let slack: FakeSlack;

export function eachWithBot(options: Partial<SlackOptions> = {}): void {
  beforeEach(async () => {
    slack = await fakeSlack();
    rig = await bot(slack, options);
  });
}

export async function startAnew(options: Partial<SlackOptions>): Promise<void> {
  await rig.stop();
  rig = await bot(slack, options);
}
