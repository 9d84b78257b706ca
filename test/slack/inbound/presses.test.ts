import { describe, expect, it } from "vitest";
import { saying } from "../../../src/view/core/spans.ts";
import { eachWithBot, rig, slack, startAnew } from "../fake-slack.ts";
import { approve, form, input, press, pressInDialog, pressOnHome, refuse, submission } from "../fixtures.ts";

eachWithBot();

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

  it("by someone of another workspace, or of none, is answered kindly, and the core does not hear of it", async () => {
    const user = { id: "U8", team_id: "T8" };
    await rig.interact(pressed({ user }));
    await rig.interact(pressed({ team: null, user: { id: "U1" } }));
    expect(await slack.until("respond", 2)).toMatchObject(Array(2).fill({ text: "WORDS-stranger" }));
    expect(await (await rig.interact({ ...submission(), user })).json()).toMatchObject({
      errors: { reason: "WORDS-stranger" },
    });
    expect(await (await rig.command("status", { team_id: "T8" })).json()).toMatchObject({
      text: "WORDS-stranger",
    });
    expect(rig.app.asked).toEqual([]);
  });

  it("is answered while Slack has not said yet whose the bot is", async () => {
    slack.answers.set("auth.test", () => ({ status: 503, body: "" }));
    await startAnew({});
    slack.answers.set("auth.test", () => "hang");
    expect((await rig.interact(pressed())).status).toBe(200);
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-trouble" });
    expect(rig.app.asked).toEqual([]);
  });

  it("by a colleague from another workspace of the same organization is one of ours", async () => {
    const team = { id: "T2", enterprise_id: "E1" };
    await rig.interact(pressed({ team, user: { id: "U1", team_id: "T2" } }));
    await rig.interact({ ...submission(), team, user: { id: "U1" } });
    const caller = { account: "U1", team: "T2" };
    expect(rig.app.asked).toMatchObject([
      { what: "press", caller },
      { what: "submit", caller },
    ]);
  });

  it("whose channel is null reaches the core as well", async () => {
    expect((await rig.interact(pressed({ channel: null }))).status).toBe(200);
    expect(rig.app.asked).toMatchObject([{ caller: { account: "U1", channel: null } }]);
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

  it.each<[string, () => object, string, object]>([
    [
      "in a message beside it",
      () => pressed(),
      "respond",
      { response_type: "ephemeral", replace_original: false },
    ],
    ["on Home by direct message", pressOnHome, "chat.postMessage", { channel: "U1" }],
  ])(
    "%s is answered when the dialog came too late, and told when it was a form or the core fails",
    async (_where, payload, method, there) => {
      slack.answers.set("views.open", refuse("expired_trigger_id"));
      const again = (nth: number) => ({ ...payload(), actions: [{ ...approve, action_ts: `100.${nth}` }] });
      rig.app.reply = () => ({ kind: "show", view: saying("Not you") });
      await rig.interact(again(1));
      expect((await slack.until(method))[0]).toMatchObject({ ...there, text: "Not you" });
      rig.app.reply = () => ({ kind: "open", form });
      await rig.interact(again(2));
      expect((await slack.until(method, 2))[1]).toMatchObject({ ...there, text: "WORDS-too-late" });
      rig.app.fail = true;
      expect((await rig.interact(again(3))).status).toBe(200);
      expect((await slack.until(method, 3))[2]).toMatchObject({ ...there, text: "WORDS-trouble" });
    },
  );

  it("is answered by direct message when the address to answer to is used up", async () => {
    slack.answers.set("respond", () => ({ status: 404, body: "used_url" }));
    rig.app.reply = () => ({ kind: "show", view: saying("Done") });
    await rig.interact(pressed({ container: { type: "message", message_ts: "5.5", is_ephemeral: true } }));
    expect((await slack.until("chat.postMessage"))[0]).toMatchObject({ channel: "U1", text: "Done" });
  });

  it("that is answered by direct message too often at once keeps to Slack's limits, and the log says what was not told", async () => {
    await startAnew({ elapsed: () => 1_000 });
    rig.app.fail = true;
    for (let nth = 1; nth <= 7; nth += 1)
      await rig.interact({ ...pressOnHome(), actions: [{ ...approve, action_ts: `100.${nth}` }] });
    await expect.poll(() => rig.log.join("\n").match(/Could not tell a person/g)).toHaveLength(2);
    expect(slack.named("chat.postMessage")).toHaveLength(5);
  });

  const third = { root_view_id: "V9", previous_view_id: "V8" };
  it.each<[string, "show" | "open", () => object, string, object]>([
    [
      "that only shows replaces its content",
      "show",
      () => pressInDialog(),
      "views.update",
      { view_id: "V1" },
    ],
    [
      "that shows an outcome leaves an outcome: closing what comes next closes the forms beneath it, too",
      ...(["show", () => pressInDialog([], { clear_on_close: true }), "views.update"] as const),
      { view: { clear_on_close: true } },
    ],
    [
      "with fields puts the answer on top, so that nothing typed is lost",
      ...(["open", () => pressInDialog([input]), "views.push", { trigger_id: "trigger-2" }] as const),
    ],
    [
      "that is the third of a stack cannot add a fourth",
      ...(["open", () => pressInDialog([input], third), "views.update", { view_id: "V1" }] as const),
    ],
  ])("in a dialog %s", async (_which, kind, payload, method, call) => {
    rig.app.reply = () => (kind === "open" ? { kind, form } : { kind, view: saying("Next page") });
    await rig.interact(payload());
    expect((await slack.until(method))[0]).toMatchObject(call);
  });

  it("in a dialog that was closed meanwhile is answered nowhere else", async () => {
    slack.answers.set("views.update", refuse("not_found"));
    rig.app.reply = () => ({ kind: "show", view: saying("Next page") });
    await rig.interact(pressInDialog());
    await rig.connection.stop();
    expect([slack.named("views.update").length, slack.named("chat.postMessage")]).toEqual([1, []]);
  });
});
