import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Answer, Snapshot } from "../../src/sandbox/snapshot.ts";
import { openWorld } from "../../src/sandbox/world.ts";
import { slackUser, toAccount } from "../../src/slack/accounts.ts";
import { homeAt } from "../slack/fixtures.ts";
import { folder } from "../store/repositories/samples.ts";
import type { TestSandbox } from "../support/servers/slack.ts";
import { BOT_TOKEN, startSandbox } from "../support/servers/slack.ts";

let sandbox: TestSandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const post = async (name: string, body: object): Promise<{ status: number; answer: Answer }> => {
  const response = await fetch(`${sandbox.origin}/sandbox/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
};

const state = async (as?: string): Promise<Snapshot> => {
  const query = as === undefined ? "" : `?as=${as}`;
  return (await (await fetch(`${sandbox.origin}/sandbox/state${query}`)).json()) as Snapshot;
};

const say = (channel: string, text: string) =>
  fetch(`${sandbox.slackApiUrl()}chat.postMessage`, {
    method: "POST",
    body: new URLSearchParams({ token: BOT_TOKEN, channel, text }),
  });

/** fetch would not let a test choose these headers. */
async function statusWith(headers: Record<string, string>, path = "/sandbox/state"): Promise<number> {
  const call = request(`${sandbox.origin}${path}`, { headers });
  call.end();
  const [response] = (await once(call, "response")) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode ?? 0;
}

describe("it answers to this computer alone", () => {
  test.each([
    ["a name that was made to point here", { host: "evil.example" }],
    ["another port", { host: "127.0.0.1:1" }],
    ["a name that only begins like ours", { host: "localhost.evil.example" }],
    ["a page on another site", { origin: "https://evil.example" }],
    ["a page on another port", { origin: "http://localhost:1" }],
    ["a sandboxed frame", { origin: "null" }],
    ["a proxy on this computer", { "x-forwarded-for": "203.0.113.9" }],
    ["another proxy", { forwarded: "for=203.0.113.9" }],
    ["a tunnel", { "x-forwarded-host": "abc.tunnel.example" }],
    ["a gateway", { via: "1.1 gateway" }],
  ])("%s is refused, on every path", async (_, headers) => {
    expect(await statusWith(headers)).toBe(403);
    expect(await statusWith(headers, "/slack/events")).toBe(403);
  });

  test("its own names are taken", async () => {
    const { port } = new URL(sandbox.origin);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect(await statusWith({ host, origin: `http://${host}` })).toBe(200);
  });

  test("a form of another site cannot ask for anything", async () => {
    const response = await fetch(`${sandbox.origin}/sandbox/skip`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ as: "U0ANADUA01", milliseconds: 1000 }),
    });
    expect([response.status, sandbox.clock.skipped()]).toEqual([400, 0]);
  });
});

describe("the page", () => {
  test("comes with a policy that allows its own files only", async () => {
    const response = await fetch(`${sandbox.origin}/`);
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).toContain("<title>");
    expect((await fetch(`${sandbox.origin}/sandbox/page/mark.svg`)).status).toBe(200);
  });

  test.each(["..%2f..%2fpackage.json", "app.tsx", "secret.mjs", "a/b.css", "index.php"])(
    "does not get %s",
    async (name) => {
      expect((await fetch(`${sandbox.origin}/sandbox/page/${name}`)).status).toBe(404);
    },
  );
});

describe("what a person sees", () => {
  test("is their channels, their messages and what is unread", async () => {
    await say("C0APPROVE1", "a request");
    await say("C0MISTRAL1", "for all");
    const [ana, greta] = [await state("U0ANADUA01"), await state("U0GRETAL01")];
    const inSlack = ({ places }: Snapshot) => places.filter(({ platform }) => platform === "slack");
    expect(inSlack(ana).map(({ name, unread }) => [name, unread])).toEqual([
      ["general", 0],
      ["mistral", 1],
      ["mistral-approvals", 1],
      ["random", 0],
      ["Mistral Setup", 0],
    ]);
    expect(inSlack(greta).map(({ name }) => name)).toEqual(["mistral", "Mistral Setup"]);
    expect(greta.messages).toMatchObject([{ author: null, text: "for all" }]);
    await post("read", { as: ana.me.id, platform: "slack", place: "C0MISTRAL1" });
    expect((await state("U0ANADUA01")).places[1]?.unread).toBe(0);
  });

  test("is Ana's for somebody unknown and for nobody in particular", async () => {
    expect((await state("U0NOBODY")).me.handle).toBe("ana");
    expect((await state()).me.handle).toBe("ana");
  });
});

test("whoever tries the bot out is on a plan without an Admin API, and finds its introduction in both clients", async () => {
  await sandbox.stop();
  sandbox = await startSandbox({ forNewcomers: true });
  const { messages, places, panel } = await state();
  expect(panel.adminApi).toBe(false);
  const words = messages.map(({ text, place }) => [places.find(({ id }) => id === place)?.name, text]);
  expect(words).toEqual([
    ["mistral", expect.stringMatching(/^Mistral Setup helps .* Type `\/mistral-setup` to start/)],
    ["mistral", expect.stringMatching(/^Mistral Setup helps .* Write setup in its chat/)],
  ]);
});

type Status = { status_text: string; status_expiration: number };

test("whoever tries the bot out finds an approver whose Slack status says that he is away, until it ends", async () => {
  await sandbox.stop();
  sandbox = await startSandbox({ forNewcomers: true });
  const statusOf = async () => {
    const response = await fetch(`${sandbox.slackApiUrl()}users.info?user=U0BENOKA01`, {
      headers: { authorization: `Bearer ${BOT_TOKEN}` },
    });
    const { user } = (await response.json()) as { user: { profile: Status } };
    const { status_text, status_expiration } = user.profile;
    return { status_text, status_expiration };
  };
  const { status_text, status_expiration } = await statusOf();
  expect([status_text, status_expiration > sandbox.clock.now() / 1000]).toEqual(["On holiday", true]);
  sandbox.skip(status_expiration * 1000 - sandbox.clock.now() + 1000);
  expect(await statusOf()).toEqual({ status_text: "", status_expiration: 0 });
});

test("the bot reads the same name of a person in Slack as the page shows", async () => {
  const response = await fetch(`${sandbox.slackApiUrl()}users.info?user=U0BENOKA01`, {
    headers: { authorization: `Bearer ${BOT_TOKEN}` },
  });
  const { user } = (await response.json()) as { user: unknown };
  expect(toAccount(slackUser.parse(user), homeAt("T0LUMEN001")).name).toBe("Ben Okafor");
});

describe("what a person asks for", () => {
  test("is refused when it is not in order", async () => {
    expect((await post("shout", {})).status).toBe(400);
    expect((await post("skip", { as: "U0ANADUA01", milliseconds: -1 })).status).toBe(400);
    await say("C0MISTRAL1", "for all");
    const container = { kind: "message", channel: "C0MISTRAL1", ts: sandbox.slack.state().messages[0]?.id };
    expect((await post("press", { as: "U0ANADUA01", container, action: null, state: {} })).status).toBe(400);
    const long = { as: "U0ANADUA01", platform: "slack", place: "C0MISTRAL1", text: "x".repeat(2e6) };
    expect((await post("message", long)).status).toBe(413);
  });

  test("goes to a channel that the person is in, and never into the bot's own messages", async () => {
    const say = async (place: string) =>
      (await post("message", { as: "U0GRETAL01", platform: "slack", place, text: "hej" })).answer;
    expect(await say("C0MISTRAL1")).toEqual({ ok: true });
    expect(await say("C0GENERAL1")).toMatchObject({ ok: false });
    expect(await say("D0GRETAL01")).toEqual({ ok: false, error: "Nobody can write to this app." });
  });
});

describe("what happened survives", () => {
  test("a restart, with everything: messages, homes, Mistral and the clock", async () => {
    await sandbox.stop();
    const path = join(folder(), "data", "sandbox.json");
    sandbox = await startSandbox({ path });
    await say("C0MISTRAL1", "kept");
    sandbox.skip(60_000);
    sandbox.mistral.change({ kind: "payment", on: true });
    const ts = sandbox.slack.state().messages[0]?.id ?? "";
    await sandbox.stop();
    sandbox = await startSandbox({ path, realNow: () => 0 });
    expect(sandbox.as("ben").messages("#mistral")).toEqual(["kept"]);
    expect(sandbox.clock.skipped()).toBe(60_000);
    expect(sandbox.mistral.panel().paymentMethod).toBe(true);
    await say("C0MISTRAL1", "later, by a clock that went back");
    expect((sandbox.slack.state().messages[1]?.id ?? "") > ts).toBe(true);
  });

  test.each(["", "{", '{"version":99,"sections":{}}', "null"])("not a broken file: %s", (content) => {
    const path = join(folder(), "world.json");
    writeFileSync(path, content);
    const warnings: string[] = [];
    const world = openWorld({ path, database: "a.db", warn: (sentence) => warnings.push(sentence) });
    expect(world.section("a", 1).get()).toBe(1);
    expect(warnings.join()).toContain(`${path} is broken or from another version`);
    expect(warnings.join()).toContain(`remove ${path} and a.db.`);
  });
});
