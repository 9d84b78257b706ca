import { describe, expect, it } from "vitest";
import type { Messenger } from "../../src/app/messenger.ts";
import { createBot } from "../support/bot.ts";

const SETTINGS = {
  news: null,
  approvals: null,
  level: "everything",
  domains: "",
  language: "en",
  after: "4",
};
const many = (count: number) => Array.from({ length: count }, (_, n) => `u${n}`);

/** A bot in Slack and Teams whose platforms note who is asked for, how many at once. */
async function watched() {
  const asked: string[] = [];
  let [open, most] = [0, 0];
  const through = (messenger: Messenger): Messenger => ({
    ...messenger,
    account: async (id) => {
      asked.push(id);
      open += 1;
      most = Math.max(most, open);
      return messenger.account(id).finally(() => {
        open -= 1;
      });
    },
  });
  const bot = createBot({ both: true, through });
  await bot.as("ana").submit({ form: "start" }, { approvals: null, news: null, approvers: ["ben"] });
  await bot.inTeams("tara").command("help");
  await bot.as("greta").command("help");
  asked.length = 0;
  return { bot, asked, most: () => most };
}

describe("what somebody sends", () => {
  it("names people who are looked up for nobody without the right to choose them", async () => {
    const { bot, asked } = await watched();
    for (const who of [bot.as("greta"), bot.as("chloe"), bot.inTeams("tara")]) {
      await who.submit({ form: "settings" }, { ...SETTINGS, approvers: many(40) });
      await who.submit({ form: "hand", step: "billing" }, { person: "u1" });
      await who.submit({ form: "start" }, { approvals: null, news: null, approvers: many(40) });
    }
    expect(asked.filter((id) => id.startsWith("u"))).toEqual([]);
  });

  it("names at most 50 people with ids of at most 255 characters, and the form stays open", async () => {
    const { bot, asked } = await watched();
    for (const approvers of [many(51), ["ben", "u".repeat(256)]]) {
      const reply = await bot.as("ana").submit({ form: "settings" }, { ...SETTINGS, approvers });
      const errors = { approvers: "That is too much at once. Write less, or choose at most 50 people." };
      expect(reply).toEqual({ kind: "errors", errors });
    }
    expect(asked).toEqual([]);
  });

  it("names people who are looked up a few at a time", async () => {
    const { bot, asked, most } = await watched();
    await bot.as("ana").submit({ form: "settings" }, { ...SETTINGS, approvers: many(50) });
    expect(asked).toEqual(many(50));
    expect(most()).toBeLessThanOrEqual(5);
  });

  it("is refused in one sentence when a command is longer than 4,000 characters, or 10,000 with addresses", async () => {
    const { bot } = await watched();
    for (const who of [bot.as("ana"), bot.inTeams("tara")]) {
      for (const command of [`status ${"a".repeat(4000)}`, `invite ${"a@b.example ".repeat(900)}`]) {
        const reply = await who.command(command);
        expect(reply.kind === "show" && reply.view.summary).toMatch(/^That is too much at once/);
      }
      expect((await who.command(`invite ${"a@b.example ".repeat(400)}`)).kind).toBe("open");
    }
  });
});
