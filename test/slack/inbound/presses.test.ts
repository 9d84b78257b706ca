import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { saying } from "../../../src/view/core/saying.ts";
import { type Bot, bot, type FakeSlack, fakeSlack } from "../fake-slack.ts";
import { approve, form, input, press, pressInDialog, pressOnHome, refuse, submission } from "../fixtures.ts";

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

const pressed = (extra: object = {}) => press(`${slack.url}respond`, extra);

describe("a press", () => {
  it("reaches the core with a key that the same press repeats and another does not", async () => {
    await rig.interact(pressed());
    await rig.interact(pressed());
    await rig.interact(pressed({ actions: [{ ...approve, action_ts: "100.2" }] }));
    await rig.interact(pressed({ user: { id: "U2", team_id: "T1" } }));
    const keys = rig.app.asked.map((asked) => ("key" in asked ? asked.key : ""));
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
    expect(rig.app.asked[0]).toMatchObject({
      action: { do: "approve", request: 3, ask: "m1" },
      caller: { account: "U1", team: "T1", channel: "C1" },
    });
  });

  it("by someone of another workspace is answered kindly, and the core does not hear of it", async () => {
    const user = { id: "U8", team_id: "T8" };
    await rig.interact(pressed({ user }));
    expect(await slack.until("respond")).toMatchObject([{ text: "WORDS-stranger" }]);
    expect(await (await rig.interact({ ...submission(), user })).json()).toMatchObject({
      errors: { reason: "WORDS-stranger" },
    });
    expect(await (await rig.command("status", { team_id: "T8" })).json()).toMatchObject({
      text: "WORDS-stranger",
    });
    expect(rig.app.asked).toEqual([]);
  });

  it.each(["refused", "not answered"])(
    "is answered in time where Slack's word on whose it is is %s",
    async (how) => {
      await rig.stop();
      slack.answers.set("auth.test", () => ({ status: 503, body: "" }));
      rig = await bot(slack, { answerWithinMs: 600 });
      if (how === "not answered") slack.answers.set("auth.test", () => "hang");
      expect((await rig.interact(pressed())).status).toBe(200);
      expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-trouble" });
      expect((await rig.command("status")).status).toBe(200);
      expect(rig.app.asked).toEqual([]);
    },
  );

  it("from an app of a whole Enterprise organization says whose workspace it is", async () => {
    const grid = { team: null, enterprise: { id: "E1", name: "Acme" }, is_enterprise_install: true };
    const user = { id: "U1", team_id: "T1" };
    expect((await rig.interact(pressed({ ...grid, user, channel: null }))).status).toBe(200);
    await rig.interact({ ...submission(), ...grid, user });
    await rig.interact({ ...submission({}, "again"), ...grid, team: { id: "T2" }, user: { id: "U1" } });
    expect(rig.app.asked).toMatchObject([
      { what: "press", caller: { account: "U1", team: "T1", channel: null } },
      { what: "submit", caller: { account: "U1", team: "T1" } },
      { what: "submit", caller: { account: "U1", team: "T2" } },
    ]);
  });

  it("by somebody of no workspace is one of a stranger", async () => {
    await rig.interact(pressed({ team: null, user: { id: "U1" } }));
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-stranger" });
    expect(rig.app.asked).toEqual([]);
  });

  it("in a menu carries the chosen entry", async () => {
    const chosen = { type: "overflow", action_id: "menu:1", action_ts: "1.1" };
    const selected_option = { value: '{"do":"resend","invitation":9}' };
    await rig.interact(pressed({ actions: [{ ...chosen, selected_option }] }));
    expect(rig.app.asked).toMatchObject([{ action: { do: "resend", invitation: 9 } }]);
  });

  it("on a link only opens it", async () => {
    const answer = await rig.interact(pressed({ actions: [{ type: "button", action_id: "link:0" }] }));
    expect(answer.status).toBe(200);
    expect(rig.app.asked).toEqual([]);
  });

  it("on a button of another version is told so", async () => {
    await rig.interact(pressed({ actions: [{ ...approve, value: '{"do":"dance"}' }] }));
    expect((await slack.until("respond"))[0]).toMatchObject({
      text: "WORDS-outdated",
      replace_original: false,
    });
    expect(rig.app.asked).toEqual([]);
  });

  it("in a private message replaces it", async () => {
    rig.app.reply = () => ({ kind: "show", view: saying("Done") });
    await rig.interact(pressed({ container: { type: "message", message_ts: "5.5", is_ephemeral: true } }));
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "Done", replace_original: true });
  });

  it.each([
    ["a message that all see", () => pressed()],
    ["Home", pressOnHome],
  ])("in %s shows the answer in a dialog of its own", async (_name, payload) => {
    rig.app.reply = () => ({ kind: "show", view: saying("Not you") });
    await rig.interact(payload());
    const [call] = await slack.until("views.open");
    expect(call).toMatchObject({ trigger_id: "trigger-2", view: { title: { text: "Mistral Setup" } } });
    expect(JSON.stringify(call)).toContain("Not you");
  });

  it("in a message answers privately when the dialog came too late", async () => {
    slack.answers.set("views.open", refuse("expired_trigger_id"));
    rig.app.reply = () => ({ kind: "show", view: saying("Not you") });
    await rig.interact(pressed());
    expect((await slack.until("respond"))[0]).toMatchObject({
      text: "Not you",
      response_type: "ephemeral",
      replace_original: false,
    });
  });

  it("on Home is told by direct message when the dialog came too late", async () => {
    slack.answers.set("views.open", refuse("expired_trigger_id"));
    rig.app.reply = () => ({ kind: "open", form });
    await rig.interact(pressOnHome());
    expect((await slack.until("chat.postMessage"))[0]).toMatchObject({
      channel: "U1",
      text: "WORDS-too-late",
    });
  });

  it("on Home gets its answer by direct message when the dialog cannot open", async () => {
    slack.answers.set("views.open", refuse("expired_trigger_id"));
    rig.app.reply = () => ({ kind: "show", view: saying("Not you") });
    await rig.interact(pressOnHome());
    expect((await slack.until("chat.postMessage"))[0]).toMatchObject({ channel: "U1", text: "Not you" });
  });

  it("on Home is told by direct message when the core fails", async () => {
    rig.app.fail = true;
    await rig.interact(pressOnHome());
    expect((await slack.until("chat.postMessage"))[0]).toMatchObject({
      channel: "U1",
      text: "WORDS-trouble",
    });
  });

  it("is answered by direct message when the address to answer to is used up", async () => {
    slack.answers.set("respond", () => ({ status: 404, body: "used_url" }));
    rig.app.reply = () => ({ kind: "show", view: saying("Done") });
    await rig.interact(pressed({ container: { type: "message", message_ts: "5.5", is_ephemeral: true } }));
    expect((await slack.until("chat.postMessage"))[0]).toMatchObject({ channel: "U1", text: "Done" });
  });

  it("that is answered by direct message too often at once keeps to Slack's limits, and the log says what was not told", async () => {
    await rig.stop();
    rig = await bot(slack, { elapsed: () => 1_000 });
    rig.app.fail = true;
    for (let nth = 1; nth <= 7; nth += 1)
      await rig.interact({ ...pressOnHome(), actions: [{ ...approve, action_ts: `100.${nth}` }] });
    await expect.poll(() => rig.log.join("\n").match(/Could not tell a person/g)).toHaveLength(2);
    expect(slack.named("chat.postMessage")).toHaveLength(5);
  });

  it("in a dialog that only shows replaces its content", async () => {
    rig.app.reply = () => ({ kind: "show", view: saying("Next page") });
    await rig.interact(pressInDialog());
    expect((await slack.until("views.update"))[0]).toMatchObject({ view_id: "V1" });
  });

  it("in an outcome leaves an outcome: closing what comes next closes the forms beneath it, too", async () => {
    rig.app.reply = () => ({ kind: "show", view: saying("The checklist") });
    await rig.interact(pressInDialog([], { clear_on_close: true }));
    expect((await slack.until("views.update"))[0]).toMatchObject({ view: { clear_on_close: true } });
  });

  it("in a dialog with fields puts the answer on top, so that nothing typed is lost", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    await rig.interact(pressInDialog([input]));
    expect((await slack.until("views.push"))[0]).toMatchObject({ trigger_id: "trigger-2" });
  });

  it("in the third dialog of a stack cannot add a fourth", async () => {
    rig.app.reply = () => ({ kind: "open", form });
    await rig.interact(pressInDialog([input], { root_view_id: "V9", previous_view_id: "V8" }));
    expect((await slack.until("views.update"))[0]).toMatchObject({ view_id: "V1" });
  });

  it("is acknowledged and told when the core fails", async () => {
    rig.app.fail = true;
    expect((await rig.interact(pressed())).status).toBe(200);
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-trouble" });
  });
});
