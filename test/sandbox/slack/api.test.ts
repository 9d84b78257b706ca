import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { BOT_TOKEN, startSandbox } from "../../support/servers/slack.ts";

const MISTRAL = "C0MISTRAL1";
const GENERAL = "C0GENERAL1";
const ANA = "U0ANADUA01";

let sandbox: TestSandbox;

type Answer = { ok: boolean; error?: string } & Record<string, unknown>;

async function call(method: string, args: object = {}, token: string | null = BOT_TOKEN): Promise<Answer> {
  const response = await fetch(`${sandbox.slackApiUrl()}${method}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Answer;
}

beforeEach(async () => {
  sandbox = await startSandbox();
  sandbox.connect((_, res) => void res.writeHead(200).end());
});
afterEach(() => sandbox.stop());

describe("tokens and scopes", () => {
  test("a call needs the bot's token, in the header or the body", async () => {
    expect(await call("auth.test", {}, null)).toMatchObject({ ok: false, error: "not_authed" });
    expect(await call("auth.test", {}, "xoxb-other")).toMatchObject({ error: "invalid_auth" });
    expect(await call("auth.test")).toMatchObject({ ok: true, bot_id: "B0MSETUP01", team_id: "T0LUMEN001" });
    const form = new URLSearchParams({ token: BOT_TOKEN });
    const answer = await fetch(`${sandbox.slackApiUrl()}auth.test`, { method: "POST", body: form });
    expect(await answer.json()).toMatchObject({ ok: true });
  });

  test("a method that does not exist is refused", async () => {
    expect(await call("chat.shout")).toMatchObject({ error: "unknown_method" });
    expect(await call("toString")).toMatchObject({ error: "unknown_method" });
  });

  test("a missing scope is named, with those that were granted", async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ slack: { scopes: ["chat:write"] } });
    expect(await call("conversations.history", { channel: MISTRAL })).toMatchObject({
      error: "missing_scope",
      needed: "channels:history",
      provided: "chat:write",
    });
  });

  test("without users:read.email nobody's address is told", async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ slack: { scopes: ["users:read"] } });
    const { user } = await call("users.info", { user: ANA });
    expect(user).not.toHaveProperty("profile.email");
    expect(await call("users.lookupByEmail", { email: "ana@lumen.example" })).toMatchObject({
      error: "missing_scope",
      needed: "users:read.email",
    });
  });
});

describe("people", () => {
  test("are told with time zone, standing and, when asked for, locale", async () => {
    expect((await call("users.info", { user: "U0GRETAL01", include_locale: true }))["user"]).toMatchObject({
      tz: "Europe/Stockholm",
      locale: "sv-SE",
      is_restricted: true,
      is_ultra_restricted: true,
      is_admin: false,
      profile: { email: "greta@partner.example" },
    });
    expect((await call("users.info", { user: ANA }))["user"]).not.toHaveProperty("locale");
  });

  test("are found by address in any case, unless they left", async () => {
    expect(await call("users.lookupByEmail", { email: "BEN@lumen.example" })).toMatchObject({
      user: { id: "U0BENOKA01" },
    });
    await sandbox.slack.changePerson("U0BENOKA01", { deleted: true });
    expect(await call("users.lookupByEmail", { email: "ben@lumen.example" })).toMatchObject({
      error: "users_not_found",
    });
    expect(await call("conversations.open", { users: "U0BENOKA01" })).toMatchObject({
      error: "user_disabled",
    });
  });
});

describe("messages", () => {
  test("go to channels, and to people by their id or their opened conversation", async () => {
    const opened = await call("conversations.open", { users: ANA });
    await call("chat.postMessage", { channel: ANA, text: "one" });
    await call("chat.postMessage", { channel: (opened["channel"] as { id: string }).id, text: "two" });
    expect(sandbox.as("ana").dm()).toEqual(["one", "two"]);
    expect(sandbox.as("ben").dm()).toEqual([]);
  });

  test("to a public channel without the bot need chat:write.public", async () => {
    expect(await call("chat.postMessage", { channel: GENERAL, text: "hi" })).toMatchObject({ ok: true });
    await sandbox.stop();
    sandbox = await startSandbox({ slack: { scopes: ["chat:write"] } });
    expect(await call("chat.postMessage", { channel: GENERAL, text: "hi" })).toMatchObject({
      error: "not_in_channel",
    });
  });

  test.each([
    ["no text", { channel: MISTRAL }, "no_text"],
    ["too long a text", { channel: MISTRAL, text: "x".repeat(40_001) }, "msg_too_long"],
    ["broken blocks", { channel: MISTRAL, text: "a", blocks: [{ type: "x" }] }, "invalid_blocks"],
    ["blocks that are no JSON", { channel: MISTRAL, text: "a", blocks: "[{" }, "invalid_blocks"],
    ["blocks without text", { channel: MISTRAL, blocks: [{ type: "divider" }] }, "invalid_arguments"],
    ["an unknown channel", { channel: "C0NOWHERE", text: "a" }, "channel_not_found"],
  ])("with %s are refused", async (_, args, error) => {
    expect(await call("chat.postMessage", args)).toMatchObject({ ok: false, error });
  });

  test("into an archived channel are refused", async () => {
    sandbox.slack.changeChannel(MISTRAL, { archived: true });
    expect(await call("chat.postMessage", { channel: MISTRAL, text: "a" })).toMatchObject({
      error: "is_archived",
    });
  });

  test("can be changed by their author alone", async () => {
    const { ts } = await call("chat.postMessage", { channel: MISTRAL, text: "one" });
    expect(await call("chat.update", { channel: MISTRAL, ts, text: "two" })).toMatchObject({ text: "two" });
    await sandbox.slack.client.say(ANA, MISTRAL, "mine");
    const mine = sandbox.slack.state().messages.at(-1)?.ts;
    expect(await call("chat.update", { channel: MISTRAL, ts: mine, text: "x" })).toMatchObject({
      error: "cant_update_message",
    });
    expect(await call("chat.update", { channel: MISTRAL, ts, text: "x".repeat(4001) })).toMatchObject({
      error: "msg_too_long",
    });
    expect(await call("chat.update", { channel: MISTRAL, ts: "1.000001", text: "x" })).toMatchObject({
      error: "message_not_found",
    });
    expect(sandbox.as("ben").messages("#mistral")).toEqual(["two", "mine"]);
  });

  test("are found in the history by time and with their metadata", async () => {
    const metadata = { event_type: "key", event_payload: { key: "k1" } };
    const { ts: first } = await call("chat.postMessage", { channel: MISTRAL, text: "one", metadata });
    const { ts: second } = await call("chat.postMessage", { channel: MISTRAL, text: "two" });
    const history = (args: object) => call("conversations.history", { channel: MISTRAL, ...args });
    expect((await history({}))["messages"]).toMatchObject([{ text: "two" }, { text: "one" }]);
    expect((await history({}))["messages"]).not.toHaveProperty("1.metadata");
    expect((await history({ include_all_metadata: true }))["messages"]).toMatchObject([{}, { metadata }]);
    expect((await history({ oldest: first }))["messages"]).toMatchObject([{ ts: second }]);
    expect((await history({ latest: first, inclusive: true }))["messages"]).toMatchObject([{ ts: first }]);
    expect(await history({ limit: 1 })).toMatchObject({ has_more: true, messages: [{ text: "two" }] });
    expect(await call("conversations.history", { channel: GENERAL })).toMatchObject({
      error: "not_in_channel",
    });
  });

  test("have times that grow, also within one millisecond", async () => {
    const posts = Array.from({ length: 20 }, () => call("chat.postMessage", { channel: MISTRAL, text: "a" }));
    const all = (await Promise.all(posts)).map(({ ts }) => ts as string);
    expect(new Set(all).size).toBe(20);
    expect(all[0]).toMatch(/^\d{10}\.\d{6}$/);
  });
});
