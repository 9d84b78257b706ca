import { describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type Bot, startedBot } from "../../support/world/bot.ts";
import { bothBot, changeSettings } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";

const BEN = "ben@lumen.example";

const page = (bot: Bot) => words(must(bot.chat.homes.get("ben")));

/** All that the bot has told Ben, shows him by itself or answers when he asks. */
async function heardByBen(bot: Bot): Promise<string> {
  await bot.as("ben").home();
  const asked = [];
  for (const word of ["key", "status", ""]) asked.push(said(await bot.as("ben").command(word)));
  return [page(bot), ...asked, ...bot.chat.told("ben")].join("\n");
}

/** Ben is no approver; Kenji asks for him. */
async function askedForBen(): Promise<Bot> {
  const bot = await startedBot();
  changeSettings(bot, () => ({ approvers: [] }));
  await bot.ask(BEN, "kenji");
  return bot;
}

const ENDS: readonly [string, (bot: Bot) => Promise<unknown>][] = [
  ["open", async () => {}],
  ["denied", (bot) => bot.as("ana").submit({ form: "deny", request: 1 }, { reason: "not him" })],
  ["approved and not sent yet", (bot) => bot.approve(1, "ana")],
];

describe("the Invitation that somebody else asked for", () => {
  it.each(ENDS)("is hidden from the invitee, and no button for it works, while it is %s", async (_, end) => {
    const bot = await askedForBen();
    await end(bot);
    const heard = await heardByBen(bot);
    expect(heard).not.toMatch(/My invitation|not him/);
    expect(heard).not.toContain(BEN);
    for (const action of ["no-email", "joined", "key-works"] as const) {
      const answer = said(await bot.as("ben").press({ do: action, invitation: 1 }));
      expect(answer).toContain("is for somebody else");
    }
  });

  it("is hidden from the invitee in the chat with the bot in Teams as well, when it was denied", async () => {
    const bot = await bothBot();
    await bot.ask("chloe@lumen.example", "kenji");
    await bot.as("ana").submit({ form: "deny", request: 1 }, { reason: "not her" });
    await bot.inTeams("chloe").home();
    const chat = bot.teams.dm("t-chloe").map(({ view }) => words(view));
    const heard = [...chat, said(await bot.inTeams("chloe").command("key"))].join("\n");
    expect(chat).not.toEqual([]);
    expect(heard).not.toMatch(/My invitation|not her|chloe@lumen/);
  });

  it("leaves the invitee the older one that was sent, when the newer one is denied", async () => {
    const bot = await askedForBen();
    await bot.approve(1, "ana");
    await bot.pay();
    await bot.skip(200_000);
    const task = must(bot.tasks()[0]);
    await bot.as("ana").press({ do: "task-done", task: task.id, rows: 1 });
    expect(await heardByBen(bot)).toMatch(/My invitation\n.*Pending/);
    await bot.as("ana").press({ do: "mark-expired", invitation: 1 });
    await bot.ask(BEN, "kenji");
    await bot.as("ana").submit({ form: "deny", request: 2 }, { reason: "not again" });
    expect(await heardByBen(bot)).toMatch(/My invitation\n.*Expired/);
  });

  it("is told as denied to the one who asked, and to the invitee who asked for themselves", async () => {
    const bot = await askedForBen();
    await bot.as("ana").submit({ form: "deny", request: 1 }, { reason: "not him" });
    expect(bot.chat.newest("dm-kenji")).toMatch(/Denied by @ana[\s\S]*not him/);
    await bot.ask(BEN, "ben");
    await bot.deny(2, "ana");
    expect(await heardByBen(bot)).toMatch(/My invitation\n.*Denied/);
  });
});
