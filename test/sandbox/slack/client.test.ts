import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox } from "../../support/servers/slack.ts";

let sandbox: TestSandbox;
let app: App;
const heard: { kind: string; body: Record<string, unknown> }[] = [];

const button = (label: string, value = "pressed") => ({
  type: "button" as const,
  action_id: `do:${label}`,
  text: { type: "plain_text" as const, text: label },
  value,
});

const modal = (title: string) => ({
  type: "modal" as const,
  callback_id: "form",
  private_metadata: "kept",
  title: { type: "plain_text" as const, text: title },
  submit: { type: "plain_text" as const, text: "Send" },
  blocks: [
    {
      type: "input" as const,
      block_id: "addresses",
      label: { type: "plain_text" as const, text: "Addresses" },
      element: { type: "plain_text_input" as const, action_id: "value", multiline: true },
    },
    {
      type: "input" as const,
      block_id: "role",
      optional: true,
      label: { type: "plain_text" as const, text: "Role" },
      element: {
        type: "static_select" as const,
        action_id: "value",
        options: ["Member", "Admin"].map((label) => ({
          text: { type: "plain_text" as const, text: label },
          value: label.toLowerCase(),
        })),
      },
    },
    { type: "actions" as const, elements: [button("Deeper")] },
  ],
});

beforeEach(async () => {
  heard.length = 0;
  sandbox = await startSandbox();
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
  app = new App({
    token: BOT_TOKEN,
    receiver,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.slackApiUrl(), retryConfig: { retries: 0 } },
  });
  sandbox.connect(receiver.requestListener);
  await app.init();
  app.use(async ({ body, next }) => {
    heard.push({ kind: String((body as { type?: string }).type ?? "command"), body: { ...body } });
    await next();
  });
});

afterEach(() => sandbox.stop());

test("a slash command reaches a Bolt app signed, and its answer is seen by the asker alone", async () => {
  app.command("/mistral-setup", async ({ ack, command }) => ack(`You said ${command.text}`));
  expect(await sandbox.as("chloe").command("status", "#mistral")).toEqual({ ok: true });
  expect(sandbox.as("chloe").messages("#mistral")).toEqual(["You said status"]);
  expect(sandbox.as("ana").messages("#mistral")).toEqual([]);
  expect(heard[0]?.body).toMatchObject({
    command: "/mistral-setup",
    channel_name: "mistral",
    user_name: "chloe",
    team_id: "T0LUMEN001",
    is_enterprise_install: "false",
  });
});

test("people and channels in a command's text arrive escaped", async () => {
  app.command("/mistral-setup", async ({ ack }) => ack());
  await sandbox.as("ana").command("hand @ben #mistral <b>");
  expect(heard[0]?.body["text"]).toBe("hand <@U0BENOKA01|ben> <#C0MISTRAL1|mistral> &lt;b&gt;");
});

test("a command that nobody answers in three seconds says so to the person", async () => {
  app.command("/mistral-setup", async () => {});
  const answer = await sandbox.as("ana").command("status");
  expect(answer).toEqual({ ok: false, error: '/mistral-setup failed with the error "operation_timeout".' });
});

test("a command to a bot that is down says so, and the page shows the trouble", async () => {
  sandbox.connect((req) => void req.destroy());
  const answer = await sandbox.as("ana").command("status");
  expect(answer.error).toContain("dispatch_failed");
  expect(sandbox.slack.deliveries.trouble()).toBe("Slack cannot reach the bot.");
});

test("a modal opened by a command is filled in by labels and submitted", async () => {
  app.command("/mistral-setup", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal("Invite") });
  });
  const values: unknown[] = [];
  app.view("form", async ({ ack, view }) => {
    values.push(view.state.values, view.private_metadata);
    await ack();
  });
  const ana = sandbox.as("ana");
  await ana.command("invite");
  await expect.poll(() => ana.modal()).toBe("Invite\nAddresses: \nRole: \n[Deeper]\n[Send]");
  expect(await ana.submit()).toMatchObject({
    errors: { Addresses: "Please complete this required field." },
  });
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

test("errors, update, push and clear do to the stack of modals what Slack does", async () => {
  app.command("/mistral-setup", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal("First") });
  });
  const answers = [
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

test("errors at a field that is not there are refused, and the person may try again", async () => {
  app.command("/mistral-setup", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal("First") });
  });
  app.view("form", async ({ ack }) => ack({ response_action: "errors", errors: { nowhere: "x" } }));
  const ana = sandbox.as("ana");
  await ana.command();
  await expect.poll(() => ana.modal()).toContain("First");
  ana.fill({ Addresses: "x" });
  expect((await ana.submit()).error).toContain("trouble connecting");
  expect(sandbox.slack.refusals()).toMatchObject([{ where: "view_submission", error: "invalid_errors" }]);
});

test("a button in a message carries the message, and its response_url replaces it five times at most", async () => {
  const { ts = "" } = await app.client.chat.postMessage({
    channel: "C0MISTRAL1",
    text: "A request",
    blocks: [{ type: "actions", elements: [button("Approve", "yes"), button("Deny")] }],
  });
  let url = "";
  app.action(/^do:/, async ({ ack, body }) => {
    await ack();
    url = (body as { response_url: string }).response_url;
  });
  await sandbox.as("ana").press("Approve", { in: "#mistral" });
  expect(heard[0]?.body).toMatchObject({
    type: "block_actions",
    team: { id: "T0LUMEN001", domain: "atelier-lumen" },
    user: { username: "ana", team_id: "T0LUMEN001" },
    api_app_id: "A0MSETUP01",
    container: { type: "message", message_ts: ts, channel_id: "C0MISTRAL1", is_ephemeral: false },
    channel: { id: "C0MISTRAL1", name: "mistral" },
    message: { ts, text: "A request" },
    actions: [{ type: "button", value: "yes", action_id: "do:Approve", action_ts: expect.any(String) }],
  });
  const say = (body: object) =>
    fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
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

test("a button that is gone is not sent", async () => {
  const { ts = "" } = await app.client.chat.postMessage({
    channel: "C0MISTRAL1",
    text: "A request",
    blocks: [{ type: "actions", block_id: "b", elements: [button("Approve", "yes")] }],
  });
  await app.client.chat.update({ channel: "C0MISTRAL1", ts, text: "Decided" });
  const ana = sandbox.as("ana");
  const container = { kind: "message" as const, channel: "C0MISTRAL1", ts };
  const answer = await sandbox.slack.client.press(
    ana.id,
    container,
    { block_id: "b", action_id: "do:Approve" },
    {},
  );
  expect(answer.ok).toBe(false);
  await expect(ana.press("Approve")).rejects.toThrow("ana sees no Approve");
});

test("a click on what was replaced in the meantime still arrives", async () => {
  const blocks = [{ type: "actions" as const, elements: [button("Approve", "yes")] }];
  const message = { channel: "C0MISTRAL1", text: "A request", blocks };
  const { ts = "" } = await app.client.chat.postMessage(message);
  app.action(/^do:/, async ({ ack }) => ack());
  const click = sandbox.as("ana").hold("Approve");
  await app.client.chat.update({ channel: "C0MISTRAL1", ts, text: "Decided" });
  expect(await click()).toEqual({ ok: true });
  expect(heard.at(-1)?.body).toMatchObject({ actions: [{ value: "yes" }], message: { text: "Decided" } });
});

test("opening Home tells the bot, with the view that is there", async () => {
  app.event("app_home_opened", async ({ event, client }) => {
    const count = event.view === undefined ? "first" : "again";
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: [{ type: "header", text: { type: "plain_text", text: count } }] },
    });
  });
  const kenji = sandbox.as("kenji");
  await kenji.openHome();
  await expect.poll(() => kenji.home()).toBe("first");
  await kenji.openHome();
  await expect.poll(() => kenji.home()).toBe("again");
});

test("an event that fails is sent again with the same id and says that it is a retry", async () => {
  const ids: unknown[] = [];
  sandbox.connect((req, res) => {
    req.on("data", (chunk: Buffer) => ids.push((JSON.parse(String(chunk)) as { event_id: string }).event_id));
    req.on("end", () => res.writeHead(ids.length === 1 ? 500 : 200).end());
    if (ids.length === 1) expect(req.headers["x-slack-retry-reason"]).toBe("http_error");
  });
  expect((await sandbox.slack.emit({ type: "user_change" })).status).toBe(200);
  expect(ids[0]).toBe(ids[1]);
});

test("a changed account and an uninstallation are told to the bot", async () => {
  app.event(/.*/, async () => {});
  await sandbox.slack.changePerson(sandbox.as("ben").id, { deleted: true });
  expect(heard.at(-1)?.body).toMatchObject({
    event: { type: "user_change", user: { id: "U0BENOKA01", deleted: true, locale: "en-US" } },
    authorizations: [{ is_bot: true, team_id: "T0LUMEN001" }],
  });
  await sandbox.slack.uninstall();
  expect(heard.at(-1)?.body).toMatchObject({ event: { type: "app_uninstalled" } });
  await expect(app.client.auth.test()).rejects.toMatchObject({ data: { error: "account_inactive" } });
});
