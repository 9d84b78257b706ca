import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { must } from "../../support/must.ts";
import { type Bot, createAround, invitation, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";

const FRENCH = "fr-FR";

/** Chloé in Slack and Tara in Teams have accounts that say French, everybody else's say English. */
async function scene(both = false): Promise<Bot> {
  const around = createAround();
  around.chat.join("chloe", { locale: FRENCH });
  around.teams.join("t-tara", {
    ...{ name: "tara", address: "tara@lumen.example", locale: FRENCH },
  });
  return startedBot({ around, both });
}

const home = (bot: Bot, account: string): string => words(must(bot.chat.homes.get(account)));
const chooses = (bot: Bot, account: string, language: string): Promise<Reply> =>
  bot.as(account).submit({ form: "language" }, { language });

describe("one Request of a French person for an English approver", () => {
  it.each([
    ["Slack", (bot: Bot) => [bot.as("chloe"), () => bot.chat.newest("dm-chloe")] as const],
    ["Teams", (bot: Bot) => [bot.inTeams("tara"), () => bot.teams.newest("dm-t-tara")] as const],
  ])("is in the language of each, also once it is decided, asked in %s", async (_, who) => {
    const bot = await scene(true);
    const [asking, reads] = who(bot);
    await asking.submit({ form: "invite" }, invitation("paul@lumen.example"));
    expect(reads()).toContain("Vous avez demandé à inviter une personne comme Member.");
    expect(bot.chat.newest("approvals")).toContain("wants to invite one person");
    await bot.approve();
    expect(reads()).toContain("✅ Approuvée par @ben à ");
    expect(bot.chat.newest("approvals")).toContain("✅ Approved by @ben ");
  });

  it("tells the platform in which language to say what it adds", async () => {
    const bot = await scene();
    const form = await bot.as("chloe").command("invite");
    expect(form).toMatchObject({ kind: "open", form: { lang: "fr", submit: "Demander" } });
    expect(await bot.as("ben").command("help")).not.toHaveProperty("view.lang");
    const account = { platform: "slack", account: "chloe" } as const;
    expect(bot.app.language(account)).toBe("fr");
    expect(bot.app.language({ ...account, account: "nobody", locale: "fr-CA" })).toBe("fr");
    expect(bot.app.language({ ...account, account: "nobody" })).toBe("en");
  });
});

describe("a person who chooses a language of their own", () => {
  it("reads everything in it from then on, older messages included", async () => {
    const bot = await scene();
    await bot.as("ben").home();
    await bot.ask("paul@lumen.example", "ben", "admin");
    expect(home(bot, "ben")).toContain("[Show the members]");
    expect(bot.chat.newest("dm-ben")).toContain("You asked to invite one person");
    expect(said(await chooses(bot, "ben", "fr"))).toContain("Vos messages sont désormais en français.");
    await bot.settle();
    expect(home(bot, "ben")).toContain("[Voir les membres]");
    expect(bot.chat.newest("dm-ben")).toContain("Vous avez demandé à inviter une personne");
    expect(bot.chat.newest("approvals")).toContain("wants to invite one person");
    expect(said(await chooses(bot, "ben", "account"))).toContain("Your messages are in English from now on.");
    expect(home(bot, "ben")).toContain("[Show the members]");
  });

  it("keeps it whatever their account says, and when they say that another account is theirs, too", async () => {
    const bot = await scene(true);
    await chooses(bot, "chloe", "en");
    bot.chat.join("chloe", { locale: "fr-CA" });
    await bot.skip(7_200_000);
    expect(said(await bot.as("chloe").command("help"))).toContain("You can type:");
    await bot.inTeams("tara").submit({ form: "language" }, { language: "en" });
    const [ana, tara] = [bot.personOf("ana").id, bot.personOf("t-tara", "teams").id];
    bot.store.transact((tx) => {
      tx.people.merge(tara, ana);
      expect(tx.people.get(ana)).toMatchObject({ language: "en", accounts: { length: 3 } });
    });
  });

  it("chooses among what there is", async () => {
    const bot = await scene();
    const labels = ["English", "Français", "Deutsch", "Español"].map((label) => ({ label }));
    const options = [{ value: "account" }, ...labels];
    const form = await bot.as("ben").command("language");
    expect(form).toMatchObject({ form: { fields: [{ initial: "account", options }] } });
    for (const value of ["tlh", ""]) expect(said(await chooses(bot, "ben", value))).toBe("Choose one.");
  });
});

it("the owner chooses the language of channels, where all that is posted is said in it", async () => {
  const bot = await scene();
  await bot.ask("paul@lumen.example", "ben", "admin");
  const form = await bot.as("ana").command("settings");
  expect(form).toMatchObject({
    form: { fields: expect.arrayContaining([expect.objectContaining({ name: "language", initial: "en" })]) },
  });
  await bot.set({ feed: null, language: "fr" });
  expect(bot.chat.newest("approvals")).toContain("@ben souhaite inviter une personne");
  expect(bot.chat.newest("news")).toContain("@ana a démarré la configuration de Mistral");
  expect(bot.chat.newest("dm-ben")).toContain("You asked to invite one person");
  // A form that was opened before there was a choice changes nothing.
  await bot.set({ feed: null });
  expect(bot.chat.newest("approvals")).toContain("@ben souhaite inviter une personne");
});
