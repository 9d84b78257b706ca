import { describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import {
  approvedBot,
  type Bot,
  billing,
  invitation,
  PAUL,
  paidBot,
  ROSA,
  startedBot,
} from "../../support/world/bot.ts";
import { labelsOf, said, words } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const WEEKS = 14 * DAY;

const told = (bot: Bot, kind: string, person = "ben") => bot.chat.told(person, kind);

// Ben approved Paul, and has a Task since Monday, 10:00 in Paris.
describe("the holder of a Task", () => {
  it("is reminded after 4 working hours of their zone, three times at most, until it is closed", async () => {
    const bot = await approvedBot();
    await bot.skip(3 * HOUR);
    expect(told(bot, "reminder:task")).toEqual([]);
    await bot.skip(HOUR);
    expect(told(bot, "reminder:task")).toEqual([
      expect.stringMatching(/Waiting for you since[\s\S]*paul@[\s\S]*\[Done\]/),
    ]);
    await bot.live(WEEKS);
    expect(told(bot, "reminder:task")).toHaveLength(3);
    await bot.done();
    for (const reminder of told(bot, "reminder:task")) expect(reminder).toContain("Done, confirmed by @ben");
  });

  it("is not reminded once it is closed, nor where reminders are off", async () => {
    const bot = await approvedBot();
    await bot.skip(4 * HOUR);
    await bot.done();
    await bot.live(WEEKS);
    expect(told(bot, "reminder:task")).toHaveLength(1);
    await bot.set({ reminders: [] });
    await bot.approved(ROSA);
    await bot.live(WEEKS);
    expect(told(bot, "reminder:task")).toHaveLength(1);
  });

  it("is reminded after as many working hours as the settings say, and doubling", async () => {
    const bot = await startedBot();
    await bot.set({ after: "2" });
    await bot.pay();
    await bot.approved(PAUL);
    const counts: number[] = [];
    for (const hours of [2, 4, 18]) {
      await bot.skip(hours * HOUR);
      counts.push(told(bot, "reminder:task").length);
    }
    expect(counts).toEqual([1, 2, 2]);
  });

  it("gets no more reminders because it grows, and a new card when the old one has been waiting for days", async () => {
    const bot = await approvedBot();
    await bot.skip(3 * HOUR);
    await bot.approved(ROSA);
    await bot.live(WEEKS);
    expect(told(bot, "task:")).toHaveLength(1);
    expect(told(bot, "reminder:task")).toHaveLength(3);
    expect(told(bot, "reminder:task")[2]).toContain(ROSA);
    await bot.approved("zoe@lumen.example");
    expect(told(bot, "task:")).toHaveLength(2);
    expect(told(bot, "task:")[0]).not.toContain("zoe@");
  });
});

describe("the helper of a step", () => {
  it("is reminded of it in the same way, until it is closed", async () => {
    const bot = await startedBot();
    await bot.hand("billing", "kenji");
    await bot.skip(4 * HOUR);
    expect(told(bot, "reminder:helper", "kenji")[0]).toContain("Waiting for you since");
    await bot.as("kenji").submit({ form: "billing" }, billing());
    expect(told(bot, "reminder:helper", "kenji")[0]).not.toContain("waiting for you");
    await bot.live(WEEKS);
    expect(told(bot, "reminder:helper", "kenji")).toHaveLength(1);
  });

  it("is reminded three times of it and of its Task, however often it is handed to and fro", async () => {
    const bot = await approvedBot();
    for (const person of ["kenji", "chloe", "kenji"]) {
      await bot.hand("members", person);
      await bot.skip(MINUTE);
    }
    await bot.live(WEEKS);
    for (const kind of ["reminder:helper", "reminder:task"]) {
      expect(told(bot, kind, "kenji")).toHaveLength(3);
      expect(told(bot, kind, "chloe")).toEqual([]);
    }
  });

  it("is reminded of it anew when it is handed to them once more", async () => {
    const bot = await startedBot();
    await bot.hand("billing", "kenji");
    await bot.live(WEEKS);
    expect(told(bot, "reminder:helper", "kenji")).toHaveLength(3);
    await bot.hand("billing", "kenji");
    await bot.live(WEEKS);
    expect(told(bot, "reminder:helper", "kenji")).toHaveLength(6);
  });

  it("gets the Tasks of that step, those that are open and those to come", async () => {
    const bot = await approvedBot();
    await bot.hand("members", "kenji");
    expect(told(bot, "task:", "kenji")[0]).toMatch(/paul@lumen\.example[\s\S]*\[Done\]/);
    await bot.approved(ROSA);
    expect(told(bot, "task:", "kenji")[0]).toContain(ROSA);
    await bot.done(1, 2, "kenji");
    await bot.as("kenji").press({ do: "mark-active", invitation: 1 });
    expect(bot.statuses()).toEqual(["active"]);
  });
});

async function ask(bot: Bot, addresses: string, more: Record<string, readonly string[]> = {}): Promise<void> {
  await bot.as("chloe").submit({ form: "invite" }, { ...invitation(addresses), ...more });
  await bot.approve(must(bot.store.read((tx) => tx.requests.open()[0])).id);
}
const copied = (bot: Bot) =>
  bot.chat
    .cards("dm-ben", "task:")
    .map(({ view }) =>
      view.blocks.flatMap((block) => (block.kind === "copy" ? [block.text.split("\n")] : [])),
    );
const long = (n: number, prefix: string) =>
  Array.from({ length: n }, (_, at) => `${prefix}${at}.${"x".repeat(50)}@${"lumen".repeat(8)}.example`);

describe("a Task card", () => {
  it("names seats and Workspaces above the addresses that are to have them", async () => {
    const bot = await paidBot();
    await bot.as("ana").submit({ form: "workspaces" }, { names: "Lab" });
    await bot.done(1, 0, "ana");
    await ask(bot, PAUL, { seats: ["chat"], workspaces: ["1"] });
    await ask(bot, ROSA);
    await ask(bot, "zoe@lumen.example", { seats: ["chat"], workspaces: ["1"] });
    expect(copied(bot)).toEqual([[[PAUL, "zoe@lumen.example"], [ROSA]]]);
    const [card] = told(bot, "task:");
    expect(card).toMatch(/Seats: Vibe \(chat\); Workspaces: Lab\s+paul@/);
    expect(card).toMatch(/Without seats or Workspaces:\s+rosa@/);
  });

  it("never loses an address: what does not fit becomes a card of its own", async () => {
    const bot = await paidBot();
    const asked = ["a", "b", "c", "d", "e"].map((prefix) => long(28, prefix));
    for (const addresses of asked) await ask(bot, addresses.join("\n"));
    const lists = copied(bot).map((blocks) => blocks.flat());
    expect(lists.flat().sort()).toEqual(asked.flat().sort());
    expect(lists).toHaveLength(2);
    for (const list of lists) {
      expect(list.length).toBeLessThanOrEqual(100);
      expect(list.join("\n").length).toBeLessThanOrEqual(10_000);
    }
    await bot.doAll();
    expect(bot.store.read((tx) => tx.invitations.count().pending)).toBe(140);
  });
});

describe("after seven days", () => {
  async function sent(): Promise<Bot> {
    const bot = await paidBot();
    await ask(bot, "paul@lumen.example, rosa@lumen.example, zoe@lumen.example");
    await bot.done(1, 3);
    return bot;
  }

  it("those who were invited together are one question", async () => {
    const bot = await sent();
    await bot.as("ben").press({ do: "mark-active", invitation: 3 });
    await bot.skip(7 * DAY);
    expect(told(bot, "ran-out")).toEqual([
      expect.stringMatching(/no word since: 2 people[\s\S]*paul@[\s\S]*rosa@/),
    ]);
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    await bot.as("ben").press({ do: "mark-active", invitation: 2 });
    const [card] = bot.chat.cards("dm-ben", "ran-out:");
    expect(words(must(card).view)).toMatch(/paul@lumen\.example\n⚠️ Expired, confirmed by @ben/);
    expect(labelsOf(must(card).view)).toEqual(["Open Members", "Show the members"]);
    expect(bot.statuses()).toEqual(["expired", "active", "active"]);
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    await bot.doAll();
    expect(words(must(card).view)).not.toContain("paul@");
  });

  it("nobody is asked about those who are all Active", async () => {
    const bot = await sent();
    for (const id of [1, 2, 3]) await bot.as("ben").press({ do: "mark-active", invitation: id });
    await bot.skip(8 * DAY);
    expect(told(bot, "ran-out")).toEqual([]);
  });
});

it("who went Active by an earlier Invitation is marked on the Request, and nobody's Task when it is approved", async () => {
  const bot = await paidBot();
  await ask(bot, PAUL);
  await bot.done();
  await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
  await bot.ask("paul@lumen.example, rosa@lumen.example");
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  const card = () => bot.chat.newest("approvals");
  expect(card()).toMatch(/paul@lumen\.example is already a member/);
  expect(card()).toMatch(/Already members: 1, confirmed by @ben.*No e-mail/);
  await bot.approve(2);
  expect(copied(bot).at(-1)).toEqual([[ROSA]]);
  expect(card()).toMatch(/paul@lumen\.example: Active, confirmed by @ben/);
});

const CARD = /A card asks you.*once they press Done/;

it("without an Admin API nothing is said to be made, sent, changed or revoked by itself", async () => {
  const bot = await paidBot();
  const orders = [
    () => bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" }),
    () => bot.ask(PAUL, "ben"),
    () => bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" }),
    () => bot.as("ben").press({ do: "revoke", invitation: 1 }),
    () => bot.as("ben").press({ do: "resend", invitation: 1 }),
  ];
  for (const [at, order] of orders.entries()) {
    expect(said(await order()), `order ${at}`).toMatch(CARD);
    if (at === 1) await bot.done(2, 9);
  }
});

it("with an Admin API an approver's own invitation is on its way", async () => {
  const { bot } = await startAutomatic();
  await bot.pay();
  expect(said(await bot.ask(PAUL, "ben"))).toContain("Approved, sending 1 invitation.");
});

describe("a person who comes late", () => {
  const done = { do: "task-done", task: 1, rows: 9 } as const;

  it("to a Task hears who did it, or said that it was not possible, and that nothing was changed", async () => {
    const bot = await approvedBot(PAUL);
    await bot.as("ben").press(done);
    const late = /^(?:✅ )?Done, confirmed by @ben Jan 5.*Nothing was changed\.$/;
    expect(said(await bot.as("ana").press(done))).toMatch(late);
    const form = { form: "impossible", task: 1 } as const;
    expect(said(await bot.as("ana").submit(form, { reason: "no seat left" }))).toMatch(late);
    expect(said(await bot.as("ana").press({ do: "open", to: form }))).toMatch(late);
    await bot.approved(ROSA);
    await bot.as("ben").submit({ ...form, task: 2 }, { reason: "no seat left" });
    const reply = await bot.as("ana").press({ ...done, task: 2 });
    expect(said(reply)).toMatch(/^⚠️ Not possible, says @ben Jan 5.*Nothing/);
  });

  it("to a step is not taken for the one who closed it, and may still do what was left out", async () => {
    const bot = await startedBot();
    await bot.hand("workspaces", "chloe");
    const pressed = async (person: string, press: "skip" | "confirm") =>
      said(await bot.as(person).press({ do: press, step: "workspaces" }));
    const late = /already closed. Nothing was changed/;
    await pressed("chloe", "skip");
    expect(await pressed("ana", "skip")).toMatch(late);
    for (const _ of [1, 2]) expect(await pressed("chloe", "confirm")).toContain("You confirmed this");
    for (const press of ["confirm", "skip"] as const) expect(await pressed("ana", press)).toMatch(late);
    expect(bot.setup().steps.workspaces.evidence).toMatchObject({ by: bot.personOf("chloe").id });
  });
});
