import { describe, expect, it } from "vitest";
import { saying } from "../../../src/view/core/spans.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { eachWithBot, rig, slack, startAnew } from "../fake-slack.ts";
import { form, refuse } from "../fixtures.ts";

eachWithBot();

describe("a command", () => {
  it("is answered at once, to the asker alone", async () => {
    rig.app.reply = () => ({ kind: "show", view: saying("Six steps") });
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
    const words = "invite <mailto:a@b.test|a@b.test> &lt;x&gt; <https://b.test|b.test> <!here|here>";
    await rig.command(words, { channel_id: "D1" });
    expect(rig.app.asked).toMatchObject([
      { words: "invite a@b.test <x> https://b.test <!here>", caller: { channel: null } },
    ]);
  });

  it("names whom it mentions by id and name, groups as well", async () => {
    await rig.command("invite <@U2|paul> <@U3> <!subteam^S1|@design> <!subteam^S2>");
    expect(rig.app.asked).toMatchObject([{ words: "invite <@U2|paul> <@U3> <@S1|design> <@S2|>" }]);
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

  it.each(["expired_trigger_id", "no answer"])("says so when the dialog came too late: %s", async (error) => {
    slack.answers.set("views.open", error === "no answer" ? () => "hang" : refuse(error));
    rig.app.reply = () => ({ kind: "open", form });
    await rig.command("");
    const [said] = await slack.until("respond");
    expect(said).toMatchObject({ text: "WORDS-too-late", response_type: "ephemeral" });
  });

  describe("whose form begins with people and a channel", () => {
    const prefilled: Form = {
      ...form,
      fields: [
        { name: "reason", label: "Reason", kind: "text", initial: "kept" },
        { name: "one", label: "One", kind: "person", initial: { slack: "UGONE" } },
        { name: "many", label: "Many", kind: "people", initial: [{ slack: "UGONE" }] },
        { name: "where", label: "Where", kind: "channel", initial: { slack: "CGONE" } },
      ],
    };

    it.each(["invalid_arguments", "invalid_blocks"])("opens without them after %s", async (error) => {
      slack.answers.set("views.open", (_args, nth) =>
        nth === 1 ? { body: { ok: false, error } } : { body: { ok: true } },
      );
      rig.app.reply = () => ({ kind: "open", form: prefilled });
      await rig.command("");
      const [first, second] = await slack.until("views.open", 2);
      expect(JSON.stringify(first)).toMatch(/initial_user.*initial_users.*initial_conversation/);
      expect(JSON.stringify(second)).toContain("kept");
      expect(JSON.stringify(second)).not.toMatch(/UGONE|CGONE/);
      expect(second?.["trigger_id"]).toBe("trigger-1");
    });

    it("is opened once when it is refused for something else", async () => {
      slack.answers.set("views.open", refuse("view_too_large"));
      rig.app.reply = () => ({ kind: "open", form: prefilled });
      await rig.command("");
      expect((await slack.until("respond"))[0]).toMatchObject({ text: "WORDS-trouble" });
      expect(slack.named("views.open")).toHaveLength(1);
    });
  });

  it("is never met with silence when the core fails", async () => {
    rig.app.fail = true;
    expect(await (await rig.command("")).json()).toMatchObject({ text: "WORDS-trouble" });
    expect(rig.log.join()).toContain("a bug in the core");
  });

  it("that takes longer than Slack waits is acknowledged and answered afterwards", async () => {
    await startAnew({ answerWithinMs: 100 });
    let done = (_reply: { kind: "show"; view: ReturnType<typeof saying> }) => {};
    rig.app.reply = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    const answer = await rig.command("status");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
    done({ kind: "show", view: saying("At last") });
    expect((await slack.until("respond"))[0]).toMatchObject({ text: "At last", response_type: "ephemeral" });
  });
});
