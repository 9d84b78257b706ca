import { describe, expect, it } from "vitest";
import { type Bot, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const PAUL = "paul@lumen.example";

type Chat = Bot["chat"];

const newest = (chat: Chat, channel: string): string => words(must(chat.in(channel).at(-1)).view);

describe("somebody with an account on each", () => {
  const subjects = (chat: Chat, channel: string) => chat.in(channel).map(({ key }) => key.split("#")[0]);

  async function chloeInNewYork(): Promise<Bot> {
    const bot = await startedBot({ both: true });
    const abroad = { name: "chloe", address: "chloe@lumen.example", timezone: "America/New_York" };
    bot.teams.join("t-chloe", { ...abroad, team: "tenant" });
    bot.app.accountChanged(must(bot.teams.account("t-chloe")));
    return bot;
  }

  it("is written to where they act, once, in the zone that they have there", async () => {
    const bot = await chloeInNewYork();
    await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
    expect(subjects(bot.teams, "dm-t-chloe")).toContain("asked:1");
    expect(newest(bot.teams, "dm-t-chloe")).toContain("Asked 04:00");
    expect(subjects(bot.chat, "dm-chloe")).not.toContain("asked:1");
    await bot.as("chloe").submit({ form: "invite" }, invitation("rosa@lumen.example"));
    expect(subjects(bot.chat, "dm-chloe")).toContain("asked:2");
    expect(newest(bot.chat, "dm-chloe")).toContain("Asked 10:00");
    expect(subjects(bot.teams, "dm-t-chloe")).not.toContain("asked:2");
  });

  it("is answered in the zone of the account that asks", async () => {
    const bot = await chloeInNewYork();
    await bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
    const status = async (from: ReturnType<Bot["as"]>) => {
      const reply = await from.command("status");
      return reply.kind === "show" ? words(reply.view) : reply.kind;
    };
    expect(await status(bot.inTeams("chloe"))).toContain("asked by @chloe 04:00");
    expect(await status(bot.as("chloe"))).toContain("asked by @chloe 10:00");
  });

  it("is written to on the other when the one that they act with cannot be", async () => {
    const bot = await chloeInNewYork();
    await bot.inTeams("chloe").command("status");
    bot.teams.gone.add("dm-t-chloe");
    await bot.as("ben").submit({ form: "hand", step: "billing" }, { person: "chloe" });
    await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "chloe" });
    await bot.as("ana").submit({ form: "hand", step: "security" }, { person: "chloe" });
    expect(subjects(bot.chat, "dm-chloe").some((subject) => subject?.startsWith("helper:security"))).toBe(
      true,
    );
    expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });
});
