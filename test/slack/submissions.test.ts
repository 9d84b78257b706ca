import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bot, bot, type FakeSlack, fakeSlack, says } from "./fake-slack.ts";
import { form, submission } from "./fixtures.ts";

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
    expect(body).toMatchObject({ response_action: "update", view: { type: "modal", clear_on_close: true } });
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
