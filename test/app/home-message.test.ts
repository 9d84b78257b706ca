import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { createBot, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const homesOf = (bot: Awaited<ReturnType<typeof startedBot>>, id: string) =>
  bot.teams.dm(id).filter(({ key }) => key.startsWith("home:"));

it("where the platform has no page, a person's own page is one message that follows", async () => {
  const bot = await startedBot({ both: true });
  await bot.inTeams("ben").home();
  const [home] = homesOf(bot, "t-ben");
  expect(words(home?.view ?? { summary: "", blocks: [] })).not.toContain("paul@lumen.example");
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.skip(1000);
  expect(homesOf(bot, "t-ben")).toHaveLength(1);
  expect(words(home?.view ?? { summary: "", blocks: [] })).toContain("asked by @chloe");
  expect(bot.teams.homes.size).toBe(0);
});

it("posted before the Setup has started, it changes with the start", async () => {
  const bot = createBot({ both: true });
  await bot.inTeams("ben").home();
  const shown = () => homesOf(bot, "t-ben").map(({ view }) => words(view));
  expect(shown().join()).toMatch(/has not started/);
  await bot.as("ana").submit({ form: "start" }, { approvals: null, news: null, approvers: [] });
  await bot.skip(1000);
  expect(shown()).toHaveLength(1);
  expect(shown().join()).not.toMatch(/has not started/);
});

it("opened again it is drawn anew, and posted anew when it is gone", async () => {
  const bot = await startedBot({ both: true });
  await bot.inTeams("ben").home();
  await bot.inTeams("ben").home();
  expect(homesOf(bot, "t-ben").map(({ updates }) => updates > 0)).toEqual([true]);
  bot.teams.messages.length = 0;
  await bot.skip(1000);
  await bot.inTeams("ben").home();
  expect(homesOf(bot, "t-ben")).toHaveLength(1);
  expect(bot.store.read((tx) => tx.copies.homes(0))).toHaveLength(1);
});

it("a person has a page on each platform where they opened it", async () => {
  const bot = await startedBot({ both: true });
  await bot.as("ben").home();
  await bot.inTeams("ben").home();
  expect(bot.chat.homes.has("ben")).toBe(true);
  expect(homesOf(bot, "t-ben")).toHaveLength(1);
  expect(bot.chat.dm("ben").filter(({ key }) => key.startsWith("home:"))).toEqual([]);
});

it("a page that cannot be posted there is not posted elsewhere", async () => {
  const bot = await startedBot({ both: true });
  bot.teams.gone.add("dm-t-ben");
  await bot.inTeams("ben").home();
  bot.teams.gone.clear();
  bot.teams.failNext(new AppError("unavailable", "later"));
  await bot.inTeams("ben").home();
  await bot.skip(60_000);
  expect(homesOf(bot, "t-ben")).toHaveLength(1);
  expect(bot.chat.messages.filter(({ key }) => key.startsWith("home:"))).toEqual([]);
});

it("a message without an id is posted once and never updated", async () => {
  const bot = await startedBot({ both: true });
  const { post } = bot.teams.messenger;
  bot.teams.messenger.post = async (...order) => {
    await post(...order);
    return null;
  };
  await bot.inTeams("tara").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.skip(1000);
  expect(bot.teams.dm("t-tara").map(({ key }) => key.split("#")[0])).toEqual(["asked:1"]);
  expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
});

describe("a checklist that was asked for where answers stay", () => {
  const SETUP_ROW = /1\. Organization: (open|done)/;
  const organization = { branch: "new", name: "Atelier Lumen" };

  async function asked(bot: Awaited<ReturnType<typeof startedBot>>, message: string): Promise<void> {
    const ana = bot.inTeams("ana");
    const reply = await ana.command("setup");
    if (reply.kind !== "show") throw new Error(`The answer is ${reply.kind}`);
    const sent = { channel: "dm-t-ana", id: message, key: "answer", view: reply.view, updates: 0 };
    bot.teams.messages.push(sent);
    bot.app.answered(ana.caller, sent.channel, message, reply);
    await bot.skip(1000);
  }
  const row = (bot: Awaited<ReturnType<typeof startedBot>>, message: string) => {
    const found = bot.teams.messages.find(({ id }) => id === message);
    return { says: SETUP_ROW.exec(words(must(found).view))?.[1], updates: found?.updates };
  };

  it("follows what happens, and is not edited before anything does", async () => {
    const bot = await startedBot({ both: true });
    await asked(bot, "a1");
    expect(row(bot, "a1")).toEqual({ says: "open", updates: 0 });
    await bot.inTeams("ana").submit({ form: "organization" }, organization);
    await bot.skip(1000);
    expect(row(bot, "a1")).toEqual({ says: "done", updates: 1 });
  });

  it("is kept up to date while it is one of the last three", async () => {
    const bot = await startedBot({ both: true });
    for (const message of ["a1", "a2", "a3", "a4"]) await asked(bot, message);
    await bot.inTeams("ana").submit({ form: "organization" }, organization);
    await bot.skip(1000);
    expect(["a1", "a2", "a3", "a4"].map((message) => row(bot, message).says)).toEqual([
      "open",
      "done",
      "done",
      "done",
    ]);
  });
});

it("before the Setup it tells whoever may start it so, and all others who that is", async () => {
  const bot = createBot({ both: true, owners: ["ana@lumen.example"] });
  for (const id of ["ana", "ben"]) await bot.inTeams(id).home();
  const page = (id: string) =>
    homesOf(bot, id)
      .map(({ view }) => words(view))
      .join();
  expect(page("t-ana")).toMatch(/You can start it.*\n.*\[Start\]/);
  expect(page("t-ben")).toMatch(/SETUP_OWNERS/);
});

it("whoever starts the Setup where answers stay, without a channel for news, has one checklist and not two", async () => {
  const bot = createBot({ both: true, owners: ["tara@lumen.example"] });
  const reply = await bot
    .inTeams("tara")
    .submit({ form: "start" }, { approvals: null, news: null, approvers: [] });
  expect(reply).toMatchObject({ kind: "show", subject: expect.stringMatching(/^home:.*\.checklist$/) });
  expect(bot.teams.dm("t-tara").filter(({ key }) => key.startsWith("setup:"))).toEqual([]);
});
