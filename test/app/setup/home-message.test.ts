import { expect, it, vi } from "vitest";
import { STEP_NAMES } from "../../../src/domain/setup/setup.ts";
import { openStore } from "../../../src/store/store.ts";
import { renderCard } from "../../../src/teams/cards/card.ts";
import { must } from "../../support/must.ts";
import { CARDS } from "../../support/reading/teams-cards.ts";
import { titleOf } from "../../support/steps.ts";
import {
  approvalOf,
  type Bot,
  createAround,
  createBot,
  invitation,
  PAUL,
  ROSA,
  startedBot,
} from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import { DAY, MINUTE, SECOND } from "../../support/world/times.ts";

const NOWHERE = { approvals: null, news: null, approvers: [] };
const homesOf = (bot: Bot, id: string) => bot.teams.cards(`dm-${id}`, "home:");

it("where the platform has no page, a person's own page is one message that follows for days", async () => {
  const bot = await startedBot({ both: true });
  await bot.inTeams("ben").home();
  expect(bot.teams.told("t-ben", "home:").join()).not.toContain(PAUL);
  await bot.skip(2 * DAY);
  await bot.ask(PAUL);
  await bot.skip(SECOND);
  expect(bot.teams.told("t-ben", "home:")).toEqual([expect.stringContaining("Asked by @chloe")]);
  expect(bot.teams.homes.size).toBe(0);
});

it("opened again it is drawn again, and posted again when it is gone", async () => {
  const bot = await startedBot({ both: true });
  await bot.inTeams("ben").home();
  await bot.inTeams("ben").home();
  expect(homesOf(bot, "t-ben").map(({ updates }) => updates > 0)).toEqual([true]);
  bot.teams.messages.length = 0;
  await bot.skip(SECOND);
  await bot.inTeams("ben").home();
  expect(homesOf(bot, "t-ben")).toHaveLength(1);
  expect(bot.store.read((tx) => tx.posted.homes(0))).toHaveLength(1);
});

it("opened again while something changes, it shows the change, whichever edit arrives first", async () => {
  const bot = await startedBot({ both: true });
  await bot.inTeams("ben").home();
  const home = must(homesOf(bot, "t-ben")[0]);
  const isShown = () => words(home.view).includes("Asked by @chloe");
  const { update } = bot.teams.messenger;
  bot.teams.messenger.update = async (...early) => {
    bot.teams.messenger.update = update;
    await bot.app.submit(bot.as("chloe").caller, { form: "invite" }, invitation(PAUL), "asked");
    bot.around.clock.now += 1000;
    bot.worker.wake();
    await vi.waitUntil(isShown, 300).catch(() => {});
    await update(...early);
  };
  await bot.inTeams("ben").home();
  await bot.skip(1000);
  expect(isShown()).toBe(true);
});

/** What the person sees who writes `setup` to the bot in Teams. */
async function answered(bot: Bot, person: ReturnType<Bot["inTeams"]>, id: string): Promise<void> {
  const reply = await person.command("setup");
  if (reply.kind !== "show") throw new Error(`The answer is ${reply.kind}`);
  const channel = `dm-${person.caller.account}`;
  bot.teams.messages.push({ channel, id, key: "answer", view: reply.view, updates: 0 });
  bot.app.answered(person.caller, channel, id, reply);
  await bot.skip(SECOND);
}

it("a person's own page in a chat gives way to the checklist that they ask for, which has what was on it and stays the only one", async () => {
  const bot = await startedBot({ both: true });
  const ben = bot.inTeams("ben");
  await ben.home();
  await bot.ask(PAUL);
  await answered(bot, ben, "asked-for");
  const texts = () =>
    bot.teams.messages.filter(({ channel }) => channel === "dm-t-ben").map(({ view }) => words(view));
  expect(texts()).toEqual([
    expect.stringContaining("further down"),
    expect.stringMatching(/Asked by @chloe[\s\S]*1\. Organization/),
  ]);
  await ben.home();
  await bot.ask(ROSA);
  await bot.skip(SECOND);
  expect(texts()).toEqual([expect.stringContaining("further down"), expect.stringContaining(ROSA)]);
});

it("a checklist in a chat has room for each step, however much waits for its reader", async () => {
  const bot = await startedBot({ both: true });
  await bot.pay();
  for (let n = 1; n <= 16; n += 1) {
    await bot.ask(`new${n}@lumen.example`);
    if (n <= 8) await bot.approve(n);
  }
  const reply = await bot.inTeams("ben").command("setup");
  if (reply.kind !== "show") throw new Error(`The answer is ${reply.kind}`);
  const card = JSON.stringify(renderCard(reply.view, CARDS));
  for (const shown of ["new1@lumen.example", "And 5 more", "new9@lumen.example", ...STEP_NAMES.map(titleOf)])
    expect(card).toContain(shown);
});

it("a checklist that was asked for where answers stay follows what happens until the next one is asked for, shrinks to a line then, and is not edited before anything does", async () => {
  const bot = await startedBot({ both: true });
  const ana = bot.inTeams("ana");
  const rows = () =>
    ["a1", "a2"].map((message) => {
      const { view, updates } = must(bot.teams.messages.find(({ id }) => id === message));
      return [/(⬜|✅) 1\. Organization|further down/.exec(words(view))?.[0], updates];
    });
  for (const id of ["a1", "a2"]) await answered(bot, ana, id);
  expect(rows()[1]).toEqual(["⬜ 1. Organization", 0]);
  await ana.submit({ form: "organization" }, { name: "Atelier Lumen" });
  await bot.skip(SECOND);
  expect(rows()).toEqual([
    ["further down", 1],
    ["✅ 1. Organization", 1],
  ]);
  const kept = bot.store.read((tx) => tx.posted.homes(0).map(({ subject }) => subject));
  expect(kept.filter((subject) => subject.endsWith(".moved"))).toEqual([]);
});

it("before the Setup it tells the people who may start it so, and all others who that is, and changes with the start", async () => {
  const bot = createBot({ both: true, owners: ["ana@lumen.example"] });
  for (const id of ["ana", "ben"]) await bot.inTeams(id).home();
  const page = (id: string) => bot.teams.told(id, "home:").join();
  expect(page("t-ana")).toMatch(/You can start it.*\n.*\[Start\]/);
  expect(page("t-ben")).toMatch(/SETUP_OWNERS/);
  await bot.as("ana").submit({ form: "start" }, NOWHERE);
  await bot.skip(SECOND);
  expect(homesOf(bot, "t-ben")).toHaveLength(1);
  expect(page("t-ben")).not.toMatch(/has not started/);
});

it("an owner who starts the Setup where answers stay, without a channel for news, has one checklist and not two", async () => {
  const bot = createBot({ both: true, owners: ["tara@lumen.example"] });
  const reply = await bot.inTeams("tara").submit({ form: "start" }, NOWHERE);
  expect(reply).toMatchObject({ kind: "show", subject: expect.stringMatching(/^home:.*\.checklist$/) });
  expect(bot.teams.told("t-tara", "setup:")).toEqual([]);
});

it("a Home page follows for an hour after it was opened, and then when it is opened again", async () => {
  const bot = await startedBot();
  const shown = () => words(must(bot.chat.homes.get("ben")));
  await bot.as("ben").home();
  await bot.skip(58 * MINUTE);
  await bot.ask(PAUL);
  await bot.skip(MINUTE);
  expect(shown()).toContain(PAUL);
  await bot.skip(2 * MINUTE);
  await bot.ask(ROSA);
  await bot.skip(MINUTE);
  expect(shown()).not.toContain(ROSA);
  await bot.as("ben").home();
  expect(shown()).toContain(ROSA);
});

it("a Home page shows nothing of what its person may see no more, however long ago it was opened", async () => {
  const bot = await startedBot();
  const shown = () => words(must(bot.chat.homes.get("ben")));
  await bot.ask(PAUL);
  await bot.as("ben").home();
  await bot.skip(3 * 60 * MINUTE);
  expect(shown()).toContain(PAUL);
  await bot.becomes("ben", { standing: "guest" });
  await bot.skip(MINUTE);
  expect(shown()).not.toContain(PAUL);
});

it("a Home page in Slack shows nothing to a guest there who is a member in Teams", async () => {
  const bot = await startedBot({ both: true });
  await bot.ask(PAUL);
  await bot.as("ben").home();
  await bot.inTeams("ben").home();
  await bot.becomes("ben", { standing: "guest" });
  await bot.skip(MINUTE);
  expect(words(must(bot.chat.homes.get("ben")))).not.toContain(PAUL);
  expect(bot.teams.told("t-ben", "home:").join()).toContain(PAUL);
});

const MOMENT = 1_500;

/** As an operator runs it: what nobody has pressed waits for more changes. */
async function unhurried() {
  const around = createAround();
  const store = openStore({ path: ":memory:", kind: "real", clock: () => around.clock.now });
  const bot = await startedBot({ around, store });
  await bot.pay();
  await bot.ask(PAUL);
  await bot.skip(MOMENT);
  const pressed = must(bot.chat.in("approvals")[0]);
  const own = must(bot.chat.cards("dm-chloe", "asked:")[0]);
  const press = async () => {
    const on = { channel: "approvals", message: pressed.id };
    await bot.app.press({ ...bot.as("ben").caller, pressed: on }, approvalOf(store, 1), "press");
    await bot.settle();
  };
  return { bot, pressed, own, press };
}

it("the card that somebody presses changes at once, and every other card of the Request a moment later", async () => {
  const { bot, pressed, own, press } = await unhurried();
  await press();
  expect([words(pressed.view), words(own.view)]).toEqual([
    expect.stringContaining("Approved by"),
    expect.not.stringContaining("Approved by"),
  ]);
  await bot.skip(MOMENT);
  expect(words(own.view)).toContain("Approved by");
});

it("several changes within a moment are one edit of each other card", async () => {
  const { bot, own, press } = await unhurried();
  const before = own.updates;
  await press();
  await bot.skip(MOMENT / 3);
  await bot.doAll("ana");
  await bot.skip(MOMENT / 3);
  expect(own.updates).toBe(before);
  await bot.skip(MOMENT);
  expect(own.updates).toBe(before + 1);
  expect(words(own.view)).toMatch(/Pending/i);
});
