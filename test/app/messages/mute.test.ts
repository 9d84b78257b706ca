import { expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { invitation, startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import { DAY } from "../../support/world/times.ts";

const PAUL = "paul@lumen.example";
const OWN = "chloe@lumen.example";

it("whoever mutes news hears only what needs them, until they unmute it", async () => {
  const bot = await startedBot();
  await bot.pay();
  const chloe = bot.as("chloe");
  expect(await chloe.press({ do: "mute", on: true })).toEqual({ kind: "nothing" });
  await chloe.submit({ form: "invite" }, invitation(OWN));
  await bot.ask(PAUL);
  expect(bot.chat.told("chloe", "asked:")).toHaveLength(2);
  await bot.approve(1);
  await bot.approve(2);
  await bot.done(1, 9);
  await bot.as("ben").press({ do: "mark-active", invitation: 2 });
  expect(bot.chat.told("chloe", "joined:")).toEqual([]);
  expect(bot.chat.told("chloe", "invitee:")).toHaveLength(1);
  await chloe.press({ do: "mute", on: false });
  await bot.skip(DAY);
  await bot.ask("rosa@lumen.example");
  await bot.approve(3);
  await bot.done(2, 9);
  await bot.as("ben").press({ do: "mark-active", invitation: 3 });
  expect(bot.chat.told("chloe", "joined:")).toHaveLength(1);
});

it("a denial reaches a requester who has muted news", async () => {
  const bot = await startedBot();
  await bot.as("chloe").press({ do: "mute", on: true });
  await bot.ask(PAUL);
  await bot.deny();
  expect(bot.chat.told("chloe", "outcome:")).toEqual([expect.stringContaining("Your request was denied")]);
});

it("a person's page says in Slack and in Teams that news is muted, and unmutes it", async () => {
  const bot = await startedBot({ both: true });
  const pages = [
    [bot.as("ben"), () => words(must(bot.chat.homes.get("ben")))],
    [bot.inTeams("tara"), () => bot.teams.newest("dm-t-tara")],
  ] as const;
  for (const [person, page] of pages) {
    await person.home();
    await bot.settle();
    expect(page()).toContain("[Mute news]");
    await person.press({ do: "mute", on: true });
    expect(page()).toMatch(/\[Unmute news\][\s\S]*News is muted/);
    await person.press({ do: "mute", on: false });
    expect(page()).toContain("[Mute news]");
  }
});
