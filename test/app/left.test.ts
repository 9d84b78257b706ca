import { describe, expect, it } from "vitest";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { bothBot, changeSettings } from "../support/both.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const PAUL = "paul@lumen.example";
const DAY = 24 * 3_600_000;

type Leaving = (bot: Bot, who: string) => Promise<unknown>;
const says = (bot: Bot, who: string, standing: "gone" | "guest" | "member" | "stranger") => {
  bot.chat.join(who, { standing });
  bot.app.accountChanged(must(bot.chat.account(who)));
  return bot.settle();
};

/** Each way in which it is found out. */
const WAYS: readonly (readonly [string, Leaving])[] = [
  ["was deactivated", (bot, who) => says(bot, who, "gone")],
  ["became a guest", (bot, who) => says(bot, who, "guest")],
  ["belongs to another organization", (bot, who) => says(bot, who, "stranger")],
  [
    "left without a word, which the daily look finds out",
    async (bot, who) => {
      bot.chat.leave(who);
      await bot.skip(DAY);
    },
  ],
];

const leftCards = (bot: Bot, who: string, chat = bot.chat): string[] =>
  chat
    .dm(who)
    .filter(({ key }) => key.startsWith("alert:left."))
    .map(({ view }) => words(view));
const requestsTo = (bot: Bot, who: string) =>
  bot.chat.dm(who).filter(({ key }) => key.startsWith("request:"));

/** Otto is an admin of the chat workspace, too, whom the bot has met. */
async function withOtto(): Promise<Bot> {
  const bot = await startedBot();
  bot.chat.join("otto", { admin: true });
  await bot.as("otto").command("help");
  return bot;
}

describe.each(WAYS)("the owner who %s", (_how, leave) => {
  it("is told of to who can claim the Setup and to the approvers, once, until somebody claims it", async () => {
    const bot = await withOtto();
    await bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
    await leave(bot, "ana");
    for (const who of ["otto", "ben"])
      expect(leftCards(bot, who)).toEqual([expect.stringMatching(/@ana[\s\S]*\[Claim the Setup\]/)]);
    expect(leftCards(bot, "chloe")).toEqual([]);
    await bot.as("otto").press({ do: "claim" });
    expect(bot.store.read((tx) => tx.setup.load()?.owner)).toBe(bot.personOf("otto").id);
    for (const who of ["otto", "ben"])
      expect(leftCards(bot, who)).toEqual([expect.stringMatching(/nothing to do/)]);
    expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });
});

describe("the owner who has left", () => {
  it("is told of in the news channel where nobody else can hear it", async () => {
    const bot = await startedBot();
    changeSettings(bot, () => ({ approvers: [] }));
    await says(bot, "ana", "gone");
    const [said] = bot.chat.in("news").filter(({ key }) => key.startsWith("alert:left."));
    expect(words(must(said).view)).toMatch(/\[Claim the Setup\]/);
  });

  it("on both platforms is told of to an approver in Teams, and not before", async () => {
    const bot = await bothBot();
    await says(bot, "ana", "gone");
    expect(leftCards(bot, "t-tara", bot.teams)).toEqual([]);
    const account = must(bot.teams.account("t-ana"));
    bot.app.accountChanged({ ...account, standing: "gone" });
    await bot.settle();
    expect(leftCards(bot, "t-tara", bot.teams)).toEqual([expect.stringMatching(/Claim the Setup/)]);
  });

  it("shows whoever is no approver no address and no Request", async () => {
    const bot = await withOtto();
    await bot.as("ana").submit({ form: "invite" }, invitation("ana@lumen.example"));
    await says(bot, "ana", "gone");
    expect(leftCards(bot, "otto").join()).not.toMatch(/@lumen|Request/);
  });

  it("keeps the Setup when they are a member again", async () => {
    const bot = await withOtto();
    await says(bot, "ana", "gone");
    await says(bot, "ana", "member");
    expect(leftCards(bot, "otto")).toEqual([expect.stringMatching(/again/)]);
  });
});

describe.each(WAYS)("an approver who %s", (_how, leave) => {
  it("is told of to the owner, who can decide on their own Request now, and has it", async () => {
    const bot = await startedBot();
    changeSettings(bot, () => ({ approvals: [] }));
    await bot.as("ana").submit({ form: "invite" }, invitation(PAUL, "admin"));
    expect([requestsTo(bot, "ben").length, requestsTo(bot, "ana").length]).toEqual([1, 0]);
    await leave(bot, "ben");
    expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/@ben[\s\S]*approvers/)]);
    expect(requestsTo(bot, "ana")).toHaveLength(1);
    await bot.as("ana").press({ do: "approve", request: 1 });
    expect(bot.store.read((tx) => tx.requests.get(1)?.state)).toBe("approved");
  });
});

describe.each(WAYS)("a helper with a step and a Task who %s", (_how, leave) => {
  it("leaves the Task to the owner, who hears that the step is nobody's", async () => {
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.skip(180_000);
    for (const step of ["members", "security"] as const)
      await bot.as("ana").submit({ form: "hand", step }, { person: "kenji" });
    await bot.as("ben").submit({ form: "invite" }, invitation(PAUL));
    const assignee = () => bot.store.read((tx) => tx.tasks.open().map((task) => task.assignee));
    expect(assignee()).toEqual([bot.personOf("kenji").id]);
    await leave(bot, "kenji");
    expect(assignee()).toEqual([bot.personOf("ana").id]);
    expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/@kenji[\s\S]*handed to them/)]);
    for (const step of ["members", "security"] as const)
      await bot.as("ana").submit({ form: "hand", step }, { person: "chloe" });
    expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/nothing to do/)]);
  });
});

describe.each(WAYS)("a requester who %s", (_how, leave) => {
  it("leaves the Request to be decided, and its card and the owner's say so", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
    await leave(bot, "chloe");
    const [card] = bot.chat.in("approvals").filter(({ key }) => key.startsWith("request:"));
    expect(words(must(card).view)).toMatch(/@chloe is not a regular member[\s\S]*\[Approve\]/);
    expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/Requests of theirs that are open: 1/)]);
    await bot.as("ben").submit({ form: "deny", request: 1 }, { reason: "left" });
    expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/nothing to do/)]);
    expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });
});

describe("an invitee who was deactivated", () => {
  it("is told of to the owner as long as Mistral lets them in", async () => {
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.skip(180_000);
    await bot.as("kenji").command("help");
    await bot.as("ben").submit({ form: "invite" }, invitation("kenji@lumen.example"));
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
    await bot.settle();
    await says(bot, "kenji", "gone");
    expect(leftCards(bot, "ana")).toEqual([
      expect.stringMatching(/kenji@lumen.example \(Pending\)[\s\S]*\[Show the members\]/),
    ]);
  });
});

it("a person who cannot be written to because they have left is looked at, and found to be gone", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "hand", step: "security" }, { person: "kenji" });
  bot.chat.leave("kenji");
  bot.chat.gone.add("dm-kenji");
  await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "kenji" });
  await bot.skip(1000);
  expect(leftCards(bot, "ana")).toEqual([expect.stringMatching(/@kenji[\s\S]*handed to them/)]);
});
