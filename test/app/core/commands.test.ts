import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { answerOnce, createAskOnce, unasked } from "../../../src/app/core/answer-once.ts";
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
  help: [
    "hi",
    "Hello!",
    "Salut, Mistral",
    "Bonsoir !",
    "help!!!",
    "aide",
    "Hallo,",
    "hilfe",
    "¿Ayuda?",
    "Hola",
  ],
  "": ["setup!", "Einrichtung", "Configuración"],
  status: ["Status.", "État…", "e\u0301tat", "ETAT"],
  key: ["key?", "clé", "Schlüssel", "schluessel", "Clave"],
  language: ["Langue", "Sprache", "idioma."],
  settings: ["parametres", "Einstellungen", "ajustes"],
};
it("a command is understood in each language, in any case and with marks", () => {
  for (const [word, all] of Object.entries(SPOKEN))
    for (const typed of all) expect(parseCommand(typed)?.word, typed).toBe(word);
});

it.each([
  ["Slack", "en", /You can start it/, "Start"],
  ["Teams", "fr", /Démarrez-la/, "Démarrer"],
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
  const answers = [...(await Promise.all([press(), press()])), await press()];
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

const clock = { at: 1_000 };
const log = { info() {}, warn() {}, error() {} };
const nothing: Reply = { kind: "nothing" };

/** What asks the core, and how often it was asked. */
function asking(keptMs: number, replies: readonly (Reply | Error)[]) {
  const askOnce = createAskOnce({ platform: "slack", log, now: () => clock.at, keptMs });
  let asked = 0;
  const ask = async () => {
    const reply = replies[asked] ?? nothing;
    asked += 1;
    await sleep(1);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { again: () => askOnce("key", ask), asked: () => asked };
}

describe("a request that arrives again", () => {
  it("while the core works on it asks nothing more, and gets the same reply", async () => {
    const { again, asked } = asking(0, []);
    const [first, second] = [again(), again()];
    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(await Promise.all([first.work, second.work])).toEqual([nothing, nothing]);
    expect(asked()).toBe(1);
  });

  it("later gets the same reply for as long as replies are kept", async () => {
    const { again, asked } = asking(60_000, []);
    await again().work;
    expect(again().repeated).toBe(true);
    clock.at += 60_000;
    expect(again().repeated).toBe(false);
    expect(asked()).toBe(2);
  });

  it.each<[string, Reply | Error]>([
    ["the core broke", new Error("a bug in the core")],
    ["it was refused", { kind: "errors", errors: { "": "No" } }],
  ])("is asked anew where %s", async (_name, reply) => {
    const { again, asked } = asking(60_000, [reply]);
    await again().work;
    expect(await again().work).toEqual(nothing);
    expect(asked()).toBe(2);
  });
});

describe("a request is answered once", () => {
  const answering = (withinMs: number, done: string[]) => ({
    withinMs,
    inTime: (what: string) => ({ answer: what, after: async () => void done.push(`after ${what}`) }),
    working: "working",
    late: async (what: string) => void done.push(`late ${what}`),
  });

  it.each([
    ["with what came of it, and the rest is done once that is sent", 0, 1_000, "done", "after done"],
    ["in time that it is worked on, and what came of it is brought later", 50, 5, "working", "late done"],
  ])("%s", async (_, takes, withinMs, first, then) => {
    const done: string[] = [];
    const { answer, after: rest } = await answerOnce(
      unasked(sleep(takes, "done")),
      answering(withinMs, done),
    );
    expect([answer, done]).toEqual([first, []]);
    await rest?.();
    expect(done).toEqual([then]);
  });

  it("and nothing follows from it where it was repeated", async () => {
    const repeated = { work: Promise.resolve("done"), repeated: true };
    expect(await answerOnce(repeated, answering(1_000, []))).toEqual({ answer: "done" });
  });
});
