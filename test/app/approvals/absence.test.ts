import { describe, expect, it } from "vitest";
import { benAway, endAway, goAway, told } from "../../support/approvals/absences.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, PAUL, ROSA, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

const OVER = "✅ You no longer stand in for @ben.";

const card = (bot: Bot) => bot.chat.newest("approvals");
const refusal = async (bot: Bot, who: string) => said(await bot.approve(1, who));

describe("an absence", () => {
  it("begins on its first day, when the stand-in is asked about what is open, and not before", async () => {
    const bot = await benAway({ from: "2026-01-07", until: "2026-01-08" });
    await bot.ask(PAUL);
    expect(bot.chat.newest("dm-kenji")).toBe(
      "You stand in for @ben from Jan 7, 2026 until Jan 8, 2026: you decide their requests.",
    );
    expect(await refusal(bot, "kenji")).toMatch(/^Only the owner/);
    expect(card(bot)).not.toContain("is away");
    await bot.live(2 * DAY, DAY);
    expect(card(bot)).toContain("@ben is away until Jan 8, 2026");
    await bot.approve(1, "kenji");
    expect(bot.request().state).toBe("approved");
  });

  it("ends by itself after its last day, both hear of it once, and the stand-in decides no more", async () => {
    const bot = await benAway();
    await bot.ask(ROSA);
    expect(card(bot)).toContain("is away");
    await bot.live(5 * DAY, DAY);
    expect(card(bot)).not.toContain("is away");
    expect(bot.chat.said("dm-kenji", "back:")).toEqual(["✅ You no longer stand in for @ben."]);
    expect(bot.chat.said("dm-ben", "back:")).toEqual(["✅ Nobody stands in for you any more."]);
    expect(bot.chat.said("dm-kenji", "stand-in:")).toEqual([OVER]);
    expect(await refusal(bot, "kenji")).toMatch(/^Only the owner/);
    expect(bot.recorded("absence.ended")).toHaveLength(1);
  });

  it("can be ended before by the approver or the owner, and the others hear of it", async () => {
    const bot = await benAway();
    const { id } = must(bot.setup().settings.absences[0]);
    const end = { do: "end", of: "absence", id } as const;
    expect(said(await bot.as("kenji").press(end))).toMatch(/^Only the owner/);
    await bot.as("ana").press(end);
    expect([told(bot, "ben"), told(bot, "kenji")].map((all) => all.includes("back"))).toEqual([true, true]);
    expect(said(await bot.as("ben").press(end))).toContain("no longer there");
    await bot.live(6 * DAY, DAY);
    expect(bot.chat.said("dm-kenji", "back:")).toHaveLength(1);
  });

  it.each(["2026-01-09", "2026-01-12"])(
    "said anew until %s takes the place of the one before",
    async (until) => {
      const bot = await benAway();
      bot.chat.join("rosa");
      await bot.ask(PAUL);
      await goAway(bot, { standIn: "rosa", until });
      expect(bot.chat.said("dm-kenji", "stand-in:")).toEqual([OVER]);
      expect(bot.chat.said("dm-kenji", "back:")).toEqual(["✅ You no longer stand in for @ben."]);
      expect(told(bot, "rosa")).toEqual(["stand-in", "request"]);
      expect(await refusal(bot, "kenji")).toMatch(/^Only the owner/);
      await bot.live(4 * DAY, DAY);
      await bot.approve(1, "rosa");
      expect(card(bot)).toContain("Approved by @rosa for @ben");
    },
  );

  it("can be said by the owner of an approver who does not answer, who hears of it, and of nobody else", async () => {
    const bot = await startedBot();
    await bot.as("kenji").command("help");
    await goAway(bot, { person: "ben" }, "ana");
    expect(bot.chat.newest("dm-ben")).toBe(
      "The owner noted that you're away until Jan 9, 2026. @kenji stands in for you.",
    );
    const reply = await goAway(bot, { person: "chloe" }, "ana");
    expect(reply).toEqual({
      kind: "errors",
      errors: { person: "This person isn't an approver. Choose one." },
    });
  });

  it.each([
    ["a day that is over", { until: "2026-01-04", from: "2026-01-01" }, "from", "from today on"],
    ["no first day", { from: "0000-01-01" }, "from", "such as 2026-12-24"],
    ["an end before its beginning", { from: "2026-01-08", until: "2026-01-06" }, "until", "a later day"],
    ["for ever", { until: "2036-01-01" }, "until", "within a year"],
    ["no day", { until: "soon" }, "until", "such as 2026-12-24"],
    ["oneself", { standIn: "ben" }, "standIn", "somebody else"],
  ])("with %s is refused in one sentence, and what was chosen stays", async (_, change, field, sentence) => {
    const bot = await startedBot();
    await bot.as("kenji").command("help");
    const reply = await goAway(bot, change);
    expect(reply).toEqual({ kind: "errors", errors: { [field]: expect.stringContaining(sentence) } });
    expect(bot.setup().settings.absences).toEqual([]);
  });

  it("that ended before its time and is said again is heard and ends like the first", async () => {
    const bot = await benAway();
    await endAway(bot, "ben");
    await bot.ask(PAUL);
    await goAway(bot);
    expect(told(bot, "kenji")).toEqual(["stand-in", "back", "stand-in", "request"]);
    await bot.live(6 * DAY, DAY);
    expect(bot.chat.said("dm-kenji", "back:")).toHaveLength(2);
    expect(told(bot, "ben").filter((kind) => kind === "back")).toHaveLength(1);
    expect(bot.recorded("absence.ended")).toHaveLength(2);
  });

  it("brought forward begins on the new first day", async () => {
    const bot = await benAway({ from: "2026-01-08" });
    await bot.ask(PAUL);
    await goAway(bot);
    expect(told(bot, "kenji")).toEqual(["stand-in", "stand-in", "request"]);
    const now = "You stand in for @ben until Jan 9, 2026: you decide their requests.";
    expect(bot.chat.said("dm-kenji", "stand-in:")).toEqual([now, now]);
  });

  it("at another time than the one before is refused, and that one stays", async () => {
    const bot = await benAway();
    const reply = await goAway(bot, { from: "2026-01-20", until: "2026-01-25" });
    expect(said(reply)).toBe("There is another absence already. End it first.");
    expect(await refusal(bot, "kenji")).not.toMatch(/^Only the owner/);
  });

  it("is in the Record with its days, and on the approver's own page", async () => {
    const bot = await benAway();
    await bot.as("ben").home();
    expect(words(must(bot.chat.homes.get("ben")))).toContain(
      "@ben is away until Jan 9, 2026: @kenji can decide for them.",
    );
    await endAway(bot, "ben");
    const record = said(await bot.as("ana").command("record"));
    expect(record).toMatch(/@ben announced the absence of @ben: kenji stands in, until 2026-01-09/);
    expect(record).toMatch(/@ben ended the absence of @ben$/m);
  });

  it("ends when its stand-in leaves, which is noticed without a word of the platform, and the approver hears it", async () => {
    const bot = await benAway();
    bot.chat.join("kenji", { standing: "gone" });
    await bot.live(DAY, HOUR);
    expect(bot.setup().settings.absences).toEqual([]);
    expect(told(bot, "ben")).toContain("back");
  });

  it("that the approver ends is gone from the cards at once", async () => {
    const bot = await benAway();
    await bot.ask(PAUL);
    await endAway(bot, "ben");
    expect(card(bot)).not.toContain("is away");
  });

  it("ends when the approver is one no more", async () => {
    const bot = await benAway();
    await bot.set({ approvers: ["chloe"] });
    expect(bot.setup().settings.absences).toEqual([]);
    expect(bot.chat.said("dm-kenji", "back:")).toEqual(["✅ You no longer stand in for @ben."]);
  });

  it("goes on and ends once two accounts are one person", async () => {
    const bot = await startedBot({ both: true, apart: true });
    for (const who of ["kenji", "ben"]) await bot.as(who).command("help");
    await bot.inTeams("ben").submit({ form: "invite" }, invitation(ROSA));
    await goAway(bot, { from: "2026-01-07" });
    await bot.ask(PAUL);
    const before = bot.personOf("ben").id;
    bot.store.transact(({ people }) => {
      const [one, other] = [must(people.byAccount("slack", "ben")), must(people.byAccount("teams", "t-ben"))];
      people.set(one.id, { asked: other.id });
      people.set(other.id, { asked: one.id });
    });
    await bot.as("ben").press({ do: "account", platform: "teams", account: "t-ben", mine: true });
    await bot.inTeams("ben").press({ do: "account", platform: "slack", account: "ben", mine: true });
    expect(bot.personOf("ben").id).not.toBe(before);
    expect(bot.chat.newest("dm-kenji")).toMatch(/^You stand in for @\w+ from Jan 7/);
    await bot.live(8 * DAY, HOUR);
    expect(bot.setup().settings.absences).toEqual([]);
    expect(told(bot, "kenji")).toEqual(expect.arrayContaining(["request", "back"]));
  });
});
