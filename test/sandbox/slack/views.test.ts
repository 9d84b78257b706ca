import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { BOT_TOKEN, startSandbox } from "../../support/servers/slack.ts";

const MISTRAL = "C0MISTRAL1";
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

const view = (title = "Title", more: object = {}) => ({
  type: "modal",
  title: { type: "plain_text", text: title },
  blocks: [{ type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Go" } }] }],
  ...more,
});

/** Types a command and gives the trigger that the bot got. */
async function trigger(): Promise<string> {
  await sandbox.as("ana").command();
  const body = sandbox.slack.deliveries.sent().at(-1)?.body ?? "";
  return new URLSearchParams(body).get("trigger_id") ?? "";
}

async function pressTrigger(): Promise<string> {
  await sandbox.as("ana").press("Go", { in: "modal" });
  const body = sandbox.slack.deliveries.sent().at(-1)?.body ?? "";
  const payload = JSON.parse(new URLSearchParams(body).get("payload") ?? "") as { trigger_id: string };
  return payload.trigger_id;
}

beforeEach(async () => {
  sandbox = await startSandbox();
  sandbox.connect((_, res) => void res.writeHead(200).end());
});
afterEach(() => sandbox.stop());

describe("views", () => {
  test("open with a trigger, once", async () => {
    const id = await trigger();
    expect(await call("views.open", { trigger_id: id, view: view() })).toMatchObject({
      view: { type: "modal" },
    });
    expect(sandbox.as("ana").modal()).toContain("Title");
    expect(await call("views.open", { trigger_id: id, view: view() })).toMatchObject({
      error: "exchanged_trigger_id",
    });
    expect(await call("views.open", { trigger_id: "1.2", view: view() })).toMatchObject({
      error: "invalid_trigger_id",
    });
  });

  test("do not open more than three seconds after the click", async () => {
    const id = await trigger();
    const later = Date.now() + 3001;
    vi.spyOn(Date, "now").mockReturnValue(later);
    const answer = await call("views.open", { trigger_id: id, view: view() });
    vi.restoreAllMocks();
    expect(answer).toMatchObject({ error: "expired_trigger_id" });
  });

  test("stack three high and no higher", async () => {
    await call("views.open", { trigger_id: await trigger(), view: view("1") });
    await call("views.push", { trigger_id: await pressTrigger(), view: view("2") });
    await call("views.push", { trigger_id: await pressTrigger(), view: view("3") });
    expect(await call("views.push", { trigger_id: await pressTrigger(), view: view("4") })).toMatchObject({
      error: "push_limit_reached",
    });
    await sandbox.as("ana").close();
    expect(sandbox.as("ana").modal()).toContain("2");
  });

  test("are updated only from the hash that is current, and while they are open", async () => {
    const opened = await call("views.open", { trigger_id: await trigger(), view: view("1") });
    const { id, hash } = opened["view"] as { id: string; hash: string };
    expect(await call("views.update", { view_id: id, hash, view: view("2") })).toMatchObject({ ok: true });
    expect(await call("views.update", { view_id: id, hash, view: view("3") })).toMatchObject({
      error: "hash_conflict",
    });
    await sandbox.as("ana").close();
    expect(await call("views.update", { view_id: id, view: view("4") })).toMatchObject({
      error: "not_found",
    });
  });

  test("that break a limit are refused with the place", async () => {
    expect(
      await call("views.open", { trigger_id: await trigger(), view: view("x".repeat(25)) }),
    ).toMatchObject({
      error: "invalid_arguments",
      response_metadata: {
        messages: ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"],
      },
    });
    const blocks = Array.from({ length: 90 }, () => ({
      type: "section",
      text: { type: "mrkdwn", text: "x".repeat(2900) },
    }));
    expect(
      await call("views.open", { trigger_id: await trigger(), view: view("a", { blocks }) }),
    ).toMatchObject({
      error: "view_too_large",
    });
    expect(sandbox.slack.refusals()).toMatchObject([{ where: "views.open", error: "invalid_arguments" }]);
  });

  test("are published as a person's Home, and hold to the hash", async () => {
    const home = { type: "home", blocks: [{ type: "header", text: { type: "plain_text", text: "Hi" } }] };
    const first = await call("views.publish", { user_id: ANA, view: home });
    const { hash } = first["view"] as { hash: string };
    await call("views.publish", { user_id: ANA, view: home });
    expect(await call("views.publish", { user_id: ANA, view: home, hash })).toMatchObject({
      error: "hash_conflict",
    });
    expect(sandbox.as("ana").home()).toBe("Hi");
  });
});

describe("what goes wrong on the way", () => {
  const post = () => call("chat.postMessage", { channel: MISTRAL, text: "one" });
  const seen = () => sandbox.as("ben").messages("#mistral").length;
  const rule = { path: "/chat.postMessage" };

  test("a rate limit comes with Retry-After and does nothing", async () => {
    const fault = {
      kind: "answer",
      status: 429,
      headers: { "retry-after": "7" },
      body: { ok: false, error: "ratelimited" },
    } as const;
    sandbox.slack.faults.add({ ...rule, fault });
    const response = await fetch(`${sandbox.slackApiUrl()}chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${BOT_TOKEN}` },
      body: new URLSearchParams({ channel: MISTRAL, text: "one" }),
    });
    expect([response.status, response.headers.get("retry-after"), seen()]).toEqual([429, "7", 0]);
    expect(await post()).toMatchObject({ ok: true });
  });

  test("an error can come before or after the message is posted", async () => {
    sandbox.slack.faults.add({ ...rule, fault: { kind: "answer", status: 500 } });
    await post();
    expect(seen()).toBe(0);
    sandbox.slack.faults.add({ ...rule, fault: { kind: "answer", status: 500, afterChange: true } });
    await post();
    expect(seen()).toBe(1);
  });

  test("the connection can break before or after the message is posted", async () => {
    sandbox.slack.faults.add({ ...rule, fault: { kind: "drop" } });
    await expect(post()).rejects.toThrow();
    expect(seen()).toBe(0);
    sandbox.slack.faults.add({ ...rule, fault: { kind: "drop", afterChange: true } });
    await expect(post()).rejects.toThrow();
    expect(seen()).toBe(1);
  });

  test("any error of Slack's can be given for one method", async () => {
    const body = { ok: false, error: "fatal_error" };
    sandbox.slack.faults.add({ ...rule, fault: { kind: "answer", status: 200, body }, times: 2 });
    expect(await call("auth.test")).toMatchObject({ ok: true });
    expect([await post(), await post(), await post()]).toMatchObject([body, body, { ok: true }]);
    expect(sandbox.slack.calls().map(({ error }) => error)).toEqual([
      null,
      "fatal_error",
      "fatal_error",
      null,
    ]);
  });
});
