import { describe, expect, it } from "vitest";
import type { FormValues } from "../../../src/domain/action.ts";
import { benAway, goAway, told } from "../../support/approvals/absences.ts";
import { must } from "../../support/must.ts";
import { type Bot, PAUL, ROSA, startedBot } from "../../support/world/bot.ts";
import { labelsOf, said, words } from "../../support/world/chat.ts";
import { DAY, MINUTE } from "../../support/world/times.ts";

/** Ben and Rosa approve and are away, and Kenji stands in for both. */
async function bothAway(change: FormValues = {}): Promise<Bot> {
  const bot = await startedBot();
  for (const name of ["kenji", "rosa"]) bot.chat.join(name);
  await bot.set({ approvers: ["ben", "rosa"], ...change });
  for (const who of ["ben", "rosa"]) await goAway(bot, {}, who);
  return bot;
}

const card = (bot: Bot) => bot.chat.newest("approvals");
const refusal = async (bot: Bot, who: string, request = 1) => said(await bot.approve(request, who));

describe("while an approver is away", () => {
  it("somebody else decides in their place, and the card and the Record say for whom", async () => {
    const bot = await benAway();
    expect(bot.chat.newest("dm-kenji")).toBe(
      "You stand in for @ben until Jan 9, 2026: you decide their requests.",
    );
    await bot.ask(PAUL);
    expect(card(bot)).toContain("@ben is away until Jan 9, 2026: @kenji can decide for them.");
    expect(labelsOf(must(bot.chat.cards("dm-kenji", "request:")[0]).view)).toContain("Approve");
    await bot.approve(1, "kenji");
    expect(card(bot)).toMatch(/✅ Approved by @kenji for @ben/);
    const [ben, kenji] = ["ben", "kenji"].map((name) => bot.personOf(name).id);
    expect(bot.request().decision).toMatchObject({ by: kenji, of: ben });
    expect(bot.recorded("request.approved")).toMatchObject([{ actor: kenji, data: { inPlaceOf: ben } }]);
    expect(said(await bot.as("ana").command("record"))).toMatch(/@kenji approved request 1: in place of ben/);
  });

  it("the settings say so, open the form, and keep it when they are saved", async () => {
    const bot = await benAway();
    const introOf = async (word: string) => {
      const reply = await bot.as("ana").command(word);
      return words({ summary: "", blocks: reply.kind === "open" ? reply.form.intro : [] });
    };
    const row = /ben[\s\S]*@ben is away until Jan 9, 2026: @kenji can decide for them\.[\s\S]*\[End it\]/;
    expect(await introOf("settings")).toMatch(row);
    expect(await introOf("settings")).toContain("[Away]");
    await bot.set({ after: "8" });
    expect(await introOf("away")).toMatch(row);
  });

  it("the approver decides as well, and is not reminded", async () => {
    const bot = await benAway();
    await bot.ask(PAUL);
    await bot.live(2 * DAY, 60 * MINUTE);
    expect([told(bot, "ben").includes("reminder"), told(bot, "kenji").includes("reminder")]).toEqual([
      false,
      true,
    ]);
    await bot.approve();
    expect(card(bot)).toMatch(/✅ Approved by @ben \d/);
  });

  it("whoever stands in denies and changes requests, sees them on their own page, and gets no other right", async () => {
    const bot = await benAway();
    await bot.ask(`${PAUL}, ${ROSA}`);
    await bot.as("kenji").home();
    expect(labelsOf(must(bot.chat.homes.get("kenji")))).toContain("Approve");
    const keep = [`${must(bot.rows()[0]).id}`];
    await bot.as("kenji").submit({ form: "change", request: 1 }, { keep, role: "member" });
    await bot.deny(1, "kenji");
    expect(card(bot)).toContain("Denied by @kenji for @ben");
    for (const word of ["members", "record", "settings", "away"])
      expect(said(await bot.as("kenji").command(word))).toMatch(/^Only the owner/);
  });

  it("the stand-in decides neither their own request nor one of the approver", async () => {
    const bot = await benAway();
    await bot.ask(PAUL, "kenji");
    expect(await refusal(bot, "kenji")).toMatch(/^You can't decide your own request/);
    await bot.ask(ROSA, "ben", "admin");
    expect(await refusal(bot, "kenji", 2)).toMatch(/^Only the owner and the approvers/);
    expect(bot.chat.cards("dm-kenji", "request:")).toEqual([]);
    await bot.approve(1, "ana");
    expect(card(bot)).not.toContain(" for @ben");
  });

  it("a stand-in who has left decides nothing, and nobody stands in for an approver who has left", async () => {
    const bot = await benAway();
    await bot.ask(PAUL);
    await bot.becomes("kenji", { standing: "guest" });
    expect(await refusal(bot, "kenji")).toMatch(/^Guests/);
    await bot.becomes("kenji", { standing: "member" });
    await bot.becomes("ben", { standing: "gone" });
    expect(await refusal(bot, "kenji")).toMatch(/^Only the owner/);
    expect(bot.request().state).toBe("open");
  });

  it("nobody stands in for a stand-in", async () => {
    const bot = await benAway({ standIn: "ana" });
    await goAway(bot, { person: "ana" }, "ana");
    await bot.ask(PAUL, "ana", "admin");
    // Ben alone may decide it, and Ana, who stands in for him, has asked for it.
    expect(await refusal(bot, "kenji")).toMatch(/^Only the owner/);
  });
});

describe("where Admin takes two approvers,", () => {
  it("a stand-in's word is that of the approver, and no human gives both", async () => {
    const bot = await bothAway({ second: ["on"] });
    await bot.ask(PAUL, "chloe", "admin");
    await bot.approve(1, "kenji");
    expect(card(bot)).toContain("Approved by @kenji for @ben");
    for (const who of ["kenji", "ben"]) expect(await refusal(bot, who)).toContain("already approved");
    await bot.as("kenji").home();
    expect(labelsOf(must(bot.chat.homes.get("kenji")))).not.toContain("Approve");
    await bot.approve(1, "ana");
    expect(bot.request().state).toBe("approved");
  });

  it("somebody who stands in for two gives the word of the one whose word is still wanted", async () => {
    const bot = await bothAway({ second: ["on"] });
    await bot.ask(PAUL, "chloe", "admin");
    await bot.approve(1, "ben");
    await bot.approve(1, "kenji");
    expect(card(bot)).toContain("Approved by @kenji for @rosa");
  });

  it("nobody gets the owner's word by saying that the owner is away", async () => {
    const bot = await startedBot();
    await bot.as("kenji").command("help");
    const reply = await goAway(bot, { person: "ana" });
    expect(said(reply)).toMatch(/^Only the owner/);
    expect(bot.setup().settings.absences).toEqual([]);
  });
});

describe("where a stand-in cannot decide", () => {
  it.each([
    [
      "have left",
      async (bot: Bot) => {
        await bot.becomes("kenji", { standing: "gone" });
        await bot.ask(PAUL);
      },
    ],
    ["ask for it", (bot: Bot) => bot.ask(PAUL, "kenji")],
  ] as const)(
    "because they %s, the card does not name them, and the approver is reminded",
    async (_, ask) => {
      const bot = await benAway();
      await ask(bot);
      expect(card(bot)).not.toContain("is away");
      await bot.live(2 * DAY, 60 * MINUTE);
      expect(told(bot, "ben")).toContain("reminder");
    },
  );

  it("because they would get Admin by it, they are not asked", async () => {
    const bot = await benAway();
    await bot.ask(must(bot.personOf("kenji").address), "chloe", "admin");
    expect(card(bot)).not.toContain("is away");
    expect(await refusal(bot, "kenji")).toMatch(/^This would make you Admin/);
    expect(told(bot, "kenji")).not.toContain("request");
  });

  it("for an approver who would get Admin by it, they decide for the other one", async () => {
    const bot = await bothAway();
    await bot.ask(must(bot.personOf("ben").address), "chloe", "admin");
    await bot.approve(1, "kenji");
    expect(card(bot)).toContain("Approved by @kenji for @rosa");
  });
});
