import { describe, expect, it } from "vitest";
import type { FormValues } from "../../../src/domain/action.ts";
import { about, escalating, goAway, told } from "../../support/approvals/absences.ts";
import { must } from "../../support/must.ts";
import { type Bot, PAUL, ROSA, settings, startedBot } from "../../support/world/bot.ts";
import { labelsOf, said } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const card = (bot: Bot) => bot.chat.newest("approvals");
const refusal = async (bot: Bot, who: string, request = 1) => said(await bot.approve(request, who));
describe("when nobody has decided for as many working hours as the settings say,", () => {
  it("others are asked as well, the card and the Record say so, and they decide", async () => {
    const bot = await escalating();
    await bot.ask(PAUL);
    expect(await refusal(bot, "kenji")).toMatch(/^Only the owner/);
    // Where they are it is ten in the morning: seven hours today, and one tomorrow.
    await bot.live(DAY - MINUTE, HOUR);
    expect(told(bot, "kenji")).toEqual([]);
    await bot.live(MINUTE);
    expect(told(bot, "kenji")).toEqual(["request"]);
    expect(card(bot)).toContain("Also asked 10:00 GMT+1, as nobody had decided: @kenji.");
    expect(labelsOf(must(bot.chat.cards("dm-kenji", "request:")[0]).view)).toContain("Approve");
    await bot.as("kenji").home();
    expect(labelsOf(must(bot.chat.homes.get("kenji")))).toContain("Approve");
    await bot.approve(1, "kenji");
    expect(card(bot)).toMatch(/✅ Approved by @kenji /);
    expect(card(bot)).not.toContain("Also asked");
    const { id } = bot.personOf("kenji");
    expect(bot.recorded("request.escalated")).toMatchObject([{ actor: "bot", data: { to: id } }]);
    expect(said(await bot.as("ana").command("record"))).toContain(
      "asked others as well about request 1: to kenji",
    );
  });

  it("they get no other right, and decide no other request", async () => {
    const bot = await escalating();
    await bot.ask(PAUL);
    await bot.live(DAY, HOUR);
    await bot.ask(ROSA);
    expect(await refusal(bot, "kenji", 2)).toMatch(/^Only the owner/);
    for (const word of ["members", "record", "settings", "away"])
      expect(said(await bot.as("kenji").command(word))).toMatch(/^Only the owner/);
    await bot.deny(1, "kenji");
    expect(bot.request().state).toBe("denied");
  });

  it.each([
    ["who ask for it themselves", (bot: Bot) => bot.ask(PAUL, "kenji"), /^Only the owner/],
    [
      "who would get Admin by it",
      (bot: Bot) => bot.ask(must(bot.personOf("kenji").address), "chloe", "admin"),
      /^Only the owner/,
    ],
    [
      "who have left",
      async (bot: Bot) => {
        await bot.ask(PAUL);
        await bot.becomes("kenji", { standing: "guest" });
      },
      /^Guests/,
    ],
  ] as const)("people %s are not asked, and the approvers are reminded", async (_, ask, words) => {
    const bot = await escalating();
    await ask(bot);
    await bot.live(2 * DAY, HOUR);
    expect(told(bot, "kenji")).not.toContain("request");
    expect(bot.request().escalation).toBeNull();
    expect(await refusal(bot, "kenji")).toMatch(words);
    expect(told(bot, "ben").filter((kind) => kind === "reminder")).toHaveLength(2);
  });

  it("a decision made before asks nobody", async () => {
    const bot = await escalating();
    await bot.ask(PAUL);
    await bot.approve();
    await bot.live(DAY, HOUR);
    expect(told(bot, "kenji")).toEqual([]);
  });

  it("an approver alone still decides Admin alone, and of two the second may be whoever was asked", async () => {
    const alone = await escalating({ approvers: [], second: ["on"] });
    await alone.ask(PAUL, "chloe", "admin");
    await alone.live(DAY, HOUR);
    await alone.approve(1, "ana");
    expect(alone.request().state).toBe("approved");
    const both = await escalating({ second: ["on"] });
    await both.ask(PAUL, "chloe", "admin");
    await both.approve(1, "ben");
    await both.live(DAY, HOUR);
    await both.approve(1, "kenji");
    expect(card(both)).toMatch(/Approved by @ben[\s\S]*Approved by @kenji/);
  });

  it("nobody who was asked before hears of it, and the reminders go on to those who were asked last", async () => {
    const bot = await escalating({ alternates: ["kenji", "ben"] });
    await bot.ask(PAUL);
    await bot.live(6 * DAY, HOUR);
    expect(about(bot, "ben")).toEqual(["reminder"]);
    expect(told(bot, "kenji")).toEqual(["request", "reminder", "reminder"]);
  });
});

describe("how often people are written to about one request that nobody decides", () => {
  it.each([
    ["4", 4, 5],
    ["8", 5, 6],
    ["24", 5, 6],
  ] as const)(
    "grows from four after %s hours to %i, with a stand-in to %i",
    async (hours, most, withStandIn) => {
      const asking = async (change: FormValues, standIn?: string) => {
        const bot = await escalating({ approvals: null, approvers: [], ...change });
        if (standIn !== undefined) await goAway(bot, { standIn }, "ana");
        await bot.ask(PAUL);
        await bot.live(6 * DAY, HOUR);
        return ["ana", "rosa", "kenji"].flatMap((who) => about(bot, who));
      };
      expect(await asking({ escalate: "never" })).toHaveLength(4);
      expect(await asking({ escalate: hours })).toHaveLength(most);
      expect(await asking({ escalate: hours }, "rosa")).toHaveLength(withStandIn);
    },
  );
});

describe("where all who decide are away,", () => {
  /** Ben alone may decide what Ana asks for, and is away. */
  async function allAway(change: FormValues = {}): Promise<Bot> {
    const bot = await escalating(change);
    await goAway(bot, { standIn: "ana" });
    return bot;
  }

  it("the owner hears it at once, and others are asked at once", async () => {
    const bot = await allAway();
    await bot.ask(PAUL, "ana", "admin");
    expect(card(bot)).toContain("Also asked 10:00 GMT+1, as everyone who decides was away: @kenji.");
    expect(told(bot, "kenji")).toEqual(["request"]);
    expect(told(bot, "ana")).toContain("reminder");
    expect(bot.chat.newest("dm-ana")).toContain("as everyone who decides was away");
  });

  it("and nobody else is named, the card says what the owner can do, until somebody is back", async () => {
    const bot = await allAway({ escalate: "never" });
    await bot.ask(PAUL, "ana", "admin");
    const away = "Everyone who can decide is away. @ana can add an approver in the settings.";
    for (const place of ["approvals", "dm-ana"]) expect(bot.chat.newest(place)).toContain(away);
    await bot.live(5 * DAY, DAY);
    expect(card(bot)).not.toContain(away);
    expect(told(bot, "ana").filter((kind) => kind === "reminder")).toHaveLength(1);
  });
});

describe("the settings of whom else to ask", () => {
  it("apply to open requests at once", async () => {
    const bot = await escalating({ escalate: "never" });
    await bot.ask(PAUL);
    await bot.live(DAY, HOUR);
    expect(told(bot, "kenji")).toEqual([]);
    await bot.set({ escalate: "8", alternates: ["kenji"] });
    expect(told(bot, "kenji")).toEqual(["request"]);
    await bot.set({ escalate: "8", alternates: ["kenji", "rosa"] });
    expect(told(bot, "rosa")).toEqual(["request"]);
    await bot.set({ escalate: "8", alternates: ["rosa"] });
    expect(await refusal(bot, "kenji")).toMatch(/^Only the owner/);
    await bot.set({ escalate: "never", alternates: ["rosa"] });
    expect(card(bot)).not.toContain("Also asked");
    expect(await refusal(bot, "rosa")).toMatch(/^Only the owner/);
    await bot.set({ escalate: "4", alternates: ["rosa"] });
    await bot.approve(1, "rosa");
    expect(card(bot)).toMatch(/✅ Approved by @rosa /);
  });

  it("refuse hours without anybody to ask, and keep those of the other platform", async () => {
    const bot = await startedBot({ both: true });
    expect(await bot.set({ escalate: "8", alternates: [] })).toEqual({
      kind: "errors",
      errors: { alternates: "Choose somebody who isn't an approver already." },
    });
    await bot.inTeams("tara").command("help");
    const here = { approvals: null, news: null, approvers: ["t-ben"] };
    const there = settings({ ...here, escalate: "8", alternates: ["t-tara"] });
    await bot.inTeams("ana").submit({ form: "settings" }, there);
    await bot.set({ escalate: "8", alternates: ["kenji"] });
    const ids = [bot.personOf("t-tara", "teams").id, bot.personOf("kenji").id];
    expect(bot.setup().settings.escalation).toEqual({ after: 8, to: ids });
  });
});
