import { describe, expect, it } from "vitest";
import { about, benAway } from "../../support/approvals/absences.ts";
import { withGroup } from "../../support/approvals/groups.ts";
import { must } from "../../support/must.ts";
import { type Bot, createBot, PAUL, ROSA, START, startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

const card = (bot: Bot) => bot.chat.newest("approvals");
const STATUS = { text: "🌴 *off* to <!here>", until: START + 3 * DAY };
const SAID = "@ben says: “🌴 *off* to <!here>”, until Jan 8, 10:00 GMT+1.";

describe("what an approver says of themselves in Slack", () => {
  it("stands on the card while it holds, and nobody is passed over for it", async () => {
    const bot = await startedBot();
    await bot.ask(PAUL);
    await bot.becomes("ben", { status: STATUS });
    expect(card(bot)).toContain(SAID);
    await bot.live(2 * DAY, HOUR);
    expect(about(bot, "ben")).toHaveLength(2);
    await bot.live(2 * DAY, HOUR);
    await bot.ask(ROSA);
    expect(card(bot)).not.toContain("says:");
    await bot.approve(2, "ben");
    expect(bot.request(2).state).toBe("approved");
  });

  it("is offered as an absence on their own page, with its last day filled in", async () => {
    const bot = await startedBot();
    await bot.becomes("ben", { status: STATUS });
    await bot.as("ben").home();
    expect(words(must(bot.chat.homes.get("ben")))).toContain(
      "You say “🌴 *off* to <!here>” until Jan 8, 10:00. With Away, somebody else can decide for you.",
    );
    const reply = await bot.as("ben").command("away");
    const form = reply.kind === "open" ? reply.form : null;
    expect(form?.fields.find(({ name }) => name === "until")).toMatchObject({ initial: "2026-01-08" });
  });

  it("is offered as an absence on the card that asks them in direct messages, and on nobody else's", async () => {
    const bot = await startedBot();
    await bot.set({ approvals: null, approvers: ["ben", "kenji"] });
    await bot.becomes("ben", { status: STATUS });
    await bot.ask(PAUL);
    const [own, other] = ["ben", "kenji"].map((who) =>
      JSON.stringify(bot.chat.cards(`dm-${who}`, "request")),
    );
    expect(own).toContain("With Away, somebody else can decide for you.");
    expect([own?.includes('"form":"away"'), other?.includes('"form":"away"')]).toEqual([true, false]);
    expect(other).toContain("says: ");
  });

  it("gives way to an absence that they have said here", async () => {
    const bot = await benAway();
    await bot.becomes("ben", { status: STATUS });
    await bot.as("ben").home();
    expect(words(must(bot.chat.homes.get("ben")))).not.toContain("You say");
  });

  it("stands on no card that says who decides for them", async () => {
    const bot = await benAway();
    await bot.becomes("ben", { status: STATUS });
    await bot.ask(PAUL);
    expect(card(bot)).toContain("@ben is away until");
    expect(card(bot)).not.toContain("says:");
  });

  it("stands there at once for somebody who is named an approver only now", async () => {
    const bot = await startedBot();
    await bot.becomes("kenji", { status: STATUS });
    await bot.ask(PAUL);
    await bot.set({ approvers: ["ben", "kenji"] });
    expect(card(bot)).toContain(SAID.replace("@ben", "@kenji"));
  });

  it("is known of the owner and the approvers from the start of the Setup", async () => {
    const bot = createBot();
    await bot.as("ben").command("help");
    await bot.becomes("ben", { status: STATUS });
    await bot.as("ana").submit({ form: "start" }, { approvals: "approvals", news: null, approvers: ["ben"] });
    expect(bot.personOf("ben").accounts[0]?.status).toEqual(STATUS);
    expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  });

  it("is known at once of an approver by a group who is named as well", async () => {
    const bot = await withGroup();
    await bot.becomes("rosa", { status: STATUS });
    await bot.set({ approvers: ["ben", "rosa"], groups: ["it"] });
    expect(bot.personOf("rosa").accounts[0]?.status).toEqual(STATUS);
  });

  it("is kept of nobody who is no approver, and forgotten when they say it no longer", async () => {
    const bot = await startedBot();
    await bot.ask(PAUL);
    await bot.becomes("chloe", { status: STATUS });
    expect(bot.personOf("chloe").accounts[0]?.status).toBeNull();
    await bot.becomes("ben", { status: STATUS });
    await bot.becomes("ben", { status: null });
    expect(bot.personOf("ben").accounts[0]?.status).toBeNull();
    expect(card(bot)).not.toContain("says:");
  });
});
