import { expect, it } from "vitest";
import { invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;

/** Ben's page with somebody else's Request on it, three hours after he opened it. */
async function openedLongAgo() {
  const bot = await startedBot();
  const shown = () => words(must(bot.chat.homes.get("ben")));
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.as("ben").home();
  await bot.skip(3 * 60 * MINUTE);
  expect(shown()).toContain("paul@lumen.example");
  return { bot, shown };
}

it("a Home page follows for an hour after it was opened, and then when it is opened again", async () => {
  const bot = await startedBot();
  const shown = () => words(must(bot.chat.homes.get("ben")));
  const asksFor = async (address: string) => {
    await bot.as("chloe").submit({ form: "invite" }, invitation(address));
    await bot.skip(MINUTE);
  };
  await bot.as("ben").home();
  await bot.skip(58 * MINUTE);
  await asksFor("early@lumen.example");
  expect(shown()).toContain("early@lumen.example");
  await bot.skip(2 * MINUTE);
  await asksFor("late@lumen.example");
  expect(shown()).not.toContain("late@lumen.example");
  await bot.as("ben").home();
  expect(shown()).toContain("late@lumen.example");
});

it("a Home page follows for as long as somebody works on it", async () => {
  const { bot, shown } = await openedLongAgo();
  await bot.as("ben").press({ do: "approve", request: 1 });
  await bot.skip(MINUTE);
  expect(shown()).not.toContain("Review");
  expect(shown()).not.toContain("[Approve]");
});

it("a Home page shows nothing of what its person may see no more, however long ago it was opened", async () => {
  const { bot, shown } = await openedLongAgo();
  bot.chat.join("ben", { standing: "guest" });
  bot.app.accountChanged(must(bot.chat.account("ben")));
  await bot.skip(MINUTE);
  expect(shown()).not.toContain("paul@lumen.example");
});

it("a Home that is a message in Teams follows however long ago it was opened", async () => {
  const bot = await startedBot({ both: true });
  await bot.inTeams("ben").home();
  const [home] = bot.teams.dm("t-ben").filter(({ key }) => key.startsWith("home:"));
  await bot.skip(48 * 60 * MINUTE);
  await bot.as("chloe").submit({ form: "invite" }, invitation("late@lumen.example"));
  await bot.skip(MINUTE);
  expect(words(must(home).view)).toContain("late@lumen.example");
});
