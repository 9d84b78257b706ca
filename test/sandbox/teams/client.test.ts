import { text as readAll } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { actionsOf, cardsFor } from "../../../src/sandbox/teams/card-parts.ts";
import { BOT, TEAM, TENANT } from "../../../src/sandbox/teams/company.ts";
import { dialogOf } from "../../../src/sandbox/teams/state.ts";
import { must } from "../../support/must.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { startSandbox } from "../../support/servers/slack.ts";

type Activity = Record<string, unknown>;
type Reply = { status?: number; body?: unknown } | "hang";

let sandbox: TestSandbox;
let heard: Activity[];
let reply: (activity: Activity) => Reply;

const CARD = "application/vnd.microsoft.card.adaptive";
const client = () => sandbox.teams.client;
const state = () => sandbox.teams.state();
const person = (first: string) => must(state().people.find(({ name }) => name.startsWith(first)));
const personal = (first: string) =>
  must(state().conversations.find((each) => each.kind === "personal" && each.members[0] === person(first).id))
    .id;
const channel = (name: string) => must(state().conversations.find((each) => each.name === name)).id;

const card = (...parts: unknown[]) => ({
  type: "AdaptiveCard",
  version: "1.5",
  body: parts.filter((part) => !isAction(part)),
  actions: parts.filter(isAction),
});
const isAction = (part: unknown): boolean => (part as { type: string }).type.startsWith("Action.");
const name = { type: "Input.Text", id: "name", isRequired: true, errorMessage: "A name, please." };
const execute = { type: "Action.Execute", title: "Do", verb: "do", data: { setup: { action: "x" } } };
const submit = { type: "Action.Submit", title: "Send", data: { setup: { submit: "y" } } };
const fetchTask = {
  type: "Action.Submit",
  title: "Open",
  data: { msteams: { type: "task/fetch" }, setup: 1 },
};

async function post(conversation: string, content: unknown): Promise<string> {
  const path = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
  const body = { type: "message", attachments: [{ contentType: CARD, content }] };
  const response = await fetch(`${sandbox.teamsServiceUrl()}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return ((await response.json()) as { id: string }).id;
}

/** Presses what carries this label, on a card that the bot has just posted. */
async function press(content: ReturnType<typeof card>, label: string, values = {}, chat = personal("Ana")) {
  const message = await post(chat, content);
  const action = must(actionsOf(content as never).find(({ title }) => title === label));
  return client().press(person("Ana").id, chat, message, { action, values });
}

const shown = () => cardsFor(state(), must(state().messages.at(-1)), person("Ana").id)[0];
const answers = (type: string, value: unknown, statusCode = 200): Reply => ({
  body: { statusCode, type, value },
});
const opens = (content: unknown, more: object = {}): Reply => ({
  body: {
    task: { type: "continue", value: { title: "Form", card: { contentType: CARD, content }, ...more } },
  },
});

async function restart(teams: { invokeMs?: number } = {}): Promise<void> {
  sandbox = await startSandbox({ teams, readFrench: ["chloe"] });
  sandbox.connect(async (req, res) => {
    const activity = JSON.parse(await readAll(req)) as Activity;
    heard.push(activity);
    const answer = reply(activity);
    if (answer === "hang") return;
    res.writeHead(answer.status ?? 200, { "content-type": "application/json" });
    res.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
  });
}

beforeEach(async () => {
  heard = [];
  reply = () => ({});
  await restart();
});
afterEach(() => sandbox.stop());

describe("what a person writes", () => {
  test("comes to the bot as Teams sends it", async () => {
    expect(await client().say(person("Chlo").id, personal("Chlo"), "status")).toEqual({ ok: true });
    const [activity] = heard;
    expect(activity).toMatchObject({
      type: "message",
      id: state().messages[0]?.id,
      channelId: "msteams",
      serviceUrl: sandbox.teamsServiceUrl(),
      text: "status",
      textFormat: "plain",
      from: {
        id: expect.stringMatching(/^29:/),
        name: "Chloé Martin",
        aadObjectId: person("Chlo").aadObjectId,
      },
      recipient: { id: BOT.id, name: "Mistral Setup" },
      conversation: { conversationType: "personal", tenantId: TENANT, id: personal("Chlo") },
      entities: [
        { type: "clientInfo", locale: "fr-FR", country: "FR", platform: "Web", timezone: "Europe/Paris" },
      ],
      channelData: { tenant: { id: TENANT } },
      locale: "fr-FR",
      localTimezone: "Europe/Paris",
      localTimestamp: expect.stringMatching(/\+0[12]:00$/),
    });
  });

  test("comes from a channel only when the bot is mentioned, with the thread", async () => {
    const ana = person("Ana").id;
    await client().say(ana, channel("mistral"), "just us");
    expect(heard).toEqual([]);
    await client().say(ana, channel("mistral"), `@${BOT.name} status`);
    const root = must(state().messages.at(-1)).id;
    expect(heard[0]).toMatchObject({
      text: "<at>Mistral Setup</at> status\n",
      entities: [{ type: "mention", mentioned: { id: BOT.id } }, { type: "clientInfo" }],
      conversation: {
        conversationType: "channel",
        isGroup: true,
        id: `${channel("mistral")};messageid=${root}`,
      },
      channelData: { team: { id: TEAM.id }, channel: { id: channel("mistral") } },
    });
    await client().say(ana, channel("mistral"), `@${BOT.name} help`, root);
    expect(heard[1]).toMatchObject({ conversation: { id: `${channel("mistral")};messageid=${root}` } });
  });

  test("goes nowhere without the app", async () => {
    expect(await client().say(person("Kenji").id, personal("Kenji"), "hello")).toMatchObject({ ok: false });
    expect(await client().say(person("Kenji").id, channel("mistral"), "hello")).toMatchObject({ ok: false });
    expect(heard).toEqual([]);
  });
});

describe("a press", () => {
  test("of Action.Execute says what was pressed and entered; the card in the answer is for who pressed", async () => {
    reply = () => answers(CARD, card({ type: "TextBlock", text: "done" }));
    expect(await press(card(name, execute), "Do", { name: "Ana" })).toEqual({ ok: true });
    const message = must(state().messages[0]);
    expect(heard).toMatchObject([
      {
        type: "invoke",
        name: "adaptiveCard/action",
        replyToId: message.id,
        value: {
          action: {
            type: "Action.Execute",
            title: "Do",
            verb: "do",
            data: { setup: { action: "x" }, name: "Ana" },
          },
          trigger: "manual",
        },
        channelData: { source: { name: "message" }, tenant: { id: TENANT } },
      },
    ]);
    expect(JSON.stringify(shown())).toContain("done");
    expect(JSON.stringify(cardsFor(state(), message, person("Ben").id))).not.toContain("done");
  });

  test("of a message that was edited since shows what everybody sees", async () => {
    reply = () => answers(CARD, card({ type: "TextBlock", text: "mine" }));
    await press(card(execute), "Do");
    const { id } = must(state().messages[0]);
    const path = `v3/conversations/${encodeURIComponent(personal("Ana"))}/activities/${id}`;
    const content = card({ type: "TextBlock", text: "ours" });
    const body = JSON.stringify({ type: "message", attachments: [{ contentType: CARD, content }] });
    await fetch(`${sandbox.teamsServiceUrl()}${path}`, { method: "PUT", body });
    expect(JSON.stringify(shown())).toContain("ours");
  });

  test("can be answered with a sentence or with an error, and the card stays", async () => {
    reply = () => answers("application/vnd.microsoft.activity.message", "Not yet.");
    expect(await press(card(execute), "Do")).toEqual({ ok: true, notice: "Not yet." });
    reply = () => answers("application/vnd.microsoft.error", { code: "no", message: "No." }, 400);
    expect(await press(card(execute), "Do")).toEqual({ ok: false, error: "No." });
    expect(actionsOf(must(shown()))).toHaveLength(1);
  });

  test.each<[string, Reply]>([
    ["a card that is not in order", answers(CARD, { type: "AdaptiveCard", version: "9" })],
    ["an unknown type", answers("text/plain", "a")],
    ["no text", answers("application/vnd.microsoft.activity.message", {})],
  ])("answered with %s is an error to the person and known to the sandbox", async (_, answer) => {
    reply = () => answer;
    expect(await press(card(execute), "Do")).toMatchObject({ ok: false });
    expect(sandbox.teams.refusals()).toHaveLength(1);
  });

  test("that is not answered in time is sent again, the same", async () => {
    await sandbox.stop();
    await restart({ invokeMs: 1000 });
    reply = () =>
      heard.length === 1 ? "hang" : answers("application/vnd.microsoft.activity.message", "Once.");
    expect(await press(card(execute), "Do")).toEqual({ ok: true, notice: "Once." });
    expect(heard).toHaveLength(2);
    expect(heard[1]).toEqual(heard[0]);
    reply = () => "hang";
    expect(await press(card(execute), "Do")).toMatchObject({ ok: false });
    expect(heard).toHaveLength(5);
    expect(sandbox.teams.deliveries.trouble()).toMatch(/not answer/);
  });

  test("of Action.Submit is a message with a value and no words", async () => {
    expect(await press(card(name, submit), "Send", { name: "Ana" })).toEqual({ ok: true });
    expect(heard).toMatchObject([
      { type: "message", value: { setup: { submit: "y" }, name: "Ana" }, replyToId: state().messages[0]?.id },
    ]);
    expect(heard[0]).not.toHaveProperty("text");
  });

  test("goes nowhere while something required is missing", async () => {
    expect(await press(card(name, submit), "Send")).toEqual({
      ok: false,
      errors: { name: "A name, please." },
    });
    expect(heard).toEqual([]);
  });
});

describe("a dialog", () => {
  const ana = () => person("Ana").id;
  const dialog = () => dialogOf(state(), ana());
  const send = (action: unknown, values = {}) =>
    client().submit(ana(), must(dialog()).id, { action: action as never, values });

  test("opens from a button, is replaced by the next one, and closes on an answer without one", async () => {
    reply = () => opens(card(name, submit), { width: "medium" });
    await press(card(fetchTask), "Open");
    expect(heard[0]).toMatchObject({ name: "task/fetch", value: { data: { setup: 1 }, context: {} } });
    expect(dialog()).toMatchObject({ title: "Form", content: { kind: "card" } });
    expect(await send(submit)).toEqual({ ok: false, errors: { name: "A name, please." } });
    reply = () => opens(card(submit), { title: "Next" });
    expect(await send(submit, { name: "Ana" })).toEqual({ ok: true });
    expect(heard[1]).toMatchObject({
      name: "task/submit",
      value: { data: { setup: { submit: "y" }, name: "Ana" } },
    });
    expect(dialog()?.title).toBe("Next");
    reply = () => ({});
    expect(await send(submit)).toEqual({ ok: true });
    expect(dialog()).toBeUndefined();
  });

  test("can end with a message, which the person closes", async () => {
    reply = () => ({ body: { task: { type: "message", value: "Noted." } } });
    await press(card(fetchTask), "Open");
    expect(dialog()?.content).toEqual({ kind: "message", text: "Noted." });
    client().close(ana(), must(dialog()).id);
    expect(dialog()).toBeUndefined();
  });

  test.each<[string, Reply]>([
    ["Action.Execute, which goes nowhere there", opens(card(execute))],
    ["no title", opens(card(submit), { title: "" })],
    ["a width that is none", opens(card(submit), { width: "wide" })],
    ["an unknown type", { body: { task: { type: "stop" } } }],
  ])("with %s is refused", async (_, answer) => {
    reply = () => answer;
    expect(await press(card(fetchTask), "Open")).toMatchObject({ ok: false });
    expect(sandbox.teams.refusals()).toHaveLength(1);
    expect(dialog()).toBeUndefined();
  });

  test("stays with all that was typed when the bot fails", async () => {
    reply = () => opens(card(name, submit));
    await press(card(fetchTask), "Open");
    reply = () => ({ status: 500 });
    expect(await send(submit, { name: "Ana" })).toMatchObject({ ok: false });
    expect(dialog()?.title).toBe("Form");
  });
});
