import { expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { parseCommand } from "../../../src/app/core/commands.ts";
import { approvalOf, type Bot, billing, createBot, startedBot } from "../../support/world/bot.ts";
import { buttonsOf, said } from "../../support/world/chat.ts";

const OWNERS = ["ana@lumen.example"];

const on = (bot: Bot, platform: "Slack" | "Teams", account: string) =>
  platform === "Slack" ? bot.as(account) : bot.inTeams(account);
const buttons = (reply: Reply): readonly string[] =>
  reply.kind === "show" ? buttonsOf(reply.view).map(({ label }) => label) : [];

const SPOKEN = {
  help: ["hi", "Hello!", "Salut, Mistral", "Bonsoir !", "help!!!", "aide"],
  "": ["setup!"],
  status: ["Status.", "État…", "e\u0301tat", "ETAT"],
  key: ["key?", "clé"],
  language: ["Langue"],
  settings: ["parametres"],
};
it("a command is understood in English and in French, in any case and with marks", () => {
  for (const [word, all] of Object.entries(SPOKEN))
    for (const typed of all) expect(parseCommand(typed)?.word, typed).toBe(word);
});

it.each([
  ["Slack", "en", /You can start it/, "Start"],
  ["Teams", "fr", /Vous pouvez la démarrer/, "Démarrer"],
] as const)(
  "before the Setup, whoever may start it gets the button for it from other commands, in %s and %s",
  async (platform, language, sentence, button) => {
    const bot = createBot({ both: true, owners: OWNERS });
    const ana = on(bot, platform, "ana");
    await ana.submit({ form: "language" }, { language });
    for (const word of ["invite", "status", "settings"]) {
      const answer = await ana.command(word);
      expect(said(answer)).toMatch(sentence);
      expect(buttons(answer)).toEqual([button]);
    }
    for (const word of ["", "invite", "status", "members", "settings", "record"])
      expect(buttons(await on(bot, platform, "chloe").command(word))).toEqual([]);
  },
);

it("punctuation alone or too much of it is no command", () => {
  for (const typed of ["!", "?!", "…", `setup${"!".repeat(100)}`])
    expect(parseCommand(typed), typed).toBeNull();
});

it("a command that opened a form opens no second one when the same arrives again", async () => {
  const bot = await startedBot();
  const { caller } = bot.as("chloe");
  expect(await bot.app.command(caller, "invite", "one")).toMatchObject({ kind: "open" });
  expect(await bot.app.command(caller, "invite", "one")).toEqual({ kind: "nothing", repeated: true });
  expect(await bot.app.command(caller, "invite", "another")).toMatchObject({ kind: "open" });
});

it("a press that was turned down is answered once, however often the same arrives", async () => {
  const bot = await startedBot();
  await bot.ask("paul@lumen.example");
  const press = () => bot.app.press(bot.as("kenji").caller, approvalOf(bot.store, 1), "one");
  const answers = await Promise.all([press(), press()]);
  answers.push(await press());
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["nothing", "nothing", "show"]);
});

it("a submission that was turned down is looked at again when the same arrives again", async () => {
  const bot = await startedBot();
  const confirm = () => bot.app.submit(bot.as("kenji").caller, { form: "billing" }, billing(), "one");
  expect((await confirm()).kind).toBe("errors");
  await bot.hand("billing", "kenji");
  expect((await confirm()).kind).toBe("show");
  expect((await confirm()).kind).toBe("nothing");
});

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
