import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  actionsOf,
  cardsFor,
  inputsOf,
  problemsIn,
  problemsInCard,
  valuesOf,
  withDirectory,
} from "../../../src/sandbox/teams/card-parts.ts";
import { BOT, dialogOf, initialTeamsState, TEAM } from "../../../src/sandbox/teams/state.ts";
import { must } from "../../support/must.ts";
import type { Reply, TeamsAlone } from "../../support/servers/embedded-teams.ts";
import { activitiesOf, CARD, teamsAlone, withCard } from "../../support/servers/embedded-teams.ts";

let teams: TeamsAlone;

beforeEach(async () => {
  teams = await teamsAlone({ teams: { invokeMs: 200 } });
});
afterEach(() => teams.stop());

const isAction = (part: unknown): boolean => (part as { type: string }).type.startsWith("Action.");
const card = (...parts: unknown[]) => ({
  ...{ type: "AdaptiveCard", version: "1.5" },
  ...{ body: parts.filter((part) => !isAction(part)), actions: parts.filter(isAction) },
});
const name = { type: "Input.Text", id: "name", isRequired: true, errorMessage: "A name, please." };
const execute = { type: "Action.Execute", title: "Do", verb: "do", data: { setup: { action: "x" } } };
const submit = { type: "Action.Submit", title: "Send", data: { setup: { submit: "y" } } };
const fetchTask = { ...submit, title: "Open", data: { msteams: { type: "task/fetch" }, setup: 1 } };

const ana = () => teams.person("Ana").id;
const say = (first: string, chat: string, text: string, root?: string) =>
  teams.client.say(teams.person(first).id, chat, text, root);

/** Presses what carries this label, on a card that the bot has just posted. */
async function press(content: ReturnType<typeof card>, label: string, values = {}) {
  const chat = teams.chatOf("Ana");
  const { id } = (await teams.post(chat, withCard(content))).body;
  const action = must(actionsOf(content as never).find(({ title }) => title === label));
  return teams.client.press(ana(), chat, must(id), { action, values });
}

const shownTo = (first: string) =>
  JSON.stringify(cardsFor(teams.state(), must(teams.state().messages.at(-1)), teams.person(first).id));
const MESSAGE = "application/vnd.microsoft.activity.message";
const answers = (type: string, value: unknown): Reply => ({ body: { statusCode: 200, type, value } });
const opens = (content: unknown, more: object = {}): Reply => {
  const value = { title: "Form", card: { contentType: CARD, content }, ...more };
  return { body: { task: { type: "continue", value } } };
};

describe("what a person writes in the embedded Teams", () => {
  test("comes from a channel only when the bot is mentioned, with the thread", async () => {
    const channel = teams.channel("mistral");
    await say("Ana", channel, "just us");
    expect(teams.heard).toEqual([]);
    await say("Ana", channel, `@${BOT.name} status`);
    const root = must(teams.state().messages.at(-1)).id;
    const conversation = { conversationType: "channel", isGroup: true, id: `${channel};messageid=${root}` };
    expect(teams.heard[0]).toMatchObject({
      ...{ text: "<at>Mistral Setup</at> status\n", conversation },
      entities: [{ type: "mention", mentioned: { id: BOT.id } }, { type: "clientInfo" }],
      channelData: { team: { id: TEAM.id }, channel: { id: channel } },
    });
    await say("Ana", channel, `@${BOT.name} help`, root);
    expect(teams.heard[1]).toMatchObject({ conversation });
  });

  test("goes nowhere without the app", async () => {
    for (const chat of [teams.chatOf("Kenji"), teams.channel("mistral")])
      expect(await say("Kenji", chat, "hello")).toMatchObject({ ok: false });
    expect(teams.heard).toEqual([]);
  });
});

describe("a press in the embedded Teams", () => {
  test("of Action.Execute says what was pressed and entered; the card in the answer is for who pressed", async () => {
    teams.bot.reply = () => answers(CARD, card({ type: "TextBlock", text: "mine" }));
    expect(await press(card(name, execute), "Do", { name: "Ana" })).toEqual({ ok: true });
    const { id } = must(teams.state().messages[0]);
    const data = { setup: { action: "x" }, name: "Ana" };
    const action = { type: "Action.Execute", title: "Do", verb: "do", data };
    expect(teams.heard).toMatchObject([
      { type: "invoke", name: "adaptiveCard/action", replyToId: id, value: { action, trigger: "manual" } },
    ]);
    expect(shownTo("Ana")).toContain("mine");
    expect(shownTo("Ben")).not.toContain("mine");
    // An edit shows everybody the same again.
    const path = `${activitiesOf(teams.chatOf("Ana"))}/${id}`;
    await teams.call("PUT", path, withCard(card({ type: "TextBlock", text: "ours" })));
    expect(shownTo("Ana")).toContain("ours");
  });

  test.each<[string, Reply]>([
    ["a card that is not in order", answers(CARD, { type: "AdaptiveCard", version: "9" })],
    ["an unknown type", answers("text/plain", "a")],
    ["no text", answers(MESSAGE, {})],
  ])("answered with %s is an error to the person and known to the sandbox", async (_, answer) => {
    teams.bot.reply = () => answer;
    expect(await press(card(execute), "Do")).toMatchObject({ ok: false });
    expect(teams.sandbox.teams.refusals()).toHaveLength(1);
  });

  test("that is not answered in time is sent again, the same, twice at most", async () => {
    const { heard, bot } = teams;
    bot.reply = () => (heard.length === 1 ? "hang" : answers(MESSAGE, "Once."));
    expect(await press(card(execute), "Do")).toEqual({ ok: true, notice: "Once." });
    expect(heard[1]).toEqual(heard[0]);
    bot.reply = () => "hang";
    expect(await press(card(execute), "Do")).toMatchObject({ ok: false });
    expect(heard).toHaveLength(5);
    expect(teams.sandbox.teams.deliveries.trouble()).toMatch(/not answer/);
  });

  test("of Action.Submit is a message with a value and no words, and waits for what is required", async () => {
    const errors = { name: "A name, please." };
    expect(await press(card(name, submit), "Send")).toEqual({ ok: false, errors });
    expect(teams.heard).toEqual([]);
    expect(await press(card(name, submit), "Send", { name: "Ana" })).toEqual({ ok: true });
    const value = { setup: { submit: "y" }, name: "Ana" };
    expect(teams.heard).toMatchObject([{ type: "message", value, replyToId: teams.state().messages[1]?.id }]);
    expect(teams.heard[0]).not.toHaveProperty("text");
  });
});

describe("a dialog in the embedded Teams", () => {
  const dialog = () => dialogOf(teams.state(), ana());
  const send = (action: unknown, values = {}) =>
    teams.client.submit(ana(), must(dialog()).id, { action: action as never, values });

  test("opens from a button, is replaced by the next one, stays when the bot fails, and closes", async () => {
    teams.bot.reply = () => opens(card(name, submit));
    await press(card(fetchTask), "Open");
    expect(teams.heard[0]).toMatchObject({ name: "task/fetch", value: { data: { setup: 1 }, context: {} } });
    expect(dialog()).toMatchObject({ title: "Form", card: { version: "1.5" } });
    expect(await send(submit)).toEqual({ ok: false, errors: { name: "A name, please." } });
    teams.bot.reply = () => opens(card(submit), { title: "Next" });
    expect(await send(submit, { name: "Ana" })).toEqual({ ok: true });
    const data = { setup: { submit: "y" }, name: "Ana" };
    expect(teams.heard[1]).toMatchObject({ name: "task/submit", value: { data } });
    teams.bot.reply = () => ({ status: 500 });
    expect(await send(submit)).toMatchObject({ ok: false });
    expect(dialog()?.title).toBe("Next");
    teams.bot.reply = () => ({});
    expect(await send(submit)).toEqual({ ok: true });
    expect(dialog()).toBeUndefined();
  });

  test.each<[string, Reply]>([
    ["Action.Execute, which goes nowhere there", opens(card(execute))],
    ["no title", opens(card(submit), { title: "" })],
    ["an unknown type", { body: { task: { type: "stop" } } }],
  ])("with %s is refused", async (_, answer) => {
    teams.bot.reply = () => answer;
    expect(await press(card(fetchTask), "Open")).toMatchObject({ ok: false });
    expect(teams.sandbox.teams.refusals()).toHaveLength(1);
    expect(dialog()).toBeUndefined();
  });
});

describe("the app in the embedded Teams", () => {
  const told = () => teams.heard.map(({ type, action }) => action ?? type);

  test("comes and goes with the events that Teams sends", async () => {
    const { id, aadObjectId } = teams.person("Kenji");
    await teams.sandbox.teams.install(id, true);
    const conversation = { conversationType: "personal", id: expect.stringMatching(/^a:/) };
    expect(teams.heard).toMatchObject([
      { type: "conversationUpdate", membersAdded: [{ id: BOT.id }, { aadObjectId }], conversation },
      { type: "installationUpdate", action: "add", from: { aadObjectId }, locale: "en-US" },
    ]);
    await teams.sandbox.teams.install(id, false);
    expect(told()).toEqual(["conversationUpdate", "add", "remove"]);
  });

  test("is announced once wherever it is: in the team, a group chat and three personal chats", async () => {
    await teams.sandbox.teams.announce();
    await teams.sandbox.teams.announce();
    expect(told()).toEqual(Array.from({ length: 5 }, () => ["conversationUpdate", "add"]).flat());
    expect(teams.heard[0]).toMatchObject({
      conversation: { id: TEAM.id, conversationType: "channel" },
      channelData: { team: { id: TEAM.id, name: "Atelier Lumen" }, eventType: "teamMemberAdded" },
    });
  });
});

const cardOf = (body: unknown[], actions: unknown[] = []) => ({
  ...{ type: "AdaptiveCard", version: "1.5", body, actions },
});
const text = (id: string) => ({ type: "Input.Text", id, label: id });
const many = (value: string) => {
  const choices = [{ title: "A", value }];
  return { type: "Input.ChoiceSet", id: "who", isMultiSelect: true, choices };
};
const shows = (id: string) => ({ type: "Action.ToggleVisibility", title: "More", targetElements: [id] });
const linked = (selectAction: object) => ({
  ...{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: "a", selectAction }] },
});
const seats = { type: "Input.Number", id: "seats", min: 1, max: 5, errorMessage: "1 to 5" };
const columns = [{ type: "Column", width: "stretch", items: [text("in-column")] }];
const more = { type: "Container", id: "more", isVisible: false, items: [{ type: "TextBlock", text: "a" }] };
const FULL = cardOf([{ type: "ColumnSet", columns }, more, many("a"), seats], [shows("more")]);

describe("a card in the embedded Teams", () => {
  test.each<[string, unknown, RegExp]>([
    ["without a version", { ...FULL, version: undefined }, /version/],
    ["of a version that Teams does not draw", { ...FULL, version: "1.6" }, /version/],
    ["with an unknown element", cardOf([{ type: "Carousel" }]), /body\/0\/type/],
    ["with an unknown action", cardOf([], [{ type: "Action.Http" }]), /actions\/0\/type/],
    ["with an input that has no id", cardOf([{ type: "Input.Text" }]), /id/],
    ["with one id twice", cardOf([text("a"), text("a")]), /collision on id a/],
    ["that shows what is not there", cardOf([], [shows("nothing")]), /no element has the id nothing/],
    ["with a choice that has a comma among many", cardOf([many("a,b")]), /comma/],
    ["with no button where buttons are", cardOf([{ type: "ActionSet", actions: [] }]), /body\/0\/actions/],
    ["with more buttons than Teams takes", cardOf([], Array(31).fill(shows("more"))), /pointer:\/actions\]/],
    ["without columns side by side", cardOf([{ type: "ColumnSet", columns: [] }]), /columns/],
    ["with a line of no words", cardOf([{ type: "RichTextBlock", inlines: [] }]), /inlines/],
    ["in an unknown colour", cardOf([{ type: "TextBlock", text: "a", color: "pink" }]), /color/],
    [
      "with an unknown element instead",
      cardOf([{ ...text("a"), fallback: { type: "Carousel" } }]),
      /fallback/,
    ],
    ["with an unknown action on words", cardOf([linked({ type: "Action.Http" })]), /inlines/],
    ["that is nothing", null, /object/],
    ["without a list as its body", cardOf("a" as never), /body/],
  ])("%s is refused", (_, given, problem) => {
    expect(problemsInCard(given).join()).toMatch(problem);
  });

  test("with a people picker offers everybody in the directory, each once", () => {
    const { people } = initialTeamsState();
    const picker = {
      ...{ type: "Input.ChoiceSet", id: "who", choices: [{ title: "Ana", value: people[0]?.aadObjectId }] },
      "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
    };
    const drawn = withDirectory(cardOf([picker]) as never, people);
    const choices = inputsOf(drawn)[0]?.["choices"] as { title: string }[];
    const names = ["Ana", "Ben Okafor", "Chloé Martin", "Kenji Sato", "Greta Lind"];
    expect(choices.map(({ title }) => title)).toEqual(names);
    expect([picker.choices.length, problemsInCard(drawn)]).toEqual([1, []]);
  });

  test("sends every input, entered or not, and lets nothing wrong through", () => {
    const values = valuesOf(FULL as never, { seats: "9" });
    expect(values).toEqual({ "in-column": "", who: "", seats: "9" });
    expect(problemsIn(FULL as never, values)).toEqual({ seats: "1 to 5" });
  });
});
