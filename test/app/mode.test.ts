import { describe, expect, it } from "vitest";
import { adoptMode } from "../../src/app/begin-work.ts";
import { automaticBot } from "../support/automatic.ts";
import { type Bot, billing, invitation, START, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { createMemoryMistral } from "../support/memory-mistral.ts";
import { must } from "../support/must.ts";
import { openTasks, restart } from "../support/restart.ts";

const MINUTE = 60_000;

const statuses = (bot: Bot) =>
  bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ status }) => status));

describe("when an Admin API key comes", () => {
  it("what a person was asked to do is done by the API, and the Task has nothing left", async () => {
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
    expect(statuses(bot)).toEqual(["sending"]);
    await restart(bot, createMemoryMistral(() => START).admin);
    expect(statuses(bot)).toEqual(["pending"]);
    expect(bot.store.read((tx) => tx.tasks.open())).toEqual([]);
  });
});

describe("when the key goes", () => {
  it("what waited for the API becomes a Task", async () => {
    const { admin } = createMemoryMistral(() => START);
    admin.invite = () => new Promise(() => {});
    const bot = await startedBot({ mistral: admin });
    await bot.as("ana").submit({ form: "billing" }, billing());
    void bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await expect.poll(() => statuses(bot)).toEqual(["sending"]);
    Object.assign(bot.context, { mistral: null });
    bot.store.transact((tx) => adoptMode({ tx, now: bot.now(), context: bot.context }));
    bot.worker.wake();
    await expect.poll(() => bot.store.read((tx) => tx.tasks.open().length)).toBe(1);
    await expect.poll(() => bot.chat.dm("ana").some(({ key }) => key.startsWith("task:"))).toBe(true);
    expect(words(must(bot.chat.dm("ana").find(({ key }) => key.startsWith("task:"))).view)).toContain(
      "paul@",
    );
  });

  it.each([401, 503])("what was approved while Mistral answered %i becomes a Task", async (status) => {
    const { bot, mistral, ...world } = await automaticBot();
    await world.pay();
    mistral.faults.add({ fault: { kind: "answer", status }, path: "/v1/admin", probability: 1 });
    await world.approved("paul@lumen.example");
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["approved"]);
    await restart(bot, null);
    expect(world.statuses()).toEqual(["sending"]);
    expect(openTasks(bot)).toEqual([["invite", "paul@lumen.example"]]);
    await world.close();
  });

  it("what waits for billing goes on waiting", async () => {
    const bot = await startedBot({ mistral: createMemoryMistral(() => START).admin });
    await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await restart(bot, null);
    expect(statuses(bot)).toEqual(["approved"]);
    expect(openTasks(bot)).toEqual([]);
  });
});
