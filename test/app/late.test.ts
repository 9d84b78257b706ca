import { expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

it("a message found after a lost answer shows what has changed since it was posted", async () => {
  const bot = await startedBot();
  bot.chat.loseNextAnswer();
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  const posted = bot.chat.messages.filter(({ key }) => /^(asked|request):1#/.test(key));
  await bot.as("ben").press({ do: "approve", request: 1 });
  await bot.skip(20_000);
  for (const { view } of posted) expect(words(view)).toMatch(/Approved by @ben/);
});

it("who is found in chat only after they joined is named where they were announced", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  const { findByAddress } = bot.chat.messenger;
  bot.chat.messenger.findByAddress = async () => {
    throw new AppError("unavailable", "Slack is down");
  };
  await bot.as("chloe").submit({ form: "invite" }, invitation("kenji@lumen.example"));
  await bot.as("ben").press({ do: "approve", request: 1 });
  await bot.as("ben").press({ do: "task-done", task: 1 });
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  expect(words(must(bot.chat.in("news").at(-1)).view)).not.toMatch(/@kenji/);
  bot.chat.messenger.findByAddress = findByAddress;
  await bot.skip(60_000);
  expect(words(must(bot.chat.in("news").at(-1)).view)).toMatch(/@kenji/);
});
