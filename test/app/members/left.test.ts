import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { type Bot, PAUL, paidBot, startedBot } from "../../support/world/bot.ts";
import { bothBot, changeSettings } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY, MINUTE } from "../../support/world/times.ts";

type Leaving = (bot: Bot, who: string) => Promise<unknown>;

/** Each way in which it is found out. */
const unsaid: Leaving = async (bot, who) => {
  bot.chat.leave(who);
  await bot.skip(DAY);
};
const WAYS: readonly (readonly [string, Leaving])[] = [
  ["was deactivated", (bot, who) => bot.becomes(who, { standing: "gone" })],
  ["became a guest", (bot, who) => bot.becomes(who, { standing: "guest" })],
  ["left without a word, which the daily look finds out", unsaid],
];

const leftCards = (bot: Bot, who: string, chat = bot.chat) => chat.told(who, "alert:left.");
const requestsTo = (bot: Bot, who: string) => bot.chat.told(who, "request:");

/** Otto is an admin of the chat workspace, too, whom the bot has met. */
async function withOtto(): Promise<Bot> {
  const bot = await startedBot();
  bot.chat.join("otto", { admin: true });
  await bot.as("otto").command("help");
  return bot;
}

it.each(WAYS)(
  "the owner who %s is told of to who can claim the Setup and to the approvers, once, until somebody claims it",
  async (_how, leave) => {
    const bot = await withOtto();
    await bot.ask(PAUL);
    expect(said(await bot.as("otto").command(""))).not.toContain("Claim");
    await leave(bot, "ana");
    expect(said(await bot.as("otto").command(""))).toContain("[Claim the setup]");
    const both = (words: RegExp) => {
      for (const who of ["otto", "ben"]) expect(leftCards(bot, who)).toEqual([expect.stringMatching(words)]);
    };
    both(/@ana[\s\S]*\[Claim the setup\]/);
    expect(leftCards(bot, "chloe")).toEqual([]);
    await bot.as("otto").press({ do: "claim" });
    expect(bot.setup().owner).toBe(bot.personOf("otto").id);
    both(/Nothing to do/);
    expect(bot.dead()).toEqual([]);
  },
);

describe("the owner who has left", () => {
  it("is told of in the news channel where nobody else can hear it", async () => {
    const bot = await startedBot();
    changeSettings(bot, () => ({ approvers: [] }));
    await bot.becomes("ana", { standing: "gone" });
    expect(bot.chat.said("news", "alert:left.")).toEqual([expect.stringContaining("[Claim the setup]")]);
  });

  it("on both platforms is told of to an approver in Teams, and not before", async () => {
    const bot = await bothBot();
    await bot.becomes("ana", { standing: "gone" });
    expect(leftCards(bot, "t-tara", bot.teams)).toEqual([]);
    bot.app.accountChanged({ ...must(bot.teams.account("t-ana")), standing: "gone" });
    await bot.settle();
    expect(leftCards(bot, "t-tara", bot.teams)).toEqual([expect.stringMatching(/Claim the setup/)]);
  });

  it("shows a person who is no approver no address and no Request", async () => {
    const bot = await withOtto();
    await bot.ask("ana@lumen.example", "ana");
    await bot.becomes("ana", { standing: "gone" });
    expect(leftCards(bot, "otto").join()).not.toMatch(/@lumen|Request/);
    await bot.becomes("ana", { standing: "member" });
    expect(leftCards(bot, "otto")).toEqual([expect.stringMatching(/is a regular member here again/)]);
  });
});

const leave = (bot: Bot, who: string) => bot.becomes(who, { standing: "gone" });

it("an approver who has left is told of to the owner, who gets their own Request to decide, and needs nobody for the next one", async () => {
  const bot = await startedBot();
  changeSettings(bot, () => ({ approvals: [] }));
  await bot.ask(PAUL, "ana", "admin");
  expect([requestsTo(bot, "ben").length, requestsTo(bot, "ana").length]).toEqual([1, 0]);
  await leave(bot, "ben");
  expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/@ben[\s\S]*still an approver/)]);
  expect(requestsTo(bot, "ana")).toHaveLength(1);
  await bot.approve(1, "ana");
  await bot.ask("rosa@lumen.example", "ana", "admin");
  expect([1, 2].map((id) => bot.request(id).state)).toEqual(["approved", "approved"]);
});

it("a helper with a step and a Task who has left leaves the Task to the owner, who hears that the step is nobody's", async () => {
  const bot = await paidBot();
  const hand = async (person: string) => {
    for (const step of ["members", "security"] as const) await bot.hand(step, person);
  };
  await hand("kenji");
  await bot.ask(PAUL, "ben");
  expect(bot.tasks()).toMatchObject([{ assignee: bot.personOf("kenji").id }]);
  await leave(bot, "kenji");
  expect(bot.tasks()).toMatchObject([{ assignee: bot.personOf("ana").id }]);
  await bot.live(7 * DAY);
  expect(["ana", "kenji"].map((who) => bot.chat.told(who, "reminder:task").length)).toEqual([3, 0]);
  expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/@kenji[\s\S]*They had the step/)]);
  await hand("chloe");
  expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/Nothing to do/)]);
});

it("a requester who has left leaves the Request to be decided, and its card and the owner's say so", async () => {
  const bot = await startedBot();
  await bot.ask(PAUL);
  await unsaid(bot, "chloe");
  expect(bot.chat.first("approvals")).toMatch(/@chloe is no longer a regular member[\s\S]*\[Approve\]/);
  expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/Their open requests: 1/)]);
  await bot.deny();
  expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/Nothing to do/)]);
  expect(bot.dead()).toEqual([]);
});

it("an invitee who was deactivated is told of to the owner as long as Mistral lets them in", async () => {
  const bot = await paidBot();
  await bot.as("kenji").command("help");
  await bot.ask("kenji@lumen.example", "ben");
  await bot.done();
  await leave(bot, "kenji");
  expect(leftCards(bot, "ana")).toEqual([
    expect.stringMatching(/kenji@lumen.example \(Pending\)[\s\S]*\[Show the members\]/),
  ]);
});

it("a person who cannot be written to because they have left is looked at, and found to be gone", async () => {
  const bot = await startedBot();
  await bot.hand("security", "kenji");
  bot.chat.leave("kenji");
  bot.chat.gone.add("dm-kenji");
  await bot.hand("billing", "kenji");
  await bot.skip(1000);
  expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/@kenji[\s\S]*They had the step/)]);
});

const told = (bot: Bot, person: string): string[] =>
  bot.chat.dm(person).map(({ key }) => must(must(key.split("#")[0]).replace("alert:", "").split(/[:.]/)[0]));
const close = (bot: Bot, channel: string): void =>
  bot.app.placeClosed({ platform: "slack", channel }, "not_in_channel");

/** A message to a channel that takes none. */
async function loseOne(bot: Bot): Promise<void> {
  bot.chat.failNext(new AppError("invalid", "no"));
  const to = { place: { platform: "slack" as const, channel: "other" } };
  const options = { key: "one", group: "to:slack/other", dueAt: bot.now() };
  bot.store.transact((tx) => tx.jobs.enqueue({ kind: "post", subject: "setup:1", to }, options));
  await bot.settle();
}

describe("a message for an owner who has left", () => {
  it("is told to an approver, and to the person who claims the Setup", async () => {
    const bot = await startedBot();
    bot.chat.join("zed", { admin: true });
    await bot.becomes("ana", { standing: "gone" });
    close(bot, "news");
    await loseOne(bot);
    expect(told(bot, "ben")).toEqual(expect.arrayContaining(["closed", "trouble"]));
    await bot.as("zed").press({ do: "claim" });
    expect(told(bot, "zed").sort()).toEqual(["closed", "trouble"]);
    expect(bot.chat.told("zed", "alert:trouble.")[0]).toContain("[Try again]");
  });

  it("has its buttons once an approver who was told has claimed the Setup", async () => {
    const bot = await startedBot();
    await bot.becomes("ben", { admin: true });
    await bot.becomes("ana", { standing: "gone" });
    await loseOne(bot);
    const cards = () => bot.chat.told("ben", "alert:trouble.");
    expect(cards()[0]).toContain("can retry or drop it.");
    await bot.as("ben").press({ do: "claim" });
    expect(cards()).toEqual([expect.stringContaining("[Try again]")]);
  });
});

it("a message for an owner who cannot be written to goes to an approver, and to the owner once that is possible", async () => {
  const bot = await startedBot();
  bot.chat.gone.add("dm-ana");
  await bot.pay();
  for (const channel of ["approvals", "news"]) close(bot, channel);
  await loseOne(bot);
  await bot.skip(5 * MINUTE);
  expect(told(bot, "ben")).toEqual(expect.arrayContaining(["billing", "closed", "trouble"]));
  bot.chat.gone.delete("dm-ana");
  await bot.as("ana").command("status");
  await bot.as("ana").command("status");
  const missed = told(bot, "ana").filter((kind) => /closed|trouble/.test(kind));
  expect(missed.toSorted()).toEqual(["closed", "closed", "trouble"]);
});

it("whose other account there is gone still sees the own Home", async () => {
  const bot = await startedBot();
  bot.chat.join("chloe-old", { address: "chloe@lumen.example" });
  for (const who of ["chloe-old", "chloe"]) await bot.as(who).command("help");
  const ids = ["chloe", "chloe-old"].map((who) => bot.personOf(who).id);
  bot.store.transact((tx) => tx.people.merge(must(ids[0]), must(ids[1])));
  await leave(bot, "chloe-old");
  expect(bot.personOf("chloe").accounts.map(({ standing }) => standing)).toEqual(["gone", "member"]);
  await bot.as("chloe").home();
  expect(words(must(bot.chat.homes.get("chloe")))).not.toContain("for members of this organization");
});
