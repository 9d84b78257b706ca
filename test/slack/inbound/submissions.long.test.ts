import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { saying } from "../../../src/view/core/spans.ts";
import { eachWithBot, rig, slack, startAnew, WORDS } from "../fake-slack.ts";
import { form, refuse, submission } from "../fixtures.ts";

eachWithBot({ answerWithinMs: 500 });

describe("a submission", () => {
  const answer = async (payload: object) => {
    const response = await rig.interact(payload);
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };

  it("reaches the core with its form and values, and closes the dialog; its key is the same while its values are", async () => {
    for (const reason of ["no budget", "no budget", "corrected"])
      expect(await answer(submission({}, reason))).toEqual({
        status: 200,
        body: { response_action: "clear" },
      });
    expect(rig.app.asked[0]).toMatchObject({
      ...{ what: "submit", form: { form: "deny", request: 3 }, values: { reason: "no budget" } },
    });
    const [first, again, corrected] = rig.app.asked.map((asked) => ("key" in asked ? asked.key : ""));
    expect([again === first, corrected === first]).toEqual([true, false]);
  });

  it("shows errors at their fields, and those without a field at the first", async () => {
    rig.app.reply = () => ({ kind: "errors", errors: { reason: "Too short.", ghost: "And wrong." } });
    expect((await answer(submission())).body).toEqual({
      response_action: "errors",
      errors: { reason: "Too short. And wrong." },
    });
  });

  it("that changes the person's language has its answer closed in the new one, late or not", async () => {
    await startAnew({
      answerWithinMs: 500,
      words: (lang: string) => (lang === "fr" ? { ...WORDS, close: "Fermer" } : WORDS),
    });
    const closed = { view: { close: { text: "Fermer" } } };
    const reply: Reply = { kind: "show", view: saying("C’est noté.", "fr") };
    rig.app.reply = () => reply;
    expect((await answer(submission())).body).toMatchObject(closed);
    let decide = (_: Reply): void => {};
    rig.app.reply = () => new Promise((resolve) => (decide = resolve));
    await answer(submission({}, "later"));
    decide(reply);
    expect((await slack.until("views.update"))[0]).toMatchObject(closed);
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
    rig.app.reply = () => ({ kind: "show", view: saying("Denied") });
    const { body } = await answer(submission());
    expect(body).toMatchObject({ response_action: "update", view: { type: "modal", clear_on_close: true } });
    expect(JSON.stringify(body)).toContain("Denied");
  });

  it("of a form that took the place of an outcome is not followed by what lay beneath", async () => {
    for (const kind of ["open", "stack"] as const) {
      rig.app.reply = () => ({ kind, form });
      const last = { root_view_id: "V9", previous_view_id: "V8", clear_on_close: true };
      const { body } = await answer(submission(last));
      expect(body).toMatchObject({ response_action: "update", view: { clear_on_close: true } });
    }
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

  describe("that takes longer than Slack waits", () => {
    let waiting: ((reply: Reply) => void)[] = [];
    const done = (reply: Reply) => {
      for (const each of waiting) each(reply);
    };
    beforeEach(() => {
      waiting = [];
      rig.app.reply = () => new Promise((resolve) => waiting.push(resolve));
    });
    const working = { response_action: "errors", errors: { reason: "WORDS-working" } };

    it("keeps what was typed and says that it works, then shows the outcome", async () => {
      expect((await answer(submission())).body).toEqual(working);
      done({ kind: "show", view: saying("At last") });
      const [call] = await slack.until("views.update");
      expect(call).toMatchObject({ view_id: "V1", view: { clear_on_close: true } });
      expect(JSON.stringify(call)).toContain("At last");
    });

    it("and is refused leaves the dialog with everything typed, and says beside it what is wrong", async () => {
      await answer(submission());
      done({ kind: "errors", errors: { reason: "Too short." } });
      expect((await slack.until("chat.postMessage"))[0]).toMatchObject({ channel: "U1", text: "Too short." });
      expect(slack.named("views.update")).toEqual([]);
    });

    it("and has nothing to show says that it went through", async () => {
      await answer(submission());
      done({ kind: "nothing" });
      expect(JSON.stringify(await slack.until("views.update"))).toContain("WORDS-done");
    });

    it("goes on to the next form", async () => {
      await answer(submission());
      done({ kind: "stack", form });
      expect((await slack.until("views.update"))[0]).toMatchObject({ view: { callback_id: "deny" } });
    });

    it("is one question however often it is sent, and its last sender gets the answer", async () => {
      expect((await answer(submission())).body).toEqual(working);
      const language = vi.spyOn(rig.app, "language");
      const second = answer(submission());
      await expect.poll(() => language.mock.calls.length).toBe(1);
      done({ kind: "show", view: saying("At last") });
      expect((await second).body).toMatchObject({ response_action: "update" });
      expect(rig.app.asked).toHaveLength(1);
      await rig.connection.stop();
      expect(slack.named("views.update")).toEqual([]);
    });

    it("and is still worked on when it is sent again is shown once", async () => {
      for (const _time of [1, 2]) expect((await answer(submission())).body).toEqual(working);
      done({ kind: "show", view: saying("At last") });
      await slack.until("views.update");
      await rig.connection.stop();
      expect(slack.named("views.update")).toHaveLength(1);
    });

    it("and was closed meanwhile is answered by direct message", async () => {
      slack.answers.set("views.update", refuse("not_found"));
      await answer(submission());
      done({ kind: "show", view: saying("At last") });
      expect((await slack.until("chat.postMessage"))[0]).toMatchObject({ channel: "U1", text: "At last" });
    });
  });
});
