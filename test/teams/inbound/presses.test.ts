import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { saying } from "../../../src/view/core/spans.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { ANA, card, IN_CHANNEL, type Json, type Rig, rig, WORDS } from "../stand-ins/fake-teams.ts";

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
const upper: Form = { ...form, ref: { form: "review", draft: 1 }, title: "Review", fields: [] };
const opens = (to = form): Json => ({ setup: { action: { do: "open", to: to.ref } } });
const submit = (once = "n1"): Json => ({
  setup: { submit: form.ref, under: [], fields: { reason: "text" }, once },
  reason: "no budget",
});
const say = (sentence: string): Reply => ({ kind: "show", view: saying(sentence) });
const show = (sentence: string): Reply => ({ kind: "show", view: card(sentence) });
/** The form as it opens with what was typed in it. */
const withTyped = async (_who: unknown, ref: unknown, values: Json): Promise<Reply> => {
  const fields = [{ ...form.fields[0], initial: String(values["reason"]) }];
  return { kind: "open", form: { ...form, ref, fields } as Form };
};
/** The core answers when the test says so. */
function waiting(bot: Rig, reply: Reply) {
  let done = () => {};
  bot.app.reply = () => new Promise((resolve) => (done = () => resolve(reply)));
  return () => done();
}

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
    const caller = { account: ANA.aadObjectId, channel: null };
    expect(app.asked[0]).toMatchObject({ what: "press", action: approve.setup.action, caller });
  });

  it("that changed something is answered with the card as it is now", async () => {
    const { app, invoke, does, sent } = await rig();
    const copies: unknown[][] = [];
    app.copy = (who, channel, message) => {
      copies.push([who.channel, channel, message]);
      return card("Approved by Ana");
    };
    const answer = await invoke(does.press(approve, { ...IN_CHANNEL, replyToId: "17" }));
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, type: CARD } });
    expect(JSON.stringify(answer.body.value)).toContain("Approved by Ana");
    expect(copies).toEqual([["19:news@thread.tacv2", "19:news@thread.tacv2", "17"]]);
    expect(app.asked).toMatchObject([{ caller: { pressed: { channel: copies[0]?.[1], message: "17" } } }]);
    expect(sent()).toEqual([]);
  });

  it("that is turned down is told in one sentence, and the card stays", async () => {
    const { app, invoke, does, sent } = await rig();
    app.reply = () => say("Only an approver decides.");
    const { body } = await invoke(does.press(approve));
    expect(body).toEqual({ statusCode: 200, type: MESSAGE, value: "Only an approver decides." });
    expect(sent()).toEqual([]);
  });

  it("in a private answer turns it into the next one, for good, and the core hears what is to be kept up to date", async () => {
    const { app, invoke, does, connector } = await rig();
    app.reply = () => ({ kind: "show", view: card("The checklist"), subject: "home:p_ana.checklist" });
    const { body } = await invoke(does.press({ setup: { action: { do: "checklist" } } }));
    expect(body).toMatchObject({ type: CARD });
    expect(JSON.stringify(body.value)).toContain("The checklist");
    await expect
      .poll(() => connector.asked)
      .toMatchObject([{ method: "PUT", path: "v3/conversations/a:chat-of-ana/activities/m-pressed" }]);
    const answered = { what: "answered", channel: "a:chat-of-ana", message: "m-pressed" };
    await expect.poll(() => app.asked.at(-1)).toMatchObject(answered);
  });

  it.each([
    ["another card comes below", "The members", 1],
    ["what it says already is not said again", "My page", 0],
  ])("on a copy in the personal chat leaves it, and %s", async (_what, sentence, posts) => {
    const { app, invoke, does, connector } = await rig();
    app.copy = () => card("My page");
    app.reply = () => show(sentence);
    const { body } = await invoke(does.press({ setup: { action: { do: "members", page: 0 } } }));
    expect(JSON.stringify(body.value)).toContain("My page");
    const below = Array(posts).fill({ method: "POST", body: { summary: sentence } });
    await expect.poll(() => connector.asked).toMatchObject(below);
  });

  it("in a channel is answered in the personal chat", async () => {
    const { app, invoke, does, sent } = await rig();
    app.copy = () => card("A Request");
    app.reply = () => ({ kind: "open", form });
    const { body } = await invoke(does.press(opens(), IN_CHANNEL));
    expect(body).toMatchObject({ type: MESSAGE, value: WORDS.answered });
    await expect.poll(() => sent("a:chat-of-29:ana")).toMatchObject([{ summary: "Deny" }]);
    expect(sent()).toHaveLength(1);
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
    const bot = await rig({ answerWithinMs: 50 });
    const { app, invoke, does, connector } = bot;
    const done = waiting(bot, show("At last"));
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
    const said = { method: "POST", body: { text: "Only an approver decides." } };
    expect(connector.asked.at(-1)).toMatchObject(said);
  });
});

/** How somebody presses a button, and the card that comes back. */
const WAYS = {
  chat: {
    press: ({ invoke, does }: Rig, data: Json) => invoke(does.press(data)),
    open: ({ invoke, does }: Rig) => invoke(does.press(opens())),
    cardIn: ({ value }: Json) => value,
  },
  dialog: {
    press: ({ invoke, does }: Rig, data: Json) => invoke(does.dialog("task/submit", data)),
    open: ({ invoke, does }: Rig) =>
      invoke(does.dialog("task/fetch", { msteams: { type: "task/fetch" }, ...opens() })),
    cardIn: (body: Json) =>
      (body as { task: { value: { card: { content: unknown } } } }).task.value.card.content,
  },
};

describe.each(["chat", "dialog"] as const)("a form in a %s", (where) => {
  const { press, open, cardIn } = WAYS[where];
  const started = (options: Parameters<typeof rig>[0] = {}) =>
    rig({ dialogs: where === "dialog", ...options });
  const read = async (answer: Promise<{ body: Json }>) => JSON.stringify(cardIn((await answer).body));

  it("opens with its buttons, which in a dialog are plain submits", async () => {
    const bot = await started();
    bot.app.reply = () => ({ kind: "open", form });
    const opened = await read(open(bot));
    expect(opened).toMatch(/Input.Text.*Deny it/);
    expect(opened.includes("Action.Execute")).toBe(where === "chat");
    expect(bot.app.asked[0]).toMatchObject({ what: "press", action: { do: "open", to: form.ref } });
  });

  it("gives way to what came of it, with buttons that work there", async () => {
    const bot = await started();
    bot.app.reply = () => show("Denied");
    expect(await read(press(bot, submit()))).toContain("Denied");
    await press(bot, { setup: { action: { do: "status" } } });
    expect(bot.app.asked.slice(0, 2)).toMatchObject([
      { what: "submit", form: form.ref, values: { reason: "no budget" } },
      { what: "press", action: { do: "status" } },
    ]);
  });

  it("sent twice in a row is done once and answered twice, and after a restart its answer stays as it is", async () => {
    const bot = await started();
    bot.app.reply = () => show("Denied");
    const [first, second] = await Promise.all([read(press(bot, submit())), read(press(bot, submit()))]);
    expect(first).toEqual(second);
    await press(bot, { ...submit(), reason: "another" });
    await press(bot, submit("n2"));
    expect(bot.app.asked.filter(({ what }) => what === "submit")).toHaveLength(3);
    bot.app.reply = () => ({ kind: "nothing", repeated: true });
    const { body } = await press(bot, submit("n3"));
    expect(body?.value).toBe(where === "chat" ? WORDS.done : undefined);
  });

  it.each([
    ["with what is wrong", { kind: "errors", errors: { reason: "Say a little more." } } as const],
    ["with a word of apology when the core fails", null],
  ])("comes back %s, and everything typed", async (_what, reply) => {
    const bot = await started();
    bot.app.fail = reply === null;
    if (reply !== null) bot.app.reply = () => reply;
    bot.app.form = withTyped as typeof bot.app.form;
    const text = await read(press(bot, submit()));
    expect(text).toContain("no budget");
    expect(text).toContain(reply?.errors.reason ?? WORDS.trouble);
    bot.app.fail = false;
    bot.app.reply = () => show("Denied");
    expect(await read(press(bot, submit()))).toContain("Denied");
  });

  it("keeps the one beneath, which Back brings again, but no sent one comes back from an outcome", async () => {
    const bot = await started();
    bot.app.reply = () => ({ kind: "stack", form: upper });
    const stacked = await read(press(bot, submit()));
    const typed: unknown[] = [];
    bot.app.form = async (_who, ref, values) => {
      typed.push([ref, values]);
      return { kind: "open", form };
    };
    const back = /\{"back":\[\{.*?\]\}/.exec(stacked)?.[0] ?? "";
    expect(await read(press(bot, { setup: JSON.parse(back) }))).toContain("Deny it");
    expect(typed).toEqual([[form.ref, { reason: "no budget" }]]);
    const [, setup = ""] = /"data":\{"setup":(\{"submit":.*?\})\}[,}]/.exec(stacked) ?? [];
    bot.app.reply = () => show("Sent");
    const outcome = await read(press(bot, { setup: JSON.parse(setup) }));
    const [, next = ""] = /"setup":(\{"action":.*?\}\})/.exec(outcome) ?? [];
    const after = await read(press(bot, { setup: JSON.parse(next) }));
    for (const text of [outcome, after]) expect(text).not.toMatch(/"back"|"under":\[\{/);
  });

  it("of another version, and data that are none, are told so", async () => {
    const bot = await started();
    for (const data of [{ setup: { submit: { form: "dance" } } }, {}, { setup: null }])
      expect(JSON.stringify((await press(bot, data)).body)).toContain(JSON.stringify(WORDS.outdated));
    expect(bot.app.asked).toEqual([]);
  });
});

describe("a form in the chat", () => {
  it("keeps everything typed beneath another but a key, which would stay in the chat", async () => {
    const { app, invoke, does, sent } = await rig();
    const key = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE";
    const fields = { domains: "text", other: "text", channel: "one" };
    const setup = { action: { do: "open", to: { form: "domain" } }, in: { form: "security" }, fields };
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

describe("a dialog", () => {
  it("says why it does not open, and closes when there is nothing to show", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => say("Only an approver decides.");
    const { body } = await invoke(does.dialog("task/fetch", opens()));
    expect(JSON.stringify(body.task.value)).toContain("Only an approver decides.");
    expect(body.task.value).toMatchObject({ width: "medium", height: "large" });
    app.reply = () => ({ kind: "nothing" });
    expect(await invoke(does.dialog("task/submit", submit()))).toEqual({ status: 200, body: null });
  });

  it("that takes longer than Teams waits is answered first, and its end comes to the personal chat", async () => {
    const bot = await rig({ dialogs: true, answerWithinMs: 50 });
    const { app, invoke, does, sent } = bot;
    const done = waiting(bot, { kind: "errors", errors: { reason: "Say a little more." } });
    app.form = async () => ({ kind: "open", form });
    const { body } = await invoke(does.dialog("task/submit", submit(), { replyToId: "m-other" }));
    expect(body).toEqual({ task: { type: "message", value: WORDS.working } });
    done();
    const later = () => JSON.stringify(sent("a:chat-of-ana"));
    await expect.poll(later).toMatch(/Say a little more.*Deny it/);
    expect(later()).toMatch(/"text":"Deny".*Action.Execute.*"back":\[\]/);
    expect(sent()).toHaveLength(1);
    app.form = () => new Promise((drawn) => setTimeout(drawn, 200, { kind: "open", form }));
    const back = { setup: { back: [{ ref: form.ref, values: {} }] } };
    for (const press of [does.dialog("task/submit", back), does.press(back)])
      expect(JSON.stringify((await invoke(press)).body)).toContain(WORDS.working);
  });
});
