import { describe, expect, it } from "vitest";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const HOUR = 3_600_000;
const WEEKS = 21 * 24 * HOUR;

const hand = (bot: Bot, person: string) =>
  bot.as("ana").submit({ form: "hand", step: "members" }, { person });
const told = (bot: Bot, kind: string, person = "kenji") =>
  bot.chat
    .dm(person)
    .filter(({ key }) => key.startsWith(`${kind}:`))
    .map(({ view }) => words(view));

/** Kenji has the step Members, and a Task of it. */
async function given(): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await hand(bot, "kenji");
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.as("ben").press({ do: "approve", request: 1 });
  return bot;
}

describe("a Task that was handed on", () => {
  it("says so to whoever had it, on the card and on the reminders, and asks nothing of them", async () => {
    const bot = await given();
    await bot.skip(4 * HOUR);
    await hand(bot, "chloe");
    for (const card of [...told(bot, "task"), ...told(bot, "task-reminder")]) {
      expect(card).toContain("This is with @chloe now.");
      expect(card).not.toMatch(/\[Done\]|waiting for you/);
    }
    expect([told(bot, "task").length, told(bot, "task-reminder").length]).toEqual([1, 1]);
    expect(told(bot, "task", "chloe")).toEqual([expect.stringContaining("[Done]")]);
  });

  it("says to everybody who had it that it is done, once it is", async () => {
    const bot = await given();
    await hand(bot, "chloe");
    await bot.as("chloe").press({ do: "task-done", task: 1, rows: 1 });
    expect(told(bot, "task")).toEqual([expect.stringContaining("Done, confirmed by @chloe")]);
  });

  it("and back is a new message, with reminders that count from then", async () => {
    const bot = await given();
    await bot.live(WEEKS);
    expect(told(bot, "task-reminder")).toHaveLength(3);
    await hand(bot, "chloe");
    await bot.skip(HOUR);
    await hand(bot, "kenji");
    expect(told(bot, "task")).toHaveLength(2);
    const handed = bot.now();
    await bot.live(WEEKS);
    const reminders = told(bot, "task-reminder");
    expect(reminders).toHaveLength(6);
    const day = new Date(handed).getUTCDate();
    expect(must(reminders[5])).toMatch(new RegExp(`waiting for you since .*\\b${day}\\b`));
  });

  it("and back at once is reminded of three times, not six", async () => {
    const bot = await given();
    for (const person of ["chloe", "kenji"]) {
      await bot.skip(60_000);
      await hand(bot, person);
    }
    await bot.live(WEEKS);
    expect(told(bot, "task-reminder")).toHaveLength(3);
    expect(told(bot, "task-reminder", "chloe")).toEqual([]);
  });
});
