import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findPlace } from "../../../src/sandbox/chat.ts";
import { must } from "../../support/must.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { BOT_TOKEN, startSandbox } from "../../support/servers/slack.ts";

const MISTRAL = "C0MISTRAL1";
const ANA = "U0ANADUA01";

let sandbox: TestSandbox;
/** What the bot heard, and what it answers. */
let heard: URLSearchParams[] = [];
let answer: object | null = null;

type Answer = { ok: boolean; error?: string; ts?: string } & Record<string, unknown>;

async function call(method: string, args: object = {}, token: string | null = BOT_TOKEN): Promise<Answer> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${sandbox.slackApiUrl()}${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Answer;
}

const errorOf = async (...asked: Parameters<typeof call>) => (await call(...asked)).error;
const post = (more: object = {}) => call("chat.postMessage", { channel: MISTRAL, text: "one", ...more });

beforeEach(async () => {
  [heard, answer] = [[], null];
  sandbox = await startSandbox();
  sandbox.connect(async (req, res) => {
    heard.push(new URLSearchParams(await text(req)));
    res.end(answer === null ? "" : JSON.stringify(answer));
  });
});
afterEach(() => sandbox.stop());

describe("the embedded Slack", () => {
  test("asks for the bot's token, in the header or the body", async () => {
    expect(await errorOf("toString")).toBe("unknown_method");
    expect(await errorOf("auth.test", {}, null)).toBe("not_authed");
    expect(await errorOf("auth.test", {}, "xoxb-other")).toBe("invalid_auth");
    const form = new URLSearchParams({ token: BOT_TOKEN });
    const given = await fetch(`${sandbox.slackApiUrl()}auth.test`, { method: "POST", body: form });
    expect(await given.json()).toMatchObject({ ok: true, bot_id: "B0MSETUP01", team_id: "T0LUMEN001" });
  });

  test.each([
    ["no text", { text: "" }, "no_text"],
    ["too long a text", { text: "x".repeat(40_001) }, "msg_too_long"],
    ["broken blocks", { blocks: [{ type: "x" }] }, "invalid_blocks"],
    ["blocks that are no JSON", { blocks: "[{" }, "invalid_blocks"],
    ["blocks without text", { text: "", blocks: [{ type: "divider" }] }, "no_text"],
    ["an unknown channel", { channel: "C0NOWHERE" }, "channel_not_found"],
  ])("refuses a message with %s", async (_, args, error) => {
    expect((await post(args)).error).toBe(error);
  });

  test("lets a message be changed by its author alone, and nothing be said in an archived channel", async () => {
    const change = (more: object) => call("chat.update", { channel: MISTRAL, text: "two", ...more });
    const { ts } = await post();
    expect(await change({ ts })).toMatchObject({ text: "two" });
    await sandbox.slack.client.say(ANA, MISTRAL, "mine");
    const mine = sandbox.slack.state().messages.at(-1)?.id;
    expect((await change({ ts: mine })).error).toBe("cant_update_message");
    expect((await change({ ts, text: "x".repeat(4001) })).error).toBe("msg_too_long");
    expect((await change({ ts: "1.000001" })).error).toBe("message_not_found");
    must(findPlace(sandbox.slack.state(), MISTRAL)).archived = true;
    expect((await post()).error).toBe("is_archived");
  });
});

const plain = (words: string) => ({ type: "plain_text", text: words });
const button = (label: string) => ({ type: "button", text: plain(label), value: label });
const element = { type: "plain_text_input", action_id: "value" };
const view = (title = "Title", more: object = {}) => ({
  ...{ type: "modal", title: plain(title), submit: plain("Send") },
  blocks: [
    { type: "input", block_id: "addresses", label: plain("Addresses"), element },
    { type: "actions", elements: [button("Go")] },
  ],
  ...more,
});

/** Types a command, or presses in the open dialog, and gives the trigger that the bot got. */
async function trigger(press = false): Promise<string> {
  const ana = sandbox.as("ana");
  await (press ? ana.press("Go", { in: "modal" }) : ana.command());
  const last = heard.at(-1);
  return (press ? JSON.parse(last?.get("payload") ?? "").trigger_id : last?.get("trigger_id")) ?? "";
}

const open = async (given = view()) => call("views.open", { trigger_id: await trigger(), view: given });

describe("a view in the embedded Slack", () => {
  test("opens with a trigger, once", async () => {
    const order = { trigger_id: await trigger(), view: view() };
    expect(await call("views.open", order)).toMatchObject({ view: { type: "modal" } });
    expect(await errorOf("views.open", order)).toBe("exchanged_trigger_id");
    expect(await errorOf("views.open", { ...order, trigger_id: "1.2" })).toBe("invalid_trigger_id");
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
    const opened = await open(view("1"));
    for (const title of ["2", "3"])
      await call("views.push", { trigger_id: await trigger(true), view: view(title) });
    const fourth = { trigger_id: await trigger(true), view: view("4") };
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
    expect(await open(view("x".repeat(25)))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: [expect.stringContaining("/view/title/text")] },
    });
    const section = { type: "section", text: plain("x".repeat(2900)) };
    const large = view("a", { blocks: Array.from({ length: 90 }, () => section) });
    expect((await open(large)).error).toBe("view_too_large");
    expect(sandbox.slack.refusals()).toMatchObject([{ where: "views.open", error: "invalid_arguments" }]);
  });

  test("waits for what is required, and does on errors, update, push and clear what it does in Slack", async () => {
    await open(view("First"));
    const ana = sandbox.as("ana");
    expect((await ana.submit()).errors).toEqual({ Addresses: "Please complete this required field." });
    const sends = async (response: object) => {
      answer = response;
      ana.fill({ Addresses: "x" });
      return ana.submit();
    };
    const badly = await sends({ response_action: "errors", errors: { nowhere: "x" } });
    expect(badly.error).toContain("trouble connecting");
    expect(sandbox.slack.refusals()).toMatchObject([{ where: "view_submission", error: "invalid_errors" }]);
    const { errors } = await sends({ response_action: "errors", errors: { addresses: "Not an address." } });
    expect(errors).toEqual({ Addresses: "Not an address." });
    await sends({ response_action: "update", view: view("Second") });
    expect(ana.modal()).toContain("Second");
    await sends({ response_action: "push", view: view("Third") });
    expect(ana.modal()).toContain("Third");
    await ana.close();
    expect(ana.modal()).toContain("Second");
    await sends({ response_action: "clear" });
    expect(ana.modal()).toBeNull();
  });
});

describe("a person in the embedded Slack", () => {
  test("types a command, which arrives escaped, or is told that nobody took it", async () => {
    answer = { text: "You said it" };
    const chloe = sandbox.as("chloe");
    await chloe.command("hand @ben #mistral <b>", "#mistral");
    expect(heard[0]?.get("text")).toBe("hand <@U0BENOKA01|ben> <#C0MISTRAL1|mistral> &lt;b&gt;");
    expect([chloe, sandbox.as("ana")].map((each) => each.messages("#mistral"))).toEqual([
      ["You said it"],
      [],
    ]);
    sandbox.connect((req) => void req.destroy());
    const error = '/mistral-setup failed with the error "dispatch_failed".';
    expect(await chloe.command("status")).toEqual({ ok: false, error });
    expect(sandbox.slack.deliveries.trouble()).toBe("Slack cannot reach the bot.");
  });

  test("presses a button, whose response_url replaces the message and is used five times at most", async () => {
    await post({ blocks: [{ type: "actions", elements: [button("Approve")] }] });
    const [ana, ben] = [sandbox.as("ana"), sandbox.as("ben")];
    await ana.press("Approve", { in: "#mistral" });
    const { response_url: url } = JSON.parse(heard[0]?.get("payload") ?? "");
    const say = async (body: object) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers });
      return [response.status, ((await response.json()) as Answer).error];
    };
    for (const body of [
      { text: "Only for you" },
      { text: "For all", response_type: "in_channel" },
      { text: "Approved", replace_original: true },
      { text: "Again", replace_original: true },
    ])
      expect(await say(body)).toEqual([200, undefined]);
    expect(ben.messages("#mistral")).toEqual(["Again", "For all"]);
    expect(ana.messages("#mistral")).toEqual(["Again", "Only for you", "For all"]);
    expect(await say({ text: "" })).toEqual([400, "no_text"]);
    expect(await say({ text: "Sixth" })).toEqual([404, "used_url"]);
  });
});

test("an event from the embedded Slack that fails is sent again with the same id and says so", async () => {
  const sent: unknown[][] = [];
  sandbox.connect(async (req, res) => {
    sent.push([JSON.parse(await text(req)).event_id, req.headers["x-slack-retry-reason"]]);
    res.writeHead(sent.length === 1 ? 500 : 200).end();
  });
  expect((await sandbox.slack.deliveries.event({ type: "user_change" })).status).toBe(200);
  expect(sent).toEqual([
    [sent[0]?.[0], undefined],
    [sent[0]?.[0], "http_error"],
  ]);
});

test.each([false, true])(
  "a fault on the way strikes before or after a message is posted (%s)",
  async (afterChange) => {
    const path = "/chat.postMessage";
    sandbox.slack.faults.add({ path, times: 2, fault: { kind: "answer", status: 500, afterChange } });
    expect([await post(), await call("auth.test"), await post()]).toMatchObject([
      ...[{ error: "internal_error" }, { ok: true }, { error: "internal_error" }],
    ]);
    sandbox.slack.faults.add({ path, fault: { kind: "drop", afterChange } });
    await expect(post()).rejects.toThrow();
    expect(sandbox.as("ben").messages("#mistral")).toHaveLength(afterChange ? 3 : 0);
  },
);
