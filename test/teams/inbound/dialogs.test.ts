import { describe, expect, it } from "vitest";
import { saying } from "../../../src/view/core/saying.ts";
import type { Form } from "../../../src/view/core/view.ts";
import { card, rig, WORDS } from "../stand-ins/fake-teams.ts";

const form: Form = {
  ref: { form: "deny", request: 3 },
  title: "Deny",
  submit: "Deny it",
  close: "Cancel",
  intro: [],
  fields: [{ name: "reason", label: "Reason", kind: "text" }],
};
const upper: Form = { ...form, ref: { form: "review", draft: 1 }, title: "Review", fields: [] };
const open = { msteams: { type: "task/fetch" }, setup: { action: { do: "open", to: form.ref } } };
const submit = (once = "n1") => ({
  setup: { submit: form.ref, under: [], fields: { reason: "text" }, once },
  reason: "no budget",
});

type Task = { type: string; value: { title: string; card: { contentType: string; content: unknown } } };
const textOf = (task: Task): string => JSON.stringify(task.value.card.content);

/** Every action that a dialog shows is a plain submit: Teams knows no other there. */
const types = (task: Task): string[] =>
  [...textOf(task).matchAll(/"type":"(Action\.\w+)"/g)].map(([, type = ""]) => type);

describe("a dialog", () => {
  it("opens with the form", async () => {
    const { app, invoke, does, sent } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "open", form });
    const { status, body } = await invoke(does.dialog("task/fetch", open));
    expect(status).toBe(200);
    expect(body.task).toMatchObject({
      type: "continue",
      value: {
        title: "Deny",
        width: "medium",
        card: { contentType: "application/vnd.microsoft.card.adaptive" },
      },
    });
    expect(textOf(body.task)).toMatch(/Input.Text.*Deny it/);
    expect(types(body.task)).toEqual(["Action.Submit"]);
    expect(app.asked).toMatchObject([{ what: "press", action: { do: "open", to: form.ref } }]);
    expect(sent()).toEqual([]);
  });

  it("is asked for again with a right to open again", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "open", form });
    const fetch = does.dialog("task/fetch", open);
    for (let n = 0; n < 2; n += 1) expect((await invoke(fetch)).body.task.value.title).toBe("Deny");
  });

  it("says why it does not open", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "show", view: saying("Only an approver decides.") });
    const { body } = await invoke(does.dialog("task/fetch", open));
    expect(textOf(body.task)).toContain("Only an approver decides.");
  });

  it("shows what came of a submission, with buttons that work there", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "show", view: card("Denied") });
    const { body } = await invoke(does.dialog("task/submit", submit()));
    expect(textOf(body.task)).toContain("Denied");
    expect(types(body.task)).toEqual(["Action.Submit"]);
    await invoke(does.dialog("task/submit", { setup: { action: { do: "status" } } }));
    expect(app.asked).toMatchObject([
      { what: "submit", form: form.ref, values: { reason: "no budget" } },
      { what: "press", action: { do: "status" } },
    ]);
  });

  it("closes when there is nothing to show", async () => {
    const { invoke, does } = await rig({ dialogs: true });
    expect(await invoke(does.dialog("task/submit", submit()))).toEqual({ status: 200, body: null });
  });

  it("stays with what is wrong and everything typed", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "errors", errors: { reason: "Say a little more." } });
    app.form = async (_who, _ref, values) => {
      const initial = String(values["reason"]);
      return {
        kind: "open",
        form: { ...form, fields: [{ name: "reason", label: "Reason", kind: "text", initial }] },
      };
    };
    const { body } = await invoke(does.dialog("task/submit", submit()));
    expect(textOf(body.task)).toMatch(/no budget.*Say a little more/);
  });

  it("stays with everything typed also when the core fails", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.fail = true;
    app.form = async () => ({ kind: "open", form });
    const { body } = await invoke(does.dialog("task/submit", submit()));
    expect(textOf(body.task)).toContain(WORDS.trouble);
    expect(textOf(body.task)).toContain("Deny it");
  });

  it("keeps the one beneath, which Back brings again", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "stack", form: upper });
    const { body } = await invoke(does.dialog("task/submit", submit()));
    expect(body.task.value.title).toBe("Review");
    const back = JSON.parse(/\{"back":\[.*?\]\}/.exec(textOf(body.task))?.[0] ?? "");
    app.form = async () => ({ kind: "open", form });
    const again = await invoke(does.dialog("task/submit", { setup: back }));
    expect(again.body.task.value.title).toBe("Deny");
  });

  it("brings no sent form back from an outcome, nor from what follows it", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "stack", form: upper });
    const stacked = await invoke(does.dialog("task/submit", submit()));
    const [, setup = ""] = /"data":\{"setup":(\{"submit":.*?\})\}[,}]/.exec(textOf(stacked.body.task)) ?? [];
    app.reply = () => ({ kind: "show", view: card("Sent") });
    const outcome = await invoke(does.dialog("task/submit", { setup: JSON.parse(setup) }));
    expect(textOf(outcome.body.task)).toContain("Sent");
    const [, next = ""] = /"setup":(\{"action":.*?\}\})/.exec(textOf(outcome.body.task)) ?? [];
    const after = await invoke(does.dialog("task/submit", { setup: JSON.parse(next) }));
    for (const { body } of [outcome, after]) expect(textOf(body.task)).not.toMatch(/"back"|"under":\[\{/);
  });

  it("sent twice in a row is done once and answered twice", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    app.reply = () => ({ kind: "show", view: card("Denied") });
    const sends = [
      invoke(does.dialog("task/submit", submit())),
      invoke(does.dialog("task/submit", submit())),
    ];
    const answers = await Promise.all(sends);
    expect(answers.map(({ body }) => textOf(body.task))).toEqual([expect.any(String), expect.any(String)]);
    await invoke(does.dialog("task/submit", submit("n2")));
    expect(app.asked).toHaveLength(2);
  });

  it("of another version says so", async () => {
    const { app, invoke, does } = await rig({ dialogs: true });
    const { body } = await invoke(does.dialog("task/submit", { setup: { submit: { form: "dance" } } }));
    expect(textOf(body.task)).toContain(WORDS.outdated);
    expect(app.asked).toEqual([]);
  });

  it("that takes longer than Teams waits is answered first, and its end comes to the personal chat", async () => {
    const { app, invoke, does, sent } = await rig({ dialogs: true, answerWithinMs: 50 });
    let done = () => {};
    app.reply = () =>
      new Promise((resolve) => {
        done = () => resolve({ kind: "errors", errors: { reason: "Say a little more." } });
      });
    app.form = async () => ({ kind: "open", form });
    const { body } = await invoke(does.dialog("task/submit", submit(), { replyToId: "m-other" }));
    expect(body).toEqual({ task: { type: "message", value: WORDS.working } });
    done();
    await expect.poll(() => JSON.stringify(sent("a:chat-of-ana"))).toMatch(/Say a little more.*Deny it/);
    expect(sent()).toHaveLength(1);
  });
});
