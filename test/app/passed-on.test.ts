import { describe, expect, it } from "vitest";
import type { Account } from "../../src/domain/person.ts";
import { AppError } from "../../src/errors.ts";
import { type Bot, billing, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;

const told = (bot: Bot, person: string): string[] =>
  bot.chat.dm(person).map(({ key }) => must(must(key.split("#")[0]).replace("alert:", "").split(/[:.]/)[0]));
const close = (bot: Bot, channel: string): void =>
  bot.app.placeClosed({ platform: "slack", channel }, { reason: "not_in_channel", name: channel });

async function becomes(bot: Bot, id: string, facts: Partial<Account>): Promise<void> {
  bot.chat.join(id, facts);
  bot.app.accountChanged(must(bot.chat.account(id)));
  await bot.settle();
}

/** A message to a channel that takes none. */
async function loseOne(bot: Bot): Promise<void> {
  bot.chat.failNext(new AppError("invalid", "no"));
  const to = { place: { platform: "slack" as const, channel: "other" } };
  const options = { key: "one", group: "to:slack/other", dueAt: bot.now() };
  bot.store.transact((tx) => tx.jobs.enqueue({ kind: "post", subject: "setup:1", to }, options));
  await bot.settle();
}

describe("what is for an owner who has left", () => {
  it("is told to an approver, and is with whoever claims the Setup", async () => {
    const bot = await startedBot();
    bot.chat.join("zed", { admin: true });
    await becomes(bot, "ana", { standing: "gone" });
    close(bot, "news");
    await loseOne(bot);
    expect(told(bot, "ben")).toEqual(expect.arrayContaining(["closed", "trouble"]));
    await bot.as("zed").press({ do: "claim" });
    expect(told(bot, "zed").sort()).toEqual(["closed", "trouble"]);
    const trouble = bot.chat.dm("zed").find(({ key }) => key.startsWith("alert:trouble."));
    expect(words(must(trouble).view)).toContain("[Try again]");
  });

  it("goes to an approver who is there, and not to one who has left as well", async () => {
    const bot = await startedBot();
    for (const id of ["chloe", "kenji"]) await bot.as(id).command("help");
    const settings = { level: "everything", approvals: "approvals", news: "news", domains: "", seats: [] };
    const approvers = { approvers: ["ben", "chloe"], reminders: [] };
    await bot.as("ana").submit({ form: "settings" }, { ...settings, ...approvers });
    for (const id of ["ben", "ana"]) await becomes(bot, id, { standing: "gone" });
    close(bot, "news");
    await bot.settle();
    expect(told(bot, "chloe")).toContain("closed");
  });

  it("has its buttons once an approver who was told has claimed the Setup", async () => {
    const bot = await startedBot();
    await becomes(bot, "ben", { admin: true });
    await becomes(bot, "ana", { standing: "gone" });
    await loseOne(bot);
    const card = () =>
      words(must(bot.chat.dm("ben").find(({ key }) => key.startsWith("alert:trouble."))).view);
    expect(card()).toContain("can have it tried again, or drop it.");
    await bot.as("ben").press({ do: "claim" });
    expect(card()).toContain("[Try again]");
    expect(told(bot, "ben").filter((kind) => kind === "trouble")).toHaveLength(1);
  });
});

describe("what is for an owner who cannot be written to", () => {
  it("is told to an approver, and to the owner once that is possible", async () => {
    const bot = await startedBot();
    bot.chat.gone.add("dm-ana");
    await bot.as("ana").submit({ form: "billing" }, billing());
    for (const channel of ["approvals", "news"]) close(bot, channel);
    await loseOne(bot);
    await bot.skip(5 * MINUTE);
    expect(told(bot, "ben")).toEqual(expect.arrayContaining(["billing", "closed", "trouble"]));
    bot.chat.gone.delete("dm-ana");
    await bot.as("ana").command("status");
    expect(told(bot, "ana")).toEqual(expect.arrayContaining(["closed", "trouble"]));
    await bot.as("ana").command("status");
    expect(told(bot, "ana").filter((kind) => kind === "closed")).toHaveLength(1);
  });
});
