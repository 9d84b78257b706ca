import { describe, expect, it } from "vitest";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

async function active(address: string): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation(address));
  await bot.as("ben").press({ do: "approve", request: 1 });
  await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  return bot;
}
const statuses = (bot: Bot) =>
  bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ status }) => status));

describe("removing a Member without an Admin API", () => {
  it("is one Task with the address, and counts once a person has done it", async () => {
    const bot = await active("kenji@lumen.example");
    await bot.as("ben").press({ do: "remove", invitation: 1, page: 0 });
    await bot.as("ben").press({ do: "remove", invitation: 1, page: 0 });
    expect(statuses(bot)).toEqual(["active"]);
    expect(bot.store.read((tx) => tx.tasks.open())).toHaveLength(1);
    const card = must(bot.chat.dm("ben").at(-1));
    expect(words(card.view)).toMatch(/Remove this Member[\s\S]*kenji@lumen\.example[\s\S]*\[Done\]/);
    await bot.as("ben").press({ do: "task-done", task: 2, rows: 1 });
    expect(statuses(bot)).toEqual(["removed"]);
    expect(words(must(bot.chat.dm("kenji").at(-1)).view)).toMatch(/no longer a Member .* confirmed by @ben/);
    expect(words(must(bot.chat.dm("chloe").at(-1)).view)).toMatch(/no longer a Member, confirmed by @ben/);
  });

  it("that is not possible leaves them Active", async () => {
    const bot = await active("kenji@lumen.example");
    await bot.as("ben").press({ do: "remove", invitation: 1 });
    await bot.as("ben").submit({ form: "impossible", task: 2 }, { reason: "the last Admin" });
    expect(statuses(bot)).toEqual(["active"]);
  });
});
