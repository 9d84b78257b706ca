import { describe, expect, it } from "vitest";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const DAY = 24 * 3_600_000;

async function paid(): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  return bot;
}
async function ask(bot: Bot, addresses: string, more: Record<string, readonly string[]> = {}): Promise<void> {
  await bot.as("chloe").submit({ form: "invite" }, { ...invitation(addresses), ...more });
  const request = must(bot.store.read((tx) => tx.requests.open()[0])).id;
  await bot.as("ben").press({ do: "approve", request });
}
const cards = (bot: Bot, person: string, kind: string) =>
  bot.chat.dm(person).filter(({ key }) => key.startsWith(`${kind}:`));
const copied = (bot: Bot) =>
  cards(bot, "ben", "task").map(({ view }) =>
    view.blocks.flatMap((block) => (block.kind === "copy" ? [block.text.split("\n")] : [])),
  );
const long = (n: number, prefix: string) =>
  Array.from({ length: n }, (_, at) => `${prefix}${at}.${"x".repeat(50)}@${"lumen".repeat(8)}.example`);

describe("a Task card", () => {
  it("names seats and Workspaces above the addresses that are to have them", async () => {
    const bot = await paid();
    await bot.as("ana").submit({ form: "workspaces" }, { names: "Lab" });
    await bot.as("ana").press({ do: "task-done", task: 1, rows: 0 });
    await ask(bot, "paul@lumen.example", { seats: ["chat"], workspaces: ["1"] });
    await ask(bot, "rosa@lumen.example");
    await ask(bot, "zoe@lumen.example", { seats: ["chat"], workspaces: ["1"] });
    expect(copied(bot)).toEqual([[["paul@lumen.example", "zoe@lumen.example"], ["rosa@lumen.example"]]]);
    const card = words(must(cards(bot, "ben", "task")[0]).view);
    expect(card).toMatch(/With seats for Vibe \(chat\) and the Workspaces Lab:\s+paul@/);
    expect(card).toMatch(/Without seats or Workspaces of their own:\s+rosa@/);
    expect(card).toMatch(/add the people there afterwards/);
  });

  it("never loses an address: what does not fit becomes a card of its own", async () => {
    const bot = await paid();
    const asked = ["a", "b", "c", "d", "e"].map((prefix) => long(28, prefix));
    for (const addresses of asked) await ask(bot, addresses.join("\n"));
    const lists = copied(bot).map((blocks) => blocks.flat());
    expect(lists.flat().sort()).toEqual(asked.flat().sort());
    expect(lists).toHaveLength(2);
    for (const list of lists) {
      expect(list.length).toBeLessThanOrEqual(100);
      expect(list.join("\n").length).toBeLessThanOrEqual(10_000);
    }
    for (const task of [1, 2]) {
      const { length } = must(bot.store.read((tx) => tx.tasks.get(task))).invitations;
      await bot.as("ben").press({ do: "task-done", task, rows: length });
    }
    expect(bot.store.read((tx) => tx.invitations.count().pending)).toBe(140);
  });
});

describe("after seven days", () => {
  async function sent(): Promise<Bot> {
    const bot = await paid();
    await ask(bot, "paul@lumen.example, rosa@lumen.example, zoe@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 3 });
    return bot;
  }

  it("those who were invited together are one question", async () => {
    const bot = await sent();
    await bot.as("ben").press({ do: "mark-active", invitation: 3 });
    await bot.skip(7 * DAY);
    const asked = cards(bot, "ben", "ran-out");
    expect(asked).toHaveLength(1);
    const card = () => words(must(asked[0]).view);
    expect(card()).toMatch(/2 people who were invited[\s\S]*paul@[\s\S]*rosa@/);
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    await bot.as("ben").press({ do: "mark-active", invitation: 2 });
    expect(card()).toMatch(/Expired\npaul@lumen\.example, confirmed by @ben/);
    expect(buttonsOf(must(asked[0]).view).map(({ label }) => label)).toEqual([
      "Open Members",
      "Compare with Mistral's list",
    ]);
    expect(bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ status }) => status))).toEqual([
      "expired",
      "active",
      "active",
    ]);
  });

  it("nobody is asked about those who are all Active, until one of those turns out to be a mistake", async () => {
    const bot = await sent();
    for (const id of [1, 2, 3]) await bot.as("ben").press({ do: "mark-active", invitation: id });
    await bot.skip(8 * DAY);
    expect(cards(bot, "ben", "ran-out")).toEqual([]);
    await bot.as("ben").press({ do: "unmark", invitation: 1 });
    await bot.skip(DAY);
    expect(cards(bot, "ben", "ran-out")).toHaveLength(1);
  });
});

it("who went Active by an earlier Invitation is marked on the Request, and nobody's Task when it is approved", async () => {
  const bot = await paid();
  await ask(bot, "paul@lumen.example");
  await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
  await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example, rosa@lumen.example"));
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  const card = () => words(must(bot.chat.in("approvals").at(-1)).view);
  expect(card()).toMatch(/paul@lumen\.example is a Member already, confirmed by @ben/);
  expect(card()).toMatch(/Who is a Member already gets no e-mail/);
  await bot.as("ben").press({ do: "approve", request: 2 });
  expect(copied(bot).at(-1)).toEqual([["rosa@lumen.example"]]);
  expect(card()).toMatch(/paul@lumen\.example: Active, confirmed by @ben/);
});
