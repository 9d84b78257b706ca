import { describe, expect, it } from "vitest";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const HOUR = 3_600_000;
const WEEKS = 21 * 24 * HOUR;

/** Ben approved one person, and has a Task since Monday, 10:00 in Paris. */
async function given(): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await ask(bot, "paul@lumen.example");
  return bot;
}

let asked = 0;
async function ask(bot: Bot, addresses: string): Promise<void> {
  await bot.as("chloe").submit({ form: "invite" }, invitation(addresses));
  asked = bot.store.read((tx) =>
    tx.record.page(0, 999).entries.filter(({ event }) => event === "request.made"),
  ).length;
  await bot.as("ben").press({ do: "approve", request: asked });
}

const told = (bot: Bot, kind: string, person = "ben") =>
  bot.chat.dm(person).filter(({ key }) => key.startsWith(`${kind}:`));
const settings = (reminders: readonly string[]) => ({
  level: "everything",
  approvals: "approvals",
  news: "news",
  approvers: ["ben"],
  domains: "",
  seats: [],
  reminders,
});

describe("whoever has a Task", () => {
  it("is reminded after 4 working hours of their zone, three times at most", async () => {
    const bot = await given();
    await bot.skip(3 * HOUR);
    expect(told(bot, "task-reminder")).toHaveLength(0);
    await bot.skip(HOUR);
    expect(told(bot, "task-reminder")).toHaveLength(1);
    expect(words(must(told(bot, "task-reminder")[0]).view)).toMatch(
      /waiting for you since[\s\S]*paul@[\s\S]*\[Done\]/,
    );
    await bot.live(WEEKS);
    expect(told(bot, "task-reminder")).toHaveLength(3);
  });

  it("is not reminded once it is closed, and a reminder that is there says so", async () => {
    const bot = await given();
    await bot.skip(4 * HOUR);
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
    expect(words(must(told(bot, "task-reminder")[0]).view)).toContain("Done, confirmed by @ben");
    await bot.live(WEEKS);
    expect(told(bot, "task-reminder")).toHaveLength(1);
  });

  it("is reminded after as many working hours as the settings say, and doubling", async () => {
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "settings" }, { ...settings(["on"]), after: "2" });
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await bot.as("ben").press({ do: "approve", request: 1 });
    const counts: number[] = [];
    for (const hours of [2, 4, 18]) {
      await bot.skip(hours * HOUR);
      counts.push(told(bot, "task-reminder").length);
    }
    expect(counts).toEqual([1, 2, 2]);
    await bot.live(WEEKS);
    expect(told(bot, "task-reminder")).toHaveLength(3);
  });

  it("is not reminded where reminders are off", async () => {
    const bot = await given();
    await bot.as("ana").submit({ form: "settings" }, settings([]));
    await bot.live(WEEKS);
    expect(told(bot, "task-reminder")).toHaveLength(0);
  });

  it("gets no more reminders because it grows", async () => {
    const bot = await given();
    await bot.skip(3 * HOUR);
    await ask(bot, "rosa@lumen.example");
    await bot.live(WEEKS);
    expect(told(bot, "task")).toHaveLength(1);
    expect(told(bot, "task-reminder")).toHaveLength(3);
    expect(words(must(told(bot, "task-reminder")[2]).view)).toContain("rosa@lumen.example");
  });

  it("gets a new card, which is heard, when the old one has been waiting for days", async () => {
    const bot = await given();
    await bot.live(WEEKS);
    await ask(bot, "rosa@lumen.example");
    expect(told(bot, "task")).toHaveLength(2);
    expect(words(must(told(bot, "task")[0]).view)).not.toContain("rosa@");
  });

  it("is somebody who is there: when they leave, it goes to somebody else, who is reminded", async () => {
    const bot = await given();
    bot.app.accountChanged({ ...must(bot.chat.account("ben")), standing: "gone" });
    await bot.settle();
    expect(words(must(told(bot, "task", "ana")[0]).view)).toMatch(/paul@lumen\.example[\s\S]*\[Done\]/);
    await bot.live(WEEKS);
    expect(told(bot, "task-reminder", "ana")).toHaveLength(3);
    expect(told(bot, "task-reminder")).toHaveLength(0);
  });
});

describe("whoever was handed a step", () => {
  const hand = (bot: Bot, person: string, step: "members" | "billing" = "members") =>
    bot.as("ana").submit({ form: "hand", step }, { person });

  it("is reminded of it in the same way, until it is closed", async () => {
    const bot = await given();
    await hand(bot, "kenji", "billing");
    await bot.as("ana").press({ do: "reopen", step: "billing" });
    await bot.skip(4 * HOUR);
    expect(words(must(told(bot, "helper-reminder", "kenji")[0]).view)).toContain("waiting for you since");
    await bot.as("kenji").submit({ form: "billing" }, billing());
    expect(words(must(told(bot, "helper-reminder", "kenji")[0]).view)).not.toContain("waiting for you");
    await bot.live(WEEKS);
    expect(told(bot, "helper-reminder", "kenji")).toHaveLength(1);
  });

  it("is reminded three times, however often it is handed to and fro", async () => {
    const bot = await given();
    for (const person of ["kenji", "chloe", "kenji"]) {
      await hand(bot, person);
      await bot.skip(60_000);
    }
    await bot.live(WEEKS);
    expect(told(bot, "helper-reminder", "kenji")).toHaveLength(3);
    expect(told(bot, "helper-reminder", "chloe")).toHaveLength(0);
  });

  it("gets the Tasks of that step, those that are open and those to come", async () => {
    const bot = await given();
    await hand(bot, "kenji");
    expect(words(must(told(bot, "task", "kenji")[0]).view)).toMatch(/paul@lumen\.example[\s\S]*\[Done\]/);
    await ask(bot, "rosa@lumen.example");
    expect(words(must(told(bot, "task", "kenji")[0]).view)).toContain("rosa@lumen.example");
    await bot.as("kenji").press({ do: "task-done", task: 1, rows: 2 });
    await bot.as("kenji").press({ do: "mark-active", invitation: 1 });
    expect(bot.store.read((tx) => tx.invitations.get(1)?.status)).toBe("active");
  });
});
