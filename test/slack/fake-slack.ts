import { createHmac } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSlack, type SlackConnection, type SlackOptions } from "../../src/slack/connection.ts";
import type { SlackWords } from "../../src/slack/words.ts";
import { type ScriptedApp, scriptedApp } from "../support/world/scripted-app.ts";

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
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown } | "drop" | "hang";

export type FakeSlack = {
  url: string;
  calls: Call[];
  /** What a Web API method (or `respond`, the response_url) answers; `{ok: true}` when nothing is set. */
  answers: Map<string, (args: Record<string, unknown>, nth: number) => Answer | Promise<Answer>>;
  named(method: string): Record<string, unknown>[];
  until(method: string, count?: number): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

/** A Web API that answers as told and remembers what it was asked. */
export async function fakeSlack(): Promise<FakeSlack> {
  const calls: Call[] = [];
  const answers: FakeSlack["answers"] = new Map();
  const own = { ok: true, team_id: "T1", enterprise_id: "E1", user_id: "UBOT" };
  answers.set("auth.test", () => ({ body: own }));
  const waiting = new Set<() => void>();

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", async () => {
      const method = (req.url ?? "").split("/").at(-1) ?? "";
      const args = readArguments(req.headers["content-type"] ?? "", Buffer.concat(chunks).toString());
      calls.push({ method, args: { ...args, authorization: req.headers.authorization } });
      const nth = calls.filter((call) => call.method === method).length;
      const answer = (await answers.get(method)?.(args, nth)) ?? { body: { ok: true } };
      if (answer === "drop") req.socket.destroy();
      else if (answer !== "hang") {
        const text =
          typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? { ok: false });
        res.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
        res.end(text);
      }
      for (const wake of waiting) wake();
    });
  });
  const url = await listening(server);
  const named = (method: string) => calls.filter((call) => call.method === method).map((call) => call.args);
  return {
    url: `${url}/api/`,
    calls,
    answers,
    named,
    until: (method, count = 1) =>
      new Promise((resolve) => {
        const check = () => {
          if (named(method).length < count) return;
          waiting.delete(check);
          resolve(named(method));
        };
        waiting.add(check);
        check();
      }),
    close: () => closed(server),
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

export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

export type Bot = {
  app: ScriptedApp;
  connection: SlackConnection;
  log: string[];
  url: string;
  send(body: string, options?: { type?: string; at?: number; secret?: string }): Promise<Response>;
  command(text: string, extra?: Record<string, string>): Promise<Response>;
  interact(payload: object): Promise<Response>;
  event(event: object, id?: string): Promise<Response>;
  stop(): Promise<void>;
};

export function signed(
  body: string,
  { type = "application/json", at = Date.now(), secret = SECRET }: Parameters<Bot["send"]>[1] = {},
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    "content-type": type,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${digest}`,
  };
}

/** The real edge behind a real HTTP server, with the fake Slack as its Web API. */
export async function bot(slack: Pick<FakeSlack, "url">, extra: Partial<SlackOptions> = {}): Promise<Bot> {
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
  const refuse: RequestListener = (_req, res) => res.writeHead(404).end();
  const server = createServer(connection.requestListener ?? refuse);
  const url = await listening(server);
  await connection.start(app);

  const send: Bot["send"] = (body, options = {}) => {
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
    command: (text, fields = {}) =>
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
    interact: (payload) => form({ payload: JSON.stringify(payload) }),
    event: (event, id = "Ev1") =>
      send(JSON.stringify({ type: "event_callback", team_id: "T1", event_id: id, event })),
    async stop() {
      await connection.stop();
      await closed(server);
    },
  };
}
