import { describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type Bot, PAUL, startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";

const APPROVALS = { platform: "slack", channel: "approvals" } as const;
const NEWS = { platform: "slack", channel: "news" } as const;

const cards = (bot: Bot, channel: string) => bot.chat.cards(channel, "request:");
const alarms = (bot: Bot) => bot.chat.told("ana", "alert:closed.");
const CLOSED = [expect.stringMatching(/cannot write/)];
const OPEN_AGAIN = [expect.stringMatching(/nothing to do/)];

async function closed(bot: Bot, place: { platform: "slack"; channel: string }, reason = "is_archived") {
  bot.chat.gone.add(place.channel);
  bot.app.placeClosed(place, reason);
  await bot.settle();
}

async function asked(): Promise<Bot> {
  const bot = await startedBot();
  await bot.ask(PAUL);
  return bot;
}

describe("the approvals channel that is closed to the bot", () => {
  it("leaves no open Request undecided: the approvers get it themselves, and the owner what to do, once", async () => {
    const bot = await asked();
    await closed(bot, APPROVALS);
    bot.app.placeClosed(APPROVALS, "channel_deleted");
    await bot.settle();
    for (const approver of ["ana", "ben"]) expect(bot.chat.told(approver, "request")).toHaveLength(1);
    expect(alarms(bot)).toEqual([expect.stringMatching(/archived[\s\S]*\[Settings\]/)]);
    await bot.approve();
    expect(bot.request().state).toBe("approved");
  });

  it("is noticed by the first message that it refuses, and no other one goes there", async () => {
    const bot = await asked();
    bot.chat.gone.add("approvals");
    await bot.ask("rosa@lumen.example");
    await bot.ask("nils@lumen.example");
    expect(bot.chat.told("ben", "request")).toHaveLength(3);
    expect(alarms(bot)).toHaveLength(1);
    expect(bot.dead()).toEqual([]);
  });

  it("that is open again gets the open Requests once, and its older cards show the current state", async () => {
    const bot = await asked();
    bot.chat.gone.add("approvals");
    await bot.approve();
    await bot.ask("rosa@lumen.example");
    bot.chat.gone.clear();
    for (const _ of [1, 2]) {
      bot.app.placeOpened(APPROVALS);
      await bot.settle();
    }
    const [first, second, ...others] = cards(bot, "approvals");
    expect(words(must(first).view)).toMatch(/Approved by @ben/);
    expect(words(must(second).view)).toMatch(/rosa@[\s\S]*\[Approve\]/);
    expect(others).toEqual([]);
    expect(alarms(bot)).toEqual(OPEN_AGAIN);
  });

  it("is looked at once at every start, and used again where it is open after all", async () => {
    const bot = await asked();
    await closed(bot, APPROVALS);
    const start = async () => {
      bot.begin();
      await bot.skip(60_000);
    };
    await start();
    expect(alarms(bot)).toEqual(CLOSED);
    bot.chat.gone.clear();
    await start();
    await bot.ask("rosa@lumen.example");
    expect(cards(bot, "approvals")).toHaveLength(2);
    expect(alarms(bot)).toEqual(OPEN_AGAIN);
  });

  it("that may only not be posted to is not taken for open because an edit goes through", async () => {
    const bot = await asked();
    bot.app.placeClosed(APPROVALS, "not_in_channel");
    await bot.settle();
    await bot.approve();
    expect(alarms(bot)).toEqual(CLOSED);
  });

  it("is not closed again by an event that is delivered twice", async () => {
    const bot = await asked();
    const archive = () => closed(bot, APPROVALS);
    await bot.app.once("slack:event:Ev1", archive);
    bot.chat.gone.clear();
    bot.app.placeOpened(APPROVALS);
    await bot.skip(120_000);
    await bot.app.once("slack:event:Ev1", archive);
    expect(alarms(bot)).toEqual(OPEN_AGAIN);
  });

  it("can be chosen again, or another one, and the open Requests go there", async () => {
    for (const channel of ["approvals", "elsewhere"]) {
      const bot = await asked();
      await closed(bot, APPROVALS);
      bot.chat.gone.delete("approvals");
      await bot.ask("rosa@lumen.example");
      await bot.set({ approvals: channel });
      expect(cards(bot, channel)).toHaveLength(2);
    }
  });
});

describe("a news channel that is closed to the bot", () => {
  it("leaves its news to the owner", async () => {
    const bot = await startedBot();
    bot.chat.gone.add("news");
    await bot.pay();
    await bot.skip(180_000);
    expect(bot.chat.told("ana", "billing")).toHaveLength(1);
    expect(alarms(bot)).toHaveLength(1);
  });

  it("that nothing goes to any more is nobody's concern", async () => {
    const bot = await startedBot();
    bot.app.placeClosed({ ...NEWS, channel: "random" }, "is_archived");
    await bot.settle();
    expect(alarms(bot)).toEqual([]);
  });
});
