import { expect, it } from "vitest";
import { createBot } from "../support/bot.ts";

it("a request says how somebody reads, and that is newer than what was told when they were met", async () => {
  const bot = createBot({ both: true });
  const tara = bot.inTeams("tara");
  await tara.home();
  const seen = bot.store.read((tx) => tx.people.seenAt("teams", "t-tara"));
  expect(bot.personOf("t-tara", "teams")).toMatchObject({ locale: "en", timezone: "Europe/Paris" });
  await bot.skip(1000);
  // What is refused is answered in the right language, too.
  const told = { ...tara.caller, locale: "fr-FR", timezone: "Asia/Tokyo" };
  expect(await bot.app.command(told, "record", "told")).toMatchObject({ kind: "show" });
  const inTokyo = { locale: "fr-FR", timezone: "Asia/Tokyo" };
  expect(bot.personOf("t-tara", "teams")).toMatchObject(inTokyo);
  expect(bot.store.read((tx) => tx.people.seenAt("teams", "t-tara"))).toBe(seen);
  await tara.command("help");
  expect(bot.personOf("t-tara", "teams")).toMatchObject(inTokyo);
});
