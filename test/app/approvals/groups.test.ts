import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { about, told } from "../../support/approvals/absences.ts";
import { becomes, groupOf, outage, withGroup } from "../../support/approvals/groups.ts";
import { must } from "../../support/must.ts";
import { type Bot, createAround, KENJI, PAUL, ROSA, settings, startedBot } from "../../support/world/bot.ts";
import { labelsOf, said } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

const card = (bot: Bot) => bot.chat.newest("approvals");
const refusal = async (bot: Bot, who: string, request = 1) => said(await bot.approve(request, who));
const idsOf = (bot: Bot, ...names: string[]) => names.map((name) => bot.personOf(name).id);

describe("people in a group of approvers", () => {
  it("approve, deny and change requests, and the card names the group", async () => {
    const bot = await withGroup();
    expect(groupOf(bot).members).toEqual(idsOf(bot, "rosa", "kenji"));
    await bot.ask(`${PAUL}, ${KENJI}`);
    expect(card(bot)).toContain("Asked: @it");
    await bot.as("rosa").home();
    expect(labelsOf(must(bot.chat.homes.get("rosa")))).toContain("Approve");
    const keep = [`${must(bot.rows()[0]).id}`];
    await bot.as("rosa").submit({ form: "change", request: 1 }, { keep, role: "member" });
    await bot.approve(1, "rosa");
    expect(card(bot)).toMatch(/✅ Approved by @rosa /);
    expect(bot.statuses()).toEqual(["approved", "denied"]);
    await bot.ask(ROSA);
    await bot.deny(2, "kenji");
    expect(card(bot)).toContain("Denied by @kenji");
    expect(card(bot)).toContain("not now");
  });

  it("are no guests, no bots and no strangers", async () => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    expect(await refusal(bot, "greta")).toMatch(/^Guests/);
    expect(await refusal(bot, "ben")).toMatch(/^Only the owner/);
    expect(bot.request().state).toBe("open");
  });

  it("get the card where there is no channel, once, and are not reminded one by one", async () => {
    const bot = await withGroup({ approvals: null });
    await bot.ask(PAUL);
    await bot.live(2 * DAY, HOUR);
    for (const name of ["rosa", "kenji"]) expect(about(bot, name)).toEqual(["request"]);
    expect(about(bot, "ana")).toEqual(["request", "reminder", "reminder"]);
  });

  it("decide from the moment in which they come in, and no longer once they are out", async () => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    bot.chat.join("tom");
    await becomes(bot, ["tom"]);
    expect(await refusal(bot, "rosa")).toMatch(/^Only the owner/);
    expect(bot.recorded("group.changed").at(-1)?.data).toEqual({
      joined: idsOf(bot, "tom").join(" "),
      parted: idsOf(bot, "rosa", "kenji").join(" "),
    });
    await bot.approve(1, "tom");
    expect(card(bot)).toMatch(/✅ Approved by @tom /);
  });

  it("are read every hour, because not every change is told", async () => {
    const bot = await withGroup();
    bot.chat.groups.set("it", ["kenji"]);
    await bot.skip(HOUR);
    expect(groupOf(bot).members).toEqual(idsOf(bot, "kenji"));
  });

  it("decide nothing by it while the settings name other groups", async () => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    await bot.set({ approvers: [], groups: [] });
    expect(await refusal(bot, "rosa")).toMatch(/^Only the owner/);
    expect(card(bot)).not.toContain("Asked:");
  });
});

describe("the decision of somebody who has left the group a minute ago", () => {
  it.each([
    ["approves", (bot: Bot) => bot.approve(1, "rosa")],
    ["denies", (bot: Bot) => bot.deny(1, "rosa")],
  ] as const)("who %s changes nothing, nobody is told otherwise, and they hear why", async (_, decide) => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    bot.chat.groups.set("it", ["kenji"]);
    await decide(bot);
    expect(bot.request()).toMatchObject({ state: "open", held: null });
    expect(bot.statuses()).toEqual(["proposed"]);
    expect(bot.chat.newest("dm-rosa")).toMatch(
      /^Your decision doesn't count: the request or its approvers have changed/,
    );
    expect(told(bot, "chloe")).toEqual(["asked"]);
    expect(labelsOf(must(bot.chat.cards("approvals", "request:1")[0]).view)).toContain("Approve");
    await bot.approve(1, "kenji");
    expect(bot.request().decision?.by).toBe(bot.personOf("kenji").id);
  });

  it("waits until the group can be read again, which the card says, and another may decide meanwhile", async () => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    const mend = outage(bot);
    await bot.approve(1, "rosa");
    expect(card(bot)).toContain("⏳ @rosa decided 10:00 GMT+1. This bot is checking the group.");
    expect(bot.statuses()).toEqual(["proposed"]);
    expect(await refusal(bot, "kenji")).toMatch(/^Another decision on this request is being checked/);
    mend();
    await bot.live(HOUR, HOUR);
    expect(card(bot)).toMatch(/✅ Approved by @rosa /);
    expect(card(bot)).not.toContain("⏳ @rosa decided");
  });

  it("does not count for a request that asks for something else by now", async () => {
    const bot = await withGroup();
    await bot.ask(`${PAUL}, ${KENJI}`);
    const mend = outage(bot);
    await bot.approve(1, "rosa");
    const keep = [`${must(bot.rows()[0]).id}`];
    await bot.as("ana").submit({ form: "change", request: 1 }, { keep, role: "member" });
    mend();
    await bot.live(HOUR, HOUR);
    expect(bot.request().state).toBe("open");
    expect(told(bot, "rosa")).toContain("uncounted");
  });

  it("is one of two words where Admin takes two", async () => {
    const bot = await withGroup({ second: ["on"] });
    await bot.ask(PAUL, "chloe", "admin");
    await bot.approve(1, "rosa");
    expect(card(bot)).toContain("Approved by @rosa");
    expect(await refusal(bot, "rosa")).toContain("already approved");
    await bot.approve(1, "kenji");
    expect(bot.request().state).toBe("approved");
  });
});

describe("a group of approvers", () => {
  it.each([
    ["is empty", (bot: Bot) => becomes(bot, []), /no members who may decide\. Requests come to you/],
    ["has guests alone", (bot: Bot) => becomes(bot, ["greta"]), /no members who may decide/],
    ["is gone", (bot: Bot) => becomes(bot, null), /gone or disabled/],
    ["is huge", (bot: Bot) => becomes(bot, huge(5_000)), /more than 100 people/],
    [
      "may not be read",
      async (bot: Bot) => {
        bot.chat.breaks(new AppError("forbidden", "no"), "groups", "groupMembers");
        await becomes(bot, ["rosa"]);
      },
      /this bot can't read it/,
    ],
  ] as const)(
    "that %s strands no request: the owner hears it once, and decides",
    async (_, change, words) => {
      const bot = await withGroup();
      await bot.ask(PAUL);
      await change(bot);
      await bot.live(3 * HOUR, HOUR);
      const alerts = bot.chat.said("dm-ana", "alert:group");
      expect(alerts).toHaveLength(1);
      expect(alerts[0]).toMatch(words);
      expect(await refusal(bot, "rosa")).toMatch(/^Only the owner/);
      await bot.approve(1, "ana");
      expect(bot.request().state).toBe("approved");
    },
  );

  it("that people can decide by again says so in the same message", async () => {
    const bot = await withGroup();
    await becomes(bot, []);
    await becomes(bot, ["rosa"]);
    expect(bot.chat.said("dm-ana", "alert:group")).toEqual([
      "✅ Requests no longer come to you because of @it.",
    ]);
  });

  it("keeps its people while its platform does not answer", async () => {
    const bot = await withGroup();
    outage(bot);
    await bot.live(5 * HOUR, HOUR);
    expect(groupOf(bot)).toMatchObject({ trouble: null, members: idsOf(bot, "rosa", "kenji") });
  });

  it("with too many people cannot be chosen, and the form says why there is none to choose", async () => {
    const bot = await withGroup();
    bot.chat.groups.set("all", huge(101));
    bot.app.groupChanged("slack", "all");
    await bot.settle();
    expect(await bot.set({ groups: ["it", "all"] })).toEqual({
      kind: "errors",
      errors: { groups: "@all has more than 100 people. Choose a smaller group." },
    });
    const none = await startedBot();
    none.chat.messenger.noGroups = () => "plan";
    const reply = await none.as("ana").command("settings");
    expect(JSON.stringify(reply)).toContain("need a paid Slack plan");
  });

  it("of one platform stays when the settings are saved on the other, where its people decide, too", async () => {
    const around = createAround();
    around.chat.groups.set("it", ["chloe"]);
    const bot = await startedBot({ both: true, around });
    bot.begin();
    await bot.settle();
    await bot.set({ groups: ["it"] });
    const there = { approvals: "t-approvals", news: null, approvers: [], groups: [] };
    await bot.inTeams("ana").submit({ form: "settings" }, settings(there));
    await bot.inTeams("tara").submit({ form: "invite" }, { ...asked, addresses: PAUL });
    expect(bot.teams.newest("t-approvals")).toContain("Asked: @it");
    await bot.inTeams("chloe").press({ do: "approve", request: 1, ask: "m1" });
    await bot.settle();
    expect(bot.request().state).toBe("approved");
  });
});

const asked = { role: "member", workspaces: [], seats: [], reason: "for the project" };
const huge = (people: number) => Array.from({ length: people }, (_, at) => `p${at}`);
