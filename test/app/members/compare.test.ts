import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { must } from "../../support/must.ts";
import { wordsIn } from "../../support/reading/read-view.ts";
import { type Bot, paidBot, START, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { DAY } from "../../support/world/times.ts";

const TEAM = ["bob", "rosa", "paul", "zoe"].map((name) => `${name}@lumen.example`);

/** Four people were invited by Ben, who has done it at Mistral for the first ones. */
async function invited(done = true): Promise<Bot> {
  const bot = await paidBot();
  await bot.ask(TEAM.join(", "));
  await bot.approve();
  if (done) await bot.done(1, 4);
  return bot;
}

const paste = (bot: Bot, list: string, from = "written", person = "ben") =>
  bot.as(person).submit({ form: "compare" }, { list, from });
const confirm = (bot: Bot, draft = 1, person = "ben") =>
  bot.as(person).submit({ form: "compared", draft }, {});

/** What the preview says. */
function preview(reply: Reply): string {
  if (reply.kind !== "stack") throw new Error(JSON.stringify(reply));
  return reply.form.intro.map((block) => wordsIn(block)).join("\n");
}

describe("a pasted part of the members list", () => {
  it("is shown as changes first, and nothing changes until it is confirmed", async () => {
    const bot = await invited();
    const list = "BOB@lumen.example\tActive\nrosa@lumen.example\tPending\neve@x.io\tActive";
    const reply = await paste(bot, list);
    expect(preview(reply)).toContain("Pending → Active\nbob@lumen.example");
    expect(preview(reply)).toContain("No change for 2 addresses");
    expect(bot.statuses()).toEqual(["pending", "pending", "pending", "pending"]);
    expect(said(await confirm(bot))).toMatch(/Saved, confirmed by you: 1 Active\..*\[Paste the next part\]/s);
    expect(bot.statuses()).toEqual(["active", "pending", "pending", "pending"]);
    expect(bot.rows()[0]?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("ben").id });
    expect(bot.chat.newest("news")).toContain("confirmed by @ben");
  });

  it("moves what a Task has still to send, and the Task is done when nothing is left in it", async () => {
    const bot = await invited(false);
    const [bob, rosa, paul, zoe = ""] = TEAM;
    await paste(bot, `Active Users\n${bob}\nInvited Users\n${rosa}\n${paul}`);
    await confirm(bot);
    expect(bot.statuses()).toEqual(["active", "pending", "pending", "sending"]);
    const task = () => bot.chat.told("ben", "task:")[0];
    expect(task()).toMatch(/zoe@lumen\.example[\s\S]*\[Done\]/);
    await paste(bot, zoe, "invited");
    await confirm(bot, 2);
    expect(task()).toContain("Done, confirmed by @ben");
    expect(bot.statuses()).toEqual(["active", "pending", "pending", "pending"]);
  });

  it("says nothing about an Invitation that is being sent again while the old one is listed", async () => {
    const bot = await invited();
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(preview(await paste(bot, "bob@lumen.example Pending"))).toContain("No change for 1 address");
    expect(bot.statuses()[0]).toBe("sending");
  });

  it("notes what has run out, and takes a mistaken Active back", async () => {
    const bot = await invited();
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    await paste(bot, "bob@lumen.example Pending\nrosa@lumen.example Expired");
    expect(said(await confirm(bot))).toContain("1 Pending, 1 expired");
    expect(bot.statuses()).toEqual(["pending", "expired", "pending", "pending"]);
  });

  it("is judged again when it is confirmed", async () => {
    const bot = await invited();
    await paste(bot, "bob@lumen.example Active\nrosa@lumen.example Active");
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await bot.done(2);
    expect(said(await confirm(bot))).toContain("1 Active");
    expect(bot.statuses()).toEqual(["revoked", "active", "pending", "pending"]);
    expect(said(await confirm(bot))).toContain("no longer there");
  });

  it("asks where it is copied from when nothing in it says the state", async () => {
    const bot = await invited();
    expect(said(await paste(bot, TEAM.join("\n")))).toContain("Choose where they're from");
    expect(said(await paste(bot, "no address here"))).toContain("no e-mail address");
    expect(preview(await paste(bot, "bob@lumen.example", "active"))).toContain("Pending → Active");
  });

  it("is not asked for where the bot reads the list itself", async () => {
    const bot = await startedBot({ mistral: createMemoryMistral(() => START).admin });
    const open = { do: "open", to: { form: "compare" } } as const;
    expect(said(await bot.as("ana").press(open))).toContain("reads Mistral's");
    for (const word of ["members", ""])
      expect(said(await bot.as("ana").command(word))).not.toContain("Compare");
  });

  it("is offered in the members list, on the Task's card, at the step, and where it is asked what ran out", async () => {
    const bot = await invited();
    const offer = "[Compare with Mistral]";
    for (const word of ["members", ""]) expect(said(await bot.as("ben").command(word))).toContain(offer);
    expect(bot.chat.told("ben", "task:")[0]).toContain("Compare");
    await bot.skip(7 * DAY);
    expect(bot.chat.newest("dm-ben")).toContain(offer);
  });
});

describe("a mistaken Active", () => {
  it("is taken back by an approver, and every message says so", async () => {
    const bot = await invited();
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    const news = must(bot.chat.in("news").at(-1));
    expect(words(news.view)).toContain("Active");
    const row = bot.as("ben").press({ do: "unmark", invitation: 1, page: 0 });
    expect(said(await row)).toContain("Pending again");
    expect(bot.statuses()[0]).toBe("pending");
    expect(words(news.view)).toContain("Nobody here is Active any more");
    expect(bot.chat.told("chloe", "joined:")).toEqual([expect.not.stringContaining("bob@")]);
    expect(bot.chat.first("approvals")).toContain("bob@lumen.example: Pending, confirmed by @ben");
  });

  it("keeps when the e-mail was sent, so that the question of day 7 is about it again", async () => {
    const bot = await invited();
    const sentAt = bot.rows()[0]?.sentAt;
    await bot.skip(60_000);
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    await bot.skip(8 * DAY);
    const card = () => bot.chat.told("ben", "ran-out:")[0];
    expect(card()).toMatch(/bob@\S+\n✅ Active/);
    await bot.as("ben").press({ do: "unmark", invitation: 1 });
    expect(bot.rows()[0]?.sentAt).toBe(sentAt);
    expect(card()).toMatch(/bob@\S+\n⏳ Pending/);
  });

  it("opens Verify again when nobody else is Active, and the time of completion stays", async () => {
    const bot = await invited();
    const ana = bot.as("ana");
    await ana.submit({ form: "organization" }, { name: "Lumen" });
    for (const step of ["workspaces", "security"] as const) await ana.press({ do: "skip", step });
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    await ana.submit({ form: "verify" }, { keyWorks: ["yes"] });
    const completedAt = must(bot.setup().completedAt);
    await bot.as("ben").press({ do: "unmark", invitation: 1 });
    expect(bot.setup()).toMatchObject({
      ...{ completedAt, steps: { verify: { state: "open" }, members: { state: "done" } } },
    });
    expect(bot.chat.said("news", "complete:")).toEqual([expect.stringContaining("open")]);
    await bot.as("ben").press({ do: "mark-active", invitation: 2 });
    await ana.submit({ form: "verify" }, { keyWorks: ["yes"] });
    expect(bot.setup().steps.verify.state).toBe("done");
  });
});
