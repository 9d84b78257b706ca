import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { saying } from "../../../src/view/core/saying.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { ANA, card, IN_CHANNEL, rig, WORDS } from "../stand-ins/fake-teams.ts";

const CARD = "application/vnd.microsoft.card.adaptive";
const MESSAGE = "application/vnd.microsoft.activity.message";

const approve = { setup: { action: { do: "approve", request: 3, ask: "m1" } } };
const form: Form = {
  ref: { form: "deny", request: 3 },
  title: "Deny",
  submit: "Deny it",
  close: "Cancel",
  intro: [],
  fields: [{ name: "reason", label: "Reason", kind: "text" }],
};
const submit = (once?: string) => ({
  setup: { submit: form.ref, under: [], fields: { reason: "text" }, ...(once === undefined ? {} : { once }) },
  reason: "no budget",
});
const say = (sentence: string): Reply => ({ kind: "show", view: saying(sentence) });
const show = (sentence: string): Reply => ({ kind: "show", view: card(sentence) });

describe("a press on a card", () => {
  it("reaches the core with a key that the same press repeats and another does not", async () => {
    const { app, invoke, does } = await rig();
    app.reply = () => show("Six steps");
    const press = does.press(approve);
    const [first, again] = [await invoke(press), await invoke(press)];
    expect(again).toEqual(first);
    await invoke(does.press(approve));
    await invoke({ ...press, from: { id: "29:paul", name: "Paul" } });
    expect(app.asked).toHaveLength(3);
    expect(app.asked[0]).toMatchObject({
      what: "press",
      action: { do: "approve", request: 3, ask: "m1" },
      caller: { account: ANA.aadObjectId, channel: null },
    });
  });

  it("without an id is told from the next one by its time", async () => {
    const { app, invoke, does } = await rig();
    const press = does.press(approve, { id: undefined });
    await Promise.all([invoke(press), invoke(press)]);
    await invoke({ ...press, timestamp: "2026-01-05T10:00:00Z" });
    expect(app.asked).toHaveLength(2);
  });

  it("that changed something is answered with the card as it is now", async () => {
    const { app, invoke, does, sent } = await rig();
    const copies: unknown[] = [];
    app.copy = (who, channel, message) => {
      copies.push([who.channel, channel, message]);
      return card("Approved by Ana");
    };
    const answer = await invoke(does.press(approve, { ...IN_CHANNEL, replyToId: "17" }));
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, type: CARD } });
    expect(JSON.stringify(answer.body.value)).toContain("Approved by Ana");
    expect(copies).toEqual([["19:news@thread.tacv2", "19:news@thread.tacv2", "17"]]);
    const pressed = { channel: "19:news@thread.tacv2", message: "17" };
    expect(app.asked).toMatchObject([{ caller: { pressed } }]);
    expect(sent()).toEqual([]);
  });

  it("that is turned down is told in one sentence, and the card stays", async () => {
    const { app, invoke, does, sent } = await rig();
    app.reply = () => say("Only an approver decides.");
    const { body } = await invoke(does.press(approve));
    expect(body).toEqual({ statusCode: 200, type: MESSAGE, value: "Only an approver decides." });
    expect(sent()).toEqual([]);
  });

  it("in a private answer turns it into the next one, for good", async () => {
    const { app, invoke, does, connector } = await rig();
    app.reply = () => show("Page 2");
    const { body } = await invoke(does.press({ setup: { action: { do: "members", page: 1 } } }));
    expect(body).toMatchObject({ type: CARD });
    expect(JSON.stringify(body.value)).toContain("Page 2");
    await expect
      .poll(() => connector.asked)
      .toMatchObject([{ method: "PUT", path: "v3/conversations/a:chat-of-ana/activities/m-pressed" }]);
  });

  it("on a copy in the personal chat leaves it, and the answer comes below", async () => {
    const { app, invoke, does, connector } = await rig();
    app.copy = () => card("My page");
    app.reply = () => show("The members");
    const { body } = await invoke(does.press({ setup: { action: { do: "members", page: 0 } } }));
    expect(JSON.stringify(body.value)).toContain("My page");
    await expect
      .poll(() => connector.asked)
      .toMatchObject([{ method: "POST", body: { summary: "The members" } }]);
  });

  it("on a copy that says already what the answer says has no second answer", async () => {
    const { app, invoke, does, sent } = await rig();
    app.copy = () => card("The checklist");
    app.reply = () => show("The checklist");
    const { body } = await invoke(does.press({ setup: { action: { do: "checklist" } } }));
    expect(JSON.stringify(body.value)).toContain("The checklist");
    expect(sent()).toEqual([]);
  });

  it("in a private answer that is kept up to date from then on is told to the core", async () => {
    const { app, invoke, does } = await rig();
    app.reply = () => ({ kind: "show", view: card("The checklist"), subject: "home:p_ana.checklist" });
    await invoke(does.press({ setup: { action: { do: "checklist" } } }));
    await expect
      .poll(() => app.asked.at(-1))
      .toMatchObject({ what: "answered", channel: "a:chat-of-ana", message: "m-pressed" });
  });

  it("in a channel is answered in the personal chat", async () => {
    const { app, invoke, does, sent } = await rig();
    app.copy = () => card("A Request");
    app.reply = () => ({ kind: "open", form });
    const { body } = await invoke(
      does.press({ setup: { action: { do: "open", to: form.ref } } }, IN_CHANNEL),
    );
    expect(body).toMatchObject({ type: MESSAGE, value: WORDS.answered });
    await expect.poll(() => sent("a:chat-of-29:ana")).toMatchObject([{ summary: "Deny" }]);
    expect(sent()).toHaveLength(1);
  });

  it("that opens a form is answered with it where the client has no dialogs", async () => {
    const { app, invoke, does } = await rig();
    app.reply = () => ({ kind: "open", form });
    const { body } = await invoke(does.press({ setup: { action: { do: "open", to: form.ref } } }));
    expect(JSON.stringify(body.value)).toMatch(/Input.Text.*Deny it/);
  });

  it("on a card of another version is told so", async () => {
    const { app, invoke, does } = await rig();
    for (const data of [{ setup: { action: { do: "dance" } } }, {}, { setup: null }]) {
      expect((await invoke(does.press(data))).body).toMatchObject({ type: MESSAGE, value: WORDS.outdated });
    }
    expect(app.asked).toEqual([]);
  });

  it("is told that it did not work when the core fails, and can be tried again", async () => {
    const { app, invoke, does } = await rig();
    app.fail = true;
    const press = does.press(approve);
    expect((await invoke(press)).body).toMatchObject({ type: MESSAGE, value: WORDS.trouble });
    app.fail = false;
    app.reply = () => say("Done now");
    expect((await invoke(press)).body).toMatchObject({ value: "Done now" });
  });

  it("that takes longer than Teams waits is answered first and brought to its end afterwards", async () => {
    const { app, invoke, does, connector } = await rig({ answerWithinMs: 50 });
    let done = () => {};
    app.reply = () => new Promise((resolve) => (done = () => resolve(show("At last"))));
    const press = does.press(approve);
    const answers = await Promise.all([invoke(press), invoke(press)]);
    expect(answers.map(({ body }) => body.value)).toEqual([WORDS.working, WORDS.working]);
    done();
    await expect.poll(() => connector.asked).toMatchObject([{ method: "PUT", body: { summary: "At last" } }]);
    expect((await invoke(press)).body).toMatchObject({ type: CARD });
    expect([app.asked.length, connector.asked.length]).toEqual([1, 1]);
  });

  it("by a client without Action.Execute comes as a message, and has the same effect", async () => {
    const { app, post, does, connector } = await rig();
    app.reply = () => show("Page 2");
    const press = does.message("", { text: undefined, value: approve, replyToId: "m-pressed" });
    expect((await post(press)).status).toBe(200);
    await post(press);
    expect(app.asked).toMatchObject([{ what: "press", action: { do: "approve" } }]);
    expect(connector.asked).toMatchObject([{ method: "PUT", body: { summary: "Page 2" } }]);
    app.reply = () => say("Only an approver decides.");
    await post(does.message("Approve", { value: approve }));
    expect(connector.asked.at(-1)).toMatchObject({
      method: "POST",
      body: { text: "Only an approver decides." },
    });
  });
});

describe("a form in the chat", () => {
  it("gives way to what came of it", async () => {
    const { app, invoke, does } = await rig();
    app.reply = () => show("Denied");
    const { body } = await invoke(does.press(submit()));
    expect(JSON.stringify(body.value)).toContain("Denied");
    expect(app.asked).toMatchObject([
      { what: "submit", form: { form: "deny", request: 3 }, values: { reason: "no budget" } },
    ]);
  });

  it("sent twice in a row is done once and answered twice", async () => {
    const { app, invoke, does } = await rig();
    app.reply = () => show("Denied");
    const answers = await Promise.all([invoke(does.press(submit("n1"))), invoke(does.press(submit("n1")))]);
    expect(answers[0]).toEqual(answers[1]);
    await invoke(does.press({ ...submit("n1"), reason: "another" }));
    await invoke(does.press(submit("n2")));
    expect(app.asked).toHaveLength(3);
  });

  it("comes back with what is wrong, and everything typed", async () => {
    const { app, invoke, does } = await rig();
    app.reply = () => ({ kind: "errors", errors: { reason: "Say a little more." } });
    app.form = async (_who, ref, values) => {
      const initial = String(values["reason"]);
      return {
        kind: "open",
        form: { ...form, ref, fields: [{ name: "reason", label: "Reason", kind: "text", initial }] },
      };
    };
    const { body } = await invoke(does.press(submit("n1")));
    expect(JSON.stringify(body.value)).toMatch(/no budget.*Say a little more/);
    app.reply = () => show("Denied");
    expect(JSON.stringify((await invoke(does.press(submit("n1")))).body.value)).toContain("Denied");
  });

  it("keeps the one beneath, which Back brings again", async () => {
    const { app, invoke, does } = await rig();
    const upper: Form = { ...form, ref: { form: "review", draft: 1 }, title: "Review", fields: [] };
    app.reply = () => ({ kind: "stack", form: upper });
    const { body } = await invoke(does.press(submit()));
    const back = JSON.stringify(body.value).match(/\{"back":\[.*?\]\}/)?.[0] ?? "";
    const typed: unknown[] = [];
    app.form = async (_who, ref, values) => {
      typed.push([ref, values]);
      return { kind: "open", form };
    };
    const again = await invoke(does.press({ setup: JSON.parse(back) }));
    expect(JSON.stringify(again.body.value)).toContain("Deny it");
    expect(typed).toEqual([[form.ref, { reason: "no budget" }]]);
  });

  it("keeps everything typed beneath another but a key, which would stay in the chat", async () => {
    const { app, invoke, does, sent } = await rig();
    const key = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE";
    const fields = { domains: "text", other: "text", channel: "one" };
    const open = { do: "open", to: { form: "domain" } };
    const setup = { action: open, in: { form: "security" }, fields };
    app.reply = () => ({ kind: "open", form });
    const typed = { domains: `key: ${key}`, other: "lumen.example", channel: `19:${key}@thread.tacv2` };
    const { body } = await invoke(does.press({ setup, ...typed }));
    for (const card of [body, ...sent()]) {
      expect(JSON.stringify(card)).not.toContain(`key: ${key}`);
      expect(JSON.stringify(card)).toMatch(/lumen\.example.*19:aB3d/);
    }
  });

  it("is closed by Cancel", async () => {
    const { app, invoke, does } = await rig();
    const { body } = await invoke(does.press({ setup: { back: [] } }));
    expect(JSON.stringify(body.value)).toContain(WORDS.closed);
    expect(app.asked).toEqual([]);
  });
});
