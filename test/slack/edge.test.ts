import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Form } from "../../src/view/view.ts";
import { type Bot, bot, type FakeSlack, fakeSlack, says } from "./fake-slack.ts";

let slack: FakeSlack;
let rig: Bot;
beforeEach(async () => {
  slack = await fakeSlack();
  rig = await bot(slack);
});
afterEach(async () => {
  await rig.stop();
  await slack.close();
});

const refuse = (error: string) => () => ({ body: { ok: false, error } });
const form: Form = {
  ref: { form: "deny", request: 3 },
  title: "Deny",
  submit: "Deny",
  close: "Cancel",
  intro: [],
  fields: [{ name: "reason", label: "Reason", kind: "text" }],
};

const approve = {
  type: "button",
  action_id: "approve:0",
  action_ts: "100.1",
  value: '{"do":"approve","request":3}',
};
const press = (extra: object = {}) => ({
  type: "block_actions",
  user: { id: "U1", team_id: "T1" },
  team: { id: "T1" },
  trigger_id: "trigger-2",
  response_url: `${slack.url}respond`,
  channel: { id: "C1" },
  container: { type: "message", message_ts: "5.5", channel_id: "C1", is_ephemeral: false },
  actions: [approve],
  ...extra,
});
const input = { type: "input", block_id: "reason" };
const modal = (blocks: object[] = [], extra: object = {}) =>
  press({
    response_url: undefined,
    channel: undefined,
    container: { type: "view", view_id: "V1" },
    view: { id: "V1", type: "modal", root_view_id: "V1", previous_view_id: null, blocks, ...extra },
  });
const home = () =>
  press({
    response_url: undefined,
    channel: undefined,
    container: { type: "view", view_id: "V0" },
    view: { id: "V0", type: "home", blocks: [] },
  });
const submission = (view: object = {}, reason = "no budget") => ({
  type: "view_submission",
  user: { id: "U1", team_id: "T1" },
  team: { id: "T1" },
  trigger_id: "trigger-3",
  view: {
    id: "V1",
    type: "modal",
    hash: "h1",
    callback_id: "deny",
    private_metadata: '{"form":"deny","request":3}',
    root_view_id: "V1",
    previous_view_id: null,
    blocks: [input],
    state: { values: { reason: { value: { type: "plain_text_input", value: reason } } } },
    ...view,
  },
});

describe("a command", () => {
  it("is answered at once, to the asker alone", async () => {
    rig.app.reply = () => ({ kind: "show", view: says("Six steps") });
    const answer = await rig.command("status");
    expect(await answer.json()).toMatchObject({
      response_type: "ephemeral",
      text: "Six steps",
      blocks: [{}],
    });
    expect(rig.app.asked).toEqual([
      {
        what: "command",
        caller: { platform: "slack", account: "U1", team: "T1", channel: "C1" },
        words: "status",
        key: "slack:command:trigger-1",
      },
    ]);
  });

  it("reaches the core as it was typed", async () => {
    await rig.command("invite <mailto:a@b.test|a@b.test> &lt;x&gt; <@U2|paul>", { channel_id: "D1" });
    expect(rig.app.asked).toMatchObject([{ words: "invite a@b.test <x> <@U2>", caller: { channel: null } }]);
  });

  it("under another name of ours works too", async () => {
    await rig.command("help", { command: "/mistral-setup-dev" });
    expect(rig.app.asked).toHaveLength(1);
  });

  it("opens a dialog", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    expect(await (await rig.command("")).text()).toBe("");
    const [call] = await slack.until("views.open");
    expect(call).toMatchObject({
      trigger_id: "trigger-1",
      view: { callback_id: "deny", private_metadata: '{"form":"deny","request":3}' },
      authorization: "Bearer xoxb-1-secret",
    });
  });

  it.each(["expired_trigger_id", "exchanged_trigger_id"])(
    "says so when the dialog came too late: %s",
    async (error) => {
      slack.answers.set("views.open", refuse(error));
      rig.app.reply = () => ({ kind: "open", form });
      await rig.command("");
      const [said] = await slack.until("respond");
      expect(said).toMatchObject({ text: "WORDS-too-late", response_type: "ephemeral" });
    },
  );

  it("says so when Slack does not answer in time", async () => {
    slack.answers.set("views.open", () => "hang");
    rig.app.reply = () => ({ kind: "open", form });
    await rig.command("");
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-too-late" });
  });

  it("is never met with silence when the core fails", async () => {
    rig.app.fail = true;
    expect(await (await rig.command("")).json()).toMatchObject({ text: "WORDS-trouble" });
    expect(rig.log.join()).toContain("a bug in the core");
  });

  it("that takes longer than Slack waits is acknowledged and answered afterwards", async () => {
    let done = (_reply: { kind: "show"; view: ReturnType<typeof says> }) => {};
    rig.app.reply = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    const answer = await rig.command("status");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
    done({ kind: "show", view: says("At last") });
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "At last", response_type: "ephemeral" });
  });
});

describe("a press", () => {
  it("reaches the core with a key that the same press repeats and another does not", async () => {
    await rig.interact(press());
    await rig.interact(press());
    await rig.interact(press({ actions: [{ ...approve, action_ts: "100.2" }] }));
    await rig.interact(press({ user: { id: "U2", team_id: "T1" } }));
    const keys = rig.app.asked.map((asked) => ("key" in asked ? asked.key : ""));
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
    expect(rig.app.asked[0]).toMatchObject({
      action: { do: "approve", request: 3 },
      caller: { account: "U1", team: "T1", channel: "C1" },
    });
  });

  it("by someone of another workspace says which one", async () => {
    await rig.interact(press({ user: { id: "U8", team_id: "T8" } }));
    expect(rig.app.asked).toMatchObject([{ caller: { account: "U8", team: "T8" } }]);
  });

  it("in a menu carries the chosen entry", async () => {
    const chosen = { type: "overflow", action_id: "menu:1", action_ts: "1.1" };
    const selected_option = { value: '{"do":"resend","invitation":9}' };
    await rig.interact(press({ actions: [{ ...chosen, selected_option }] }));
    expect(rig.app.asked).toMatchObject([{ action: { do: "resend", invitation: 9 } }]);
  });

  it("on a link only opens it", async () => {
    const answer = await rig.interact(press({ actions: [{ type: "button", action_id: "link:0" }] }));
    expect(answer.status).toBe(200);
    expect(rig.app.asked).toEqual([]);
  });

  it("on a button of another version is told so", async () => {
    await rig.interact(press({ actions: [{ ...approve, value: '{"do":"dance"}' }] }));
    expect((await slack.until("respond"))[0]).toMatchObject({
      text: "WORDS-outdated",
      replace_original: false,
    });
    expect(rig.app.asked).toEqual([]);
  });

  it("in a private message replaces it", async () => {
    rig.app.reply = () => ({ kind: "show", view: says("Done") });
    await rig.interact(press({ container: { type: "message", message_ts: "5.5", is_ephemeral: true } }));
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "Done", replace_original: true });
  });

  it.each([
    ["a message that all see", press],
    ["Home", home],
  ])("in %s shows the answer in a dialog of its own", async (_name, payload) => {
    rig.app.reply = () => ({ kind: "show", view: says("Not you") });
    await rig.interact(payload());
    const [call] = await slack.until("views.open");
    expect(call).toMatchObject({ trigger_id: "trigger-2", view: { title: { text: "Mistral Setup" } } });
    expect(JSON.stringify(call)).toContain("Not you");
  });

  it("in a message answers privately when the dialog came too late", async () => {
    slack.answers.set("views.open", refuse("expired_trigger_id"));
    rig.app.reply = () => ({ kind: "show", view: says("Not you") });
    await rig.interact(press());
    expect((await slack.until("respond"))[0]).toMatchObject({
      text: "Not you",
      response_type: "ephemeral",
      replace_original: false,
    });
  });

  it("on Home is told by direct message when the dialog came too late", async () => {
    slack.answers.set("views.open", refuse("expired_trigger_id"));
    rig.app.reply = () => ({ kind: "open", form });
    await rig.interact(home());
    expect((await slack.until("chat.postMessage"))[0]).toMatchObject({
      channel: "U1",
      text: "WORDS-too-late",
    });
  });

  it("in a dialog that only shows replaces its content", async () => {
    rig.app.reply = () => ({ kind: "show", view: says("Next page") });
    await rig.interact(modal());
    expect((await slack.until("views.update"))[0]).toMatchObject({ view_id: "V1" });
  });

  it("in a dialog with fields puts the answer on top, so that nothing typed is lost", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    await rig.interact(modal([input]));
    expect((await slack.until("views.push"))[0]).toMatchObject({ trigger_id: "trigger-2" });
  });

  it("in the third dialog of a stack cannot add a fourth", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    await rig.interact(modal([input], { root_view_id: "V9", previous_view_id: "V8" }));
    expect((await slack.until("views.update"))[0]).toMatchObject({ view_id: "V1" });
  });

  it("is acknowledged and told when the core fails", async () => {
    rig.app.fail = true;
    expect((await rig.interact(press())).status).toBe(200);
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-trouble" });
  });
});

describe("a submission", () => {
  const answer = async (payload: object) => {
    const response = await rig.interact(payload);
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };

  it("reaches the core with its form and values, and closes the dialog", async () => {
    expect(await answer(submission())).toEqual({ status: 200, body: { response_action: "clear" } });
    expect(rig.app.asked).toMatchObject([
      { what: "submit", form: { form: "deny", request: 3 }, values: { reason: "no budget" } },
    ]);
  });

  it("has the same key only while its values are the same", async () => {
    await answer(submission());
    await answer(submission());
    await answer(submission({}, "corrected"));
    const keys = rig.app.asked.map((asked) => ("key" in asked ? asked.key : ""));
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("shows errors at their fields, and those without a field at the first", async () => {
    rig.app.reply = () => ({ kind: "errors", errors: { reason: "Too short.", ghost: "And wrong." } });
    expect((await answer(submission())).body).toEqual({
      response_action: "errors",
      errors: { reason: "Too short. And wrong." },
    });
  });

  it("goes on to the next dialog in place, or on top", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    expect((await answer(submission())).body).toMatchObject({ response_action: "update" });
    rig.app.reply = () => ({ kind: "stack", form });
    expect((await answer(submission())).body).toMatchObject({
      response_action: "push",
      view: { callback_id: "deny" },
    });
    const third = submission({ root_view_id: "V9", previous_view_id: "V8" });
    expect((await answer(third)).body).toMatchObject({ response_action: "update" });
  });

  it("shows an outcome in place of the dialog", async () => {
    rig.app.reply = () => ({ kind: "show", view: says("Denied") });
    const { body } = await answer(submission());
    expect(body).toMatchObject({ response_action: "update", view: { type: "modal" } });
    expect(JSON.stringify(body)).toContain("Denied");
  });

  it("keeps what was typed when the core fails", async () => {
    rig.app.fail = true;
    expect((await answer(submission())).body).toEqual({
      response_action: "errors",
      errors: { reason: "WORDS-trouble" },
    });
  });

  it.each([[{ private_metadata: "{}" }], [{ private_metadata: "" }], [{ callback_id: "invite" }]])(
    "of another version is told so: %j",
    async (view) => {
      expect(JSON.stringify((await answer(submission(view))).body)).toContain("WORDS-outdated");
      expect(rig.app.asked).toEqual([]);
    },
  );

  it("that takes longer than Slack waits shows that it works, then the outcome", async () => {
    let done = (_reply: { kind: "show"; view: ReturnType<typeof says> }) => {};
    rig.app.reply = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    expect(JSON.stringify((await answer(submission())).body)).toContain("WORDS-working");
    done({ kind: "show", view: says("At last") });
    const [call] = await slack.until("views.update");
    expect(call).toMatchObject({ view_id: "V1" });
    expect(JSON.stringify(call)).toContain("At last");
  });
});

describe("an event", () => {
  it("that Home was opened reaches the core", async () => {
    await rig.event({ type: "app_home_opened", user: "U1", tab: "home" });
    await rig.event({ type: "app_home_opened", user: "U1", tab: "messages" });
    expect(rig.app.asked).toEqual([
      {
        what: "home",
        caller: { platform: "slack", account: "U1", team: "T1", channel: null },
        key: "slack:event:Ev1",
      },
    ]);
  });

  it("is acknowledged only when the core is through, so that Slack repeats what failed", async () => {
    rig.app.fail = true;
    expect((await rig.event({ type: "app_home_opened", user: "U1", tab: "home" })).status).toBe(500);
    rig.app.fail = false;
    expect((await rig.event({ type: "app_home_opened", user: "U1", tab: "home" })).status).toBe(200);
  });

  it("that an account changed tells who it is now", async () => {
    const user = { id: "U5", team_id: "T1", name: "eve", locale: "en-GB", deleted: true };
    await rig.event({ type: "user_change", user });
    expect(rig.app.asked).toMatchObject([{ what: "changed", account: { id: "U5", standing: "gone" } }]);
  });

  it("about an account without a language asks for it rather than guess", async () => {
    slack.answers.set("users.info", () => ({
      body: { ok: true, user: { id: "U5", team_id: "T1", locale: "fr-FR" } },
    }));
    await rig.event({ type: "user_change", user: { id: "U5", team_id: "T1" } });
    expect(rig.app.asked).toMatchObject([{ account: { locale: "fr-FR" } }]);
  });

  it("that the bot was removed stops it", async () => {
    expect(rig.connection.healthy()).toBe(true);
    await rig.event({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } });
    expect(rig.connection.healthy()).toBe(true);
    await rig.event({ type: "app_uninstalled" }, "Ev2");
    expect(rig.app.asked).toEqual([{ what: "disconnected", platform: "slack" }]);
    expect(rig.connection.healthy()).toBe(false);
  });
});
