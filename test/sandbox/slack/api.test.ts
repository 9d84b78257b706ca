import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
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

const errorOf = async (...asked: Parameters<typeof call>) => (await call(...asked)).error;
const post = (more: object = {}) => call("chat.postMessage", { channel: MISTRAL, text: "one", ...more });

async function restart(scopes?: string[]): Promise<void> {
  await sandbox?.stop();
  sandbox = await startSandbox(scopes && { slack: { scopes } });
  sandbox.connect((_, res) => void res.writeHead(200).end());
}

beforeEach(() => restart());
afterEach(() => sandbox.stop());

describe("the embedded Slack", () => {
  test("asks for the bot's token, in the header or the body", async () => {
    expect(await errorOf("auth.test", {}, null)).toBe("not_authed");
    expect(await errorOf("auth.test", {}, "xoxb-other")).toBe("invalid_auth");
    expect(await call("auth.test")).toMatchObject({ ok: true, bot_id: "B0MSETUP01", team_id: "T0LUMEN001" });
    const form = new URLSearchParams({ token: BOT_TOKEN });
    const answer = await fetch(`${sandbox.slackApiUrl()}auth.test`, { method: "POST", body: form });
    expect(await answer.json()).toMatchObject({ ok: true });
  });

  test.each(["chat.shout", "toString"])("has no method %s", async (method) => {
    expect(await errorOf(method)).toBe("unknown_method");
  });

  test("names the scope that is missing, tells no address without one, and posts where it may", async () => {
    await restart(["chat:write", "users:read"]);
    expect(await call("conversations.history", { channel: MISTRAL })).toMatchObject({
      ...{ error: "missing_scope", needed: "channels:history", provided: "chat:write,users:read" },
    });
    const { user } = await call("users.info", { user: ANA });
    expect(user).not.toHaveProperty("profile.email");
    expect(await errorOf("users.lookupByEmail", { email: "ana@lumen.example" })).toBe("missing_scope");
    expect((await post({ channel: GENERAL })).error).toBe("not_in_channel");
  });

  test("tells time zone, standing and, when asked for, locale of a person", async () => {
    expect((await call("users.info", { user: "U0GRETAL01", include_locale: true }))["user"]).toMatchObject({
      ...{ tz: "Europe/Stockholm", locale: "sv-SE", is_restricted: true, is_admin: false },
      profile: { email: "greta@partner.example" },
    });
    expect((await call("users.info", { user: ANA }))["user"]).not.toHaveProperty("locale");
  });

  test("finds people by address in any case, unless they left", async () => {
    expect(await call("users.lookupByEmail", { email: "BEN@lumen.example" })).toMatchObject({
      user: { id: "U0BENOKA01" },
    });
    await sandbox.slack.changePerson("U0BENOKA01", { deleted: true });
    expect(await errorOf("users.lookupByEmail", { email: "ben@lumen.example" })).toBe("users_not_found");
    expect(await errorOf("conversations.open", { users: "U0BENOKA01" })).toBe("user_disabled");
  });

  test("posts to channels, and to people by their id or their opened conversation", async () => {
    const opened = await call("conversations.open", { users: ANA });
    await post({ channel: ANA });
    await post({ channel: (opened["channel"] as { id: string }).id, text: "two" });
    expect(sandbox.as("ana").dm()).toEqual(["one", "two"]);
    expect(sandbox.as("ben").dm()).toEqual([]);
    expect(await post({ channel: GENERAL })).toMatchObject({ ok: true });
  });

  test.each([
    ["no text", { text: "" }, "no_text"],
    ["too long a text", { text: "x".repeat(40_001) }, "msg_too_long"],
    ["broken blocks", { blocks: [{ type: "x" }] }, "invalid_blocks"],
    ["blocks that are no JSON", { blocks: "[{" }, "invalid_blocks"],
    ["blocks without text", { text: "", blocks: [{ type: "divider" }] }, "invalid_arguments"],
    ["an unknown channel", { channel: "C0NOWHERE" }, "channel_not_found"],
  ])("refuses a message with %s", async (_, args, error) => {
    expect((await post(args)).error).toBe(error);
  });

  test("lets a message be changed by its author alone, and nothing be said in an archived channel", async () => {
    const change = (more: object) => call("chat.update", { channel: MISTRAL, text: "two", ...more });
    const { ts } = await post();
    expect(await change({ ts })).toMatchObject({ text: "two" });
    await sandbox.slack.client.say(ANA, MISTRAL, "mine");
    const mine = sandbox.slack.state().messages.at(-1)?.ts;
    expect((await change({ ts: mine })).error).toBe("cant_update_message");
    expect((await change({ ts, text: "x".repeat(4001) })).error).toBe("msg_too_long");
    expect((await change({ ts: "1.000001" })).error).toBe("message_not_found");
    expect(sandbox.as("ben").messages("#mistral")).toEqual(["two", "mine"]);
    sandbox.slack.changeChannel(MISTRAL, { archived: true });
    expect((await post()).error).toBe("is_archived");
  });

  test("finds messages in the history by time and with their metadata", async () => {
    const metadata = { event_type: "key", event_payload: { key: "k1" } };
    const { ts: first } = await post({ metadata });
    const { ts: second } = await post({ text: "two" });
    const history = (args: object) => call("conversations.history", { channel: MISTRAL, ...args });
    expect((await history({}))["messages"]).toMatchObject([{ text: "two" }, { text: "one" }]);
    expect((await history({}))["messages"]).not.toHaveProperty("1.metadata");
    expect((await history({ include_all_metadata: true }))["messages"]).toMatchObject([{}, { metadata }]);
    expect((await history({ oldest: first }))["messages"]).toMatchObject([{ ts: second }]);
    expect((await history({ latest: first, inclusive: true }))["messages"]).toMatchObject([{ ts: first }]);
    expect(await history({ limit: 1 })).toMatchObject({ has_more: true, messages: [{ text: "two" }] });
    expect((await history({ channel: GENERAL })).error).toBe("not_in_channel");
  });

  test("gives messages times that grow, also within one millisecond", async () => {
    const all = (await Promise.all(Array.from({ length: 20 }, () => post()))).map(({ ts }) => String(ts));
    expect(new Set(all).size).toBe(20);
    expect(all[0]).toMatch(/^\d{10}\.\d{6}$/);
  });
});

const view = (title = "Title", more: object = {}) => ({
  type: "modal",
  title: { type: "plain_text", text: title },
  blocks: [{ type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Go" } }] }],
  ...more,
});

const lastBody = () => new URLSearchParams(sandbox.slack.deliveries.sent().at(-1)?.body ?? "");

/** Types a command and gives the trigger that the bot got. */
async function trigger(): Promise<string> {
  await sandbox.as("ana").command();
  return lastBody().get("trigger_id") ?? "";
}

async function pressTrigger(): Promise<string> {
  await sandbox.as("ana").press("Go", { in: "modal" });
  return (JSON.parse(lastBody().get("payload") ?? "") as { trigger_id: string }).trigger_id;
}

describe("a view in the embedded Slack", () => {
  test("opens with a trigger, once", async () => {
    const id = await trigger();
    expect(await call("views.open", { trigger_id: id, view: view() })).toMatchObject({
      view: { type: "modal" },
    });
    expect(sandbox.as("ana").modal()).toContain("Title");
    expect(await errorOf("views.open", { trigger_id: id, view: view() })).toBe("exchanged_trigger_id");
    expect(await errorOf("views.open", { trigger_id: "1.2", view: view() })).toBe("invalid_trigger_id");
  });

  test("does not open more than three seconds after the click", async () => {
    const id = await trigger();
    const later = Date.now() + 3001;
    vi.spyOn(Date, "now").mockReturnValue(later);
    const error = await errorOf("views.open", { trigger_id: id, view: view() });
    vi.restoreAllMocks();
    expect(error).toBe("expired_trigger_id");
  });

  test("stands on two others and on no more, and is changed while it is open", async () => {
    const opened = await call("views.open", { trigger_id: await trigger(), view: view("1") });
    for (const title of ["2", "3"])
      await call("views.push", { trigger_id: await pressTrigger(), view: view(title) });
    const fourth = { trigger_id: await pressTrigger(), view: view("4") };
    expect(await errorOf("views.push", fourth)).toBe("push_limit_reached");
    const ana = sandbox.as("ana");
    await ana.close();
    await ana.close();
    const change = { view_id: (opened["view"] as { id: string }).id, view: view("5") };
    expect(await call("views.update", change)).toMatchObject({ ok: true });
    expect(ana.modal()).toContain("5");
    await ana.close();
    expect(await errorOf("views.update", change)).toBe("not_found");
  });

  test("that breaks a limit is refused with the place", async () => {
    expect(
      await call("views.open", { trigger_id: await trigger(), view: view("x".repeat(25)) }),
    ).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: [expect.stringContaining("/view/title/text")] },
    });
    const text = { type: "mrkdwn", text: "x".repeat(2900) };
    const large = view("a", { blocks: Array.from({ length: 90 }, () => ({ type: "section", text })) });
    expect(await errorOf("views.open", { trigger_id: await trigger(), view: large })).toBe("view_too_large");
    expect(sandbox.slack.refusals()).toMatchObject([{ where: "views.open", error: "invalid_arguments" }]);
  });
});

describe("a fault on the way to the embedded Slack", () => {
  const seen = () => sandbox.as("ben").messages("#mistral").length;
  const path = "/chat.postMessage";

  test("comes as often as it is asked for, with its headers, for one method", async () => {
    const body = { ok: false, error: "ratelimited" };
    const headers = { "retry-after": "7" };
    sandbox.slack.faults.add({ path, times: 2, fault: { kind: "answer", status: 429, headers, body } });
    expect(await call("auth.test")).toMatchObject({ ok: true });
    const response = await fetch(`${sandbox.slackApiUrl()}chat.postMessage`, { method: "POST" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    expect([await post(), seen(), await post(), seen()]).toMatchObject([body, 0, { ok: true }, 1]);
    const errors = sandbox.slack.calls().map(({ error }) => error);
    expect(errors).toEqual([null, "ratelimited", "ratelimited", null]);
  });

  test.each([false, true])("strikes before or after the message is posted (%s)", async (afterChange) => {
    sandbox.slack.faults.add({ path, fault: { kind: "answer", status: 500, afterChange } });
    await post();
    sandbox.slack.faults.add({ path, fault: { kind: "drop", afterChange } });
    await expect(post()).rejects.toThrow();
    expect(seen()).toBe(afterChange ? 2 : 0);
  });
});
