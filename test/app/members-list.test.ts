import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import type { Bot } from "../support/bot.ts";
import { billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";
import { actionsIn } from "../support/read-view.ts";

const DAY = 24 * 3_600_000;

const viewOf = (reply: Reply) => {
  if (reply.kind !== "show") throw new Error(`${reply.kind}, and no View`);
  return reply.view;
};
const addressesIn = (reply: Reply): string[] => words(viewOf(reply)).match(/\S+@\S+\.example/g) ?? [];

const named = (n: number, domain = "lumen"): string => `p${String(n).padStart(3, "0")}@${domain}.example`;

/** So many Invitations in as many Requests as that takes, sent by hand, and Pending. */
async function invited(bot: Bot, count: number): Promise<void> {
  await bot.as("ana").submit({ form: "billing" }, billing());
  for (let from = 0; from < count; from += 20) {
    const some = Array.from({ length: Math.min(20, count - from) }, (_, at) => named(from + at));
    await bot.as("ana").submit({ form: "invite" }, invitation(some.join(", ")));
  }
  for (const { id, invitations } of bot.store.read((tx) => tx.tasks.open()))
    await bot.as("ana").press({ do: "task-done", task: id, rows: invitations.length });
}

/** The first `count` of them have run out, by a person's word. */
async function runOut(bot: Bot, count: number): Promise<void> {
  await bot.skip(8 * DAY);
  for (let id = 1; id <= count; id += 1) await bot.as("ana").press({ do: "mark-expired", invitation: id });
}

describe("the members list of a large team", () => {
  it("is turned page by page, and has everybody once", async () => {
    const bot = await startedBot();
    await invited(bot, 43);
    const seen: string[] = [];
    let reply = await bot.as("ana").command("members");
    for (;;) {
      seen.push(...addressesIn(reply));
      const next = actionsIn(viewOf(reply).blocks).find(({ label }) => label === "Next page");
      if (next === undefined) break;
      reply = await bot.as("ana").press(next.action);
    }
    expect(words(viewOf(reply))).toContain("Page 5 of 5, 43 in all");
    expect(seen).toEqual(Array.from({ length: 43 }, (_, n) => named(n)));
    const back = must(actionsIn(viewOf(reply).blocks).find(({ label }) => label === "Previous page"));
    expect(addressesIn(await bot.as("ana").press(back.action))).toEqual(
      Array.from({ length: 10 }, (_, n) => named(30 + n)),
    );
  });

  it("is searched with a word after the command, or with a form, and stays so after a press", async () => {
    const bot = await startedBot();
    await invited(bot, 25);
    await runOut(bot, 3);
    expect(addressesIn(await bot.as("ana").command("members P02"))).toEqual(
      [20, 21, 22, 23, 24].map((n) => named(n)),
    );
    expect(words(viewOf(await bot.as("ana").command("members nobody")))).toContain(
      "Nobody found for nobody.",
    );
    const found = await bot.as("ana").submit({ form: "find" }, { find: "", only: "care" });
    expect(addressesIn(found)).toEqual([0, 1, 2].map((n) => named(n)));
    const again = must(actionsIn(viewOf(found).blocks).find(({ label }) => label === "Send again"));
    expect(addressesIn(await bot.as("ana").press(again.action))).toEqual([1, 2].map((n) => named(n)));
    const form = await bot.as("ana").press({ do: "open", to: { form: "find", find: "p02", only: "care" } });
    expect(form).toMatchObject({ form: { fields: [{ initial: "p02" }, { initial: "care" }] } });
  });

  it("shows nobody's address to whoever is no approver", async () => {
    const bot = await startedBot();
    await invited(bot, 3);
    for (const reply of [
      await bot.as("chloe").command("members p0"),
      await bot.as("chloe").press({ do: "members", page: 0, find: "p0" }),
      await bot.as("chloe").press({ do: "resend-all" }),
    ])
      expect(addressesIn(reply)).toEqual([]);
    const sent = await bot.as("chloe").submit({ form: "find" }, { find: "p0", only: "all" });
    expect(sent.kind).toBe("errors");
  });
});

describe("sending all again", () => {
  it("sends each expired Invitation once, but those outside the allowed domains", async () => {
    const bot = await startedBot();
    await invited(bot, 30);
    await runOut(bot, 24);
    const list = viewOf(await bot.as("ana").command("members"));
    const all = must(actionsIn(list.blocks).find(({ label }) => label === "Send all 24 again"));
    expect(all.confirm?.text).toMatch(/^24 Invitations have expired/);
    bot.store.transact((tx) => {
      const setup = must(tx.setup.load());
      tx.setup.save({ ...setup, settings: { ...setup.settings, domains: ["lumen.example"] } });
      const one = must(tx.invitations.get(24));
      tx.invitations.save({ ...one, address: named(23, "elsewhere") });
    });
    const reply = await bot.as("ana").press(all.action);
    expect(words(viewOf(reply))).toMatch(
      /This bot sends you a card for it.* Left out, because their domain is not allowed: 1/,
    );
    const { tasks, counts } = bot.store.read((tx) => ({
      tasks: tx.tasks.open(),
      counts: tx.invitations.count(),
    }));
    expect(counts).toMatchObject({ expired: 1, sending: 23, pending: 6 });
    const asked = tasks.filter(({ kind }) => kind === "invite").flatMap(({ invitations }) => invitations);
    expect(asked.sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, at) => at + 1));
    expect(words(viewOf(await bot.as("ana").press(all.action)))).toContain("allowed domains");
  });
});
