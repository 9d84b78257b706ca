import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox } from "../../support/servers/slack.ts";

let sandbox: TestSandbox;
let app: App;
const heard: Record<string, unknown>[] = [];

const plain = (text: string) => ({ type: "plain_text" as const, text });
const button = (label: string, value = "pressed") => ({
  ...{ type: "button" as const, action_id: `do:${label}`, text: plain(label), value },
});
const addresses = { type: "plain_text_input" as const, action_id: "value", multiline: true };
const options = ["Member", "Admin"].map((label) => ({ text: plain(label), value: label.toLowerCase() }));
const role = { type: "static_select" as const, action_id: "value", options };
const input = { type: "input" as const };
const modal = (title: string) => ({
  ...{ type: "modal" as const, callback_id: "form", private_metadata: "kept" },
  ...{ title: plain(title), submit: plain("Send") },
  blocks: [
    { ...input, block_id: "addresses", label: plain("Addresses"), element: addresses },
    { ...input, block_id: "role", optional: true, label: plain("Role"), element: role },
    { type: "actions" as const, elements: [button("Deeper")] },
  ],
});
const MESSAGE = {
  ...{ channel: "C0MISTRAL1", text: "A request" },
  blocks: [{ type: "actions" as const, block_id: "b", elements: [button("Approve", "yes"), button("Deny")] }],
};

/** Every command opens this modal. */
const opensOn = (title: string) =>
  app.command("/mistral-setup", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal(title) });
  });

beforeEach(async () => {
  heard.length = 0;
  sandbox = await startSandbox();
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
  app = new App({
    ...{ token: BOT_TOKEN, receiver, deferInitialization: true, logLevel: LogLevel.ERROR },
    clientOptions: { slackApiUrl: sandbox.slackApiUrl(), retryConfig: { retries: 0 } },
  });
  sandbox.connect(receiver.requestListener);
  await app.init();
  app.use(async ({ body, next }) => {
    heard.push({ ...body });
    await next();
  });
});

afterEach(() => sandbox.stop());

describe("a person in the embedded Slack, before a Bolt app,", () => {
  test("types a command, which arrives signed and escaped and is answered to the asker alone", async () => {
    app.command("/mistral-setup", async ({ ack, command }) => ack(`You said ${command.text.split(" ")[0]}`));
    const sent = await sandbox.as("chloe").command("hand @ben #mistral <b>", "#mistral");
    expect(sent).toEqual({ ok: true });
    expect(sandbox.as("chloe").messages("#mistral")).toEqual(["You said hand"]);
    expect(sandbox.as("ana").messages("#mistral")).toEqual([]);
    expect(heard[0]).toMatchObject({
      ...{ command: "/mistral-setup", channel_name: "mistral", user_name: "chloe", team_id: "T0LUMEN001" },
      text: "hand <@U0BENOKA01|ben> <#C0MISTRAL1|mistral> &lt;b&gt;",
    });
  });

  test("is told of a command that nobody answers in three seconds, or at all, as the page is", async () => {
    app.command("/mistral-setup", async () => {});
    const error = (reason: string) => `/mistral-setup failed with the error "${reason}".`;
    const { command } = sandbox.as("ana");
    expect(await command("status")).toEqual({ ok: false, error: error("operation_timeout") });
    sandbox.connect((req) => void req.destroy());
    expect(await command("status")).toEqual({ ok: false, error: error("dispatch_failed") });
    expect(sandbox.slack.deliveries.trouble()).toBe("Slack cannot reach the bot.");
  });

  test("fills in the modal that a command opened, by its labels, and sends it", async () => {
    opensOn("Invite");
    const values: unknown[] = [];
    app.view("form", async ({ ack, view }) => {
      values.push(view.state.values, view.private_metadata);
      await ack();
    });
    const ana = sandbox.as("ana");
    await ana.command("invite");
    await expect.poll(() => ana.modal()).toBe("Invite\nAddresses: \nRole: \n[Deeper]\n[Send]");
    expect((await ana.submit()).errors).toEqual({ Addresses: "Please complete this required field." });
    ana.fill({ Addresses: "x@y.example", Role: "Admin" });
    expect(await ana.submit()).toEqual({ ok: true, error: null, errors: {} });
    expect(ana.modal()).toBeNull();
    expect(values).toMatchObject([
      {
        addresses: { value: { type: "plain_text_input", value: "x@y.example" } },
        role: { value: { type: "static_select", selected_option: { value: "admin" } } },
      },
      "kept",
    ]);
  });

  test("sees the stack of modals do on errors, update, push and clear what it does in Slack", async () => {
    opensOn("First");
    const answers = [
      { response_action: "errors" as const, errors: { nowhere: "x" } },
      { response_action: "errors" as const, errors: { addresses: "Not an address." } },
      { response_action: "update" as const, view: modal("Second") },
      { response_action: "push" as const, view: modal("Third") },
      { response_action: "clear" as const },
    ];
    app.view("form", async ({ ack }) => {
      const answer = answers.shift();
      await (answer === undefined ? ack() : ack(answer));
    });
    const ana = sandbox.as("ana");
    await ana.command();
    await expect.poll(() => ana.modal()).toContain("First");
    ana.fill({ Addresses: "x" });
    expect((await ana.submit()).error).toContain("trouble connecting");
    expect(sandbox.slack.refusals()).toMatchObject([{ where: "view_submission", error: "invalid_errors" }]);
    expect((await ana.submit()).errors).toEqual({ Addresses: "Not an address." });
    await ana.submit();
    expect(ana.modal()).toContain("Second");
    ana.fill({ Addresses: "x" });
    await ana.submit();
    expect(ana.modal()).toContain("Third");
    await ana.close();
    expect(ana.modal()).toContain("Second");
    await ana.submit();
    expect(ana.modal()).toBeNull();
  });

  test("presses a button, and its response_url replaces the message and is used five times at most", async () => {
    const { ts = "" } = await app.client.chat.postMessage(MESSAGE);
    app.action(/^do:/, async ({ ack }) => ack());
    await sandbox.as("ana").press("Approve", { in: "#mistral" });
    expect(heard[0]).toMatchObject({
      ...{ type: "block_actions", team: { id: "T0LUMEN001", domain: "atelier-lumen" } },
      ...{ user: { username: "ana", team_id: "T0LUMEN001" }, api_app_id: "A0MSETUP01" },
      container: { type: "message", message_ts: ts, channel_id: "C0MISTRAL1", is_ephemeral: false },
      ...{ channel: { id: "C0MISTRAL1", name: "mistral" }, message: { ts, text: "A request" } },
      actions: [{ type: "button", value: "yes", action_id: "do:Approve", action_ts: expect.any(String) }],
    });
    const headers = { "content-type": "application/json" };
    const say = (body: object) =>
      fetch(String(heard[0]?.["response_url"]), { method: "POST", body: JSON.stringify(body), headers });
    expect((await say({ text: "Only for you" })).status).toBe(200);
    expect((await say({ text: "For all", response_type: "in_channel" })).status).toBe(200);
    expect((await say({ text: "Approved", replace_original: true })).status).toBe(200);
    expect(sandbox.as("ben").messages("#mistral")).toEqual(["Approved", "For all"]);
    expect(sandbox.as("ana").messages("#mistral")).toEqual(["Approved", "Only for you", "For all"]);
    const { messages } = await app.client.conversations.history({ channel: "C0MISTRAL1" });
    expect(messages?.map(({ text }) => text)).toEqual(["For all", "Approved"]);
    expect((await say({ text: "Again", replace_original: true })).status).toBe(200);
    expect((await say({ text: "" })).status).toBe(400);
    expect(await (await say({ text: "Sixth" })).json()).toMatchObject({ error: "used_url" });
  });

  test("can press what was replaced in the meantime, but not what was gone before", async () => {
    const { ts = "" } = await app.client.chat.postMessage(MESSAGE);
    app.action(/^do:/, async ({ ack }) => ack());
    const ana = sandbox.as("ana");
    const click = ana.hold("Approve");
    await app.client.chat.update({ channel: "C0MISTRAL1", ts, text: "Decided" });
    expect(await click()).toEqual({ ok: true });
    expect(heard.at(-1)).toMatchObject({ actions: [{ value: "yes" }], message: { text: "Decided" } });
    const container = { kind: "message" as const, channel: "C0MISTRAL1", ts };
    const action = { block_id: "b", action_id: "do:Approve" };
    expect((await sandbox.slack.client.press(ana.id, container, action, {})).ok).toBe(false);
  });

  test("opens Home, which tells the bot, with the view that is there", async () => {
    app.event("app_home_opened", async ({ event, client }) => {
      const blocks = [{ type: "header" as const, text: plain(event.view === undefined ? "first" : "again") }];
      await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
    });
    const kenji = sandbox.as("kenji");
    await kenji.openHome();
    await expect.poll(() => kenji.home()).toBe("first");
    await kenji.openHome();
    await expect.poll(() => kenji.home()).toBe("again");
  });
});

describe("an event from the embedded Slack", () => {
  test("that fails is sent again with the same id and says that it is a retry", async () => {
    const ids: unknown[] = [];
    sandbox.connect((req, res) => {
      req.on("data", (chunk: Buffer) =>
        ids.push((JSON.parse(String(chunk)) as { event_id: string }).event_id),
      );
      req.on("end", () => res.writeHead(ids.length === 1 ? 500 : 200).end());
      if (ids.length === 1) expect(req.headers["x-slack-retry-reason"]).toBe("http_error");
    });
    expect((await sandbox.slack.emit({ type: "user_change" })).status).toBe(200);
    expect(ids[0]).toBe(ids[1]);
  });

  test("tells of a changed account and of an uninstallation", async () => {
    app.event(/.*/, async () => {});
    await sandbox.slack.changePerson(sandbox.as("ben").id, { deleted: true });
    expect(heard.at(-1)).toMatchObject({
      event: { type: "user_change", user: { id: "U0BENOKA01", deleted: true, locale: "en-US" } },
      authorizations: [{ is_bot: true, team_id: "T0LUMEN001" }],
    });
    await sandbox.slack.uninstall();
    expect(heard.at(-1)).toMatchObject({ event: { type: "app_uninstalled" } });
    await expect(app.client.auth.test()).rejects.toMatchObject({ data: { error: "account_inactive" } });
  });
});
