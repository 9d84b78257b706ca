import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { parseCommand } from "../../src/app/commands.ts";
import { type Bot, createBot } from "../support/bot.ts";
import { buttonsOf, words } from "../support/chat.ts";

const PLATFORMS = ["Slack", "Teams"] as const;
const OWNERS = ["ana@lumen.example"];

const on = (bot: Bot, platform: (typeof PLATFORMS)[number], account: string) =>
  platform === "Slack" ? bot.as(account) : bot.inTeams(account);
const said = (reply: Reply): string => (reply.kind === "show" ? words(reply.view) : reply.kind);
const buttons = (reply: Reply): readonly string[] =>
  reply.kind === "show" ? buttonsOf(reply.view).map(({ label }) => label) : [];

describe.each(PLATFORMS)("what is typed in %s", (platform) => {
  it.each(["hi", "Hello!", "hey", "bonjour", "Salut, Mistral", "Bonsoir !"])(
    "a greeting, %s, is answered with what the bot understands, and not called unknown",
    async (greeting) => {
      const chloe = on(createBot({ both: true }), platform, "chloe");
      const answer = said(await chloe.command(greeting));
      expect(answer).toBe(said(await chloe.command("help")));
    },
  );

  it.each([
    ["setup!", ""],
    ["Status.", "status"],
    ["key?", "key"],
    ["État…", "status"],
    ["help!!!", "help"],
  ])("a word with punctuation behind it, %s, is understood as the word", async (typed, word) => {
    const chloe = on(createBot({ both: true }), platform, "chloe");
    expect(said(await chloe.command(typed))).toBe(said(await chloe.command(word)));
  });

  it.each([
    ["en", /You can start it/, "Start"],
    ["fr", /Vous pouvez la démarrer/, "Démarrer"],
  ])(
    "before the Setup, whoever may start it gets the button for it from other commands, in %s",
    async (language, sentence, button) => {
      const bot = createBot({ both: true, owners: OWNERS });
      const ana = on(bot, platform, "ana");
      await ana.submit({ form: "language" }, { language });
      for (const word of ["invite", "status", "settings"]) {
        const answer = await ana.command(word);
        expect(said(answer)).toMatch(sentence);
        expect(buttons(answer)).toEqual([button]);
      }
      const answer = await on(bot, platform, "chloe").command("invite");
      expect(buttons(answer)).toEqual([]);
    },
  );
});

it.each(["!", "?!", "…", `setup${"!".repeat(100)}`])(
  "%s, which is punctuation alone or too much of it, is no command",
  (typed) => {
    expect(parseCommand(typed)).toBeNull();
  },
);
