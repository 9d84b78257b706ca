import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, billing, paidBot, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { fileStore } from "../../support/world/file-store.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const heardBy = (bot: Bot, who = "ana") => bot.chat.told(who, "alert:drift.");

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
  await world.pay();
});

const heard = () => heardBy(world.bot);

describe("the daily check with an Admin API", () => {
  const join = (email: string, ...roles: ("organization_admin" | "member")[]) =>
    world.section.change((draft) => {
      const [first] = draft.members;
      draft.members.push({ ...must(first), id: crypto.randomUUID(), name: email, email, roles });
    });
  /** As they go by: Mistral is looked at in between. */
  const days = (count: number) => world.live(count * DAY, 8 * HOUR);
  const check = async (who = "ana") => said(await world.bot.as(who).press({ do: "drift" }));

  it("tells the owner once that there is one Admin left, and again when it is so again", async () => {
    await days(3);
    expect(heard()).toHaveLength(1);
    expect(heard()[0]).toMatch(/Mistral lists only ana@lumen\.example/);
    join("ben@lumen.example", "organization_admin");
    await days(2);
    expect(heard()).toHaveLength(1);
    world.section.change((draft) => {
      must(draft.members.at(-1)).roles = ["member"];
    });
    await days(1);
    expect(heard()).toHaveLength(2);
  });

  it("tells no new owner that nothing was found", async () => {
    const { bot } = world;
    bot.chat.join("zed", { admin: true });
    await world.live(28 * HOUR);
    expect(heard()).toHaveLength(1);
    join("ben@lumen.example", "organization_admin");
    await world.live(2 * HOUR, HOUR);
    await bot.becomes("ana", { standing: "gone" });
    await bot.as("zed").press({ do: "claim" });
    expect(heardBy(bot, "zed")).toEqual([]);
  });

  it("says on demand that Mistral is asked anew, and what it said and when once that is done", async () => {
    await days(1);
    await world.skip(3 * MINUTE);
    world.atMistral({ paymentFailure: true });
    const first = await check();
    expect(first).toMatch(/Asking Mistral\. Press Check now again in a minute[\s\S]*\[Check now\]/);
    expect(first).not.toMatch(/payment failed|found/);
    await world.skip(MINUTE);
    const told = heard().length;
    const then = await check("ben");
    expect(heard()).toHaveLength(told);
    expect(then).toMatch(/Only one Admin[\s\S]*payment failed[\s\S]*Read from Mistral \d\d:\d\d/);
    expect(`${then}${heard()[0]}`).not.toMatch(/being asked/);
    world.atMistral({ paymentFailure: false });
    join("ben@lumen.example", "organization_admin");
    for (const wait of [3, 1]) await world.skip(wait * MINUTE).then(() => check());
    expect(await check()).toMatch(/✅ All in order/);
  });

  it("lists everything in one message when something is new, each with what to do", async () => {
    await days(1);
    await world.bot.set({ domains: "lumen.example" });
    join("eve@other.example", "member");
    await world.approved("paul@lumen.example");
    await days(9);
    expect(world.statuses()).toEqual(["expired"]);
    const [, second, third, ...more] = heard();
    expect(more).toEqual([]);
    expect(second).toMatch(/Members outside the allowed e-mail domains: 1\s+eve@other\.example/);
    expect(second).toMatch(/Mistral lists only ana/);
    expect(third).toMatch(/Expired invitations: 1\s+paul@lumen\.example.*Send again or revoke/);
    expect(third).toMatch(/eve@other\.example/);
    expect(third).toMatch(/Mistral lists only ana/);
  });

  it("says on demand that Mistral refuses the key, and what is known from before", async () => {
    world.down(401, "/v1/admin");
    await world.skip(20 * MINUTE);
    expect(await check()).toMatch(
      /refused the Admin API key[\s\S]*Only one Admin[\s\S]*Read from Mistral \d\d:\d\d/,
    );
  });

  it("finds that the bot's own key is refused after it had worked", async () => {
    join("ben@lumen.example", "organization_admin");
    await world.skip(10 * MINUTE);
    world.atMistral({ paymentSince: null });
    await days(3);
    expect(heard()).toHaveLength(1);
    expect(heard()[0]).toMatch(/own key is refused/);
  });
});

describe("the check", () => {
  it("is for the owner and approvers, who find it beside the status", async () => {
    const bot = await startedBot();
    expect(said(await bot.as("ben").command("status"))).toContain("[Check now]");
    expect(said(await bot.as("chloe").command("status"))).not.toContain("[Check now]");
    expect(said(await bot.as("chloe").press({ do: "drift" }))).not.toMatch(/Setup check/);
  });

  it("works in guided mode for what people have said, and says so", async () => {
    const bot = await paidBot();
    await bot.ask("eve@other.example", "ben");
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    expect(said(await bot.as("ana").press({ do: "drift" }))).toMatch(/All in order/);
    await bot.set({ domains: "lumen.example" });
    const answer = said(await bot.as("ana").press({ do: "drift" }));
    expect(answer).toMatch(/outside the allowed e-mail domains: 1\s+eve@other\.example/);
    expect(answer).toMatch(/Going by what people said here/);
    await bot.skip(DAY);
    await bot.skip(DAY);
    expect(heardBy(bot)).toHaveLength(1);
  });

  it("tells a new owner what the last one knew", async () => {
    const bot = await startedBot();
    bot.chat.join("zoe", { admin: true });
    await bot.pay();
    await bot.ask("eve@lumen.example", "ben");
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    await bot.skip(DAY);
    expect(heardBy(bot)).toHaveLength(1);
    await bot.becomes("ana", { standing: "gone" });
    await bot.as("zoe").press({ do: "claim" });
    await bot.skip(DAY);
    expect(heardBy(bot, "zoe")).toHaveLength(1);
  });
});

const LIMIT = "/v1/admin/spend-limit";
const checklist = async () => said(await world.bot.as("ana").command(""));

describe("the spending limit", () => {
  beforeEach(() => world.minutes(2, 5));

  it("is shown with its currency and with Mistral's word for it, and so is that there is none", async () => {
    expect(await checklist()).toMatch(/No spending limit, verified with Mistral/);
    world.atMistral({ monthlyLimit: 150 });
    await world.minutes(15, 5);
    expect(await checklist()).toMatch(/Spending limit: €150 a month, verified with Mistral/);
    expect(said(await world.bot.as("ben").command("status"))).toMatch(/€150 a month/);
  });

  it("that a person sets is shown as Mistral has it, and not before", async () => {
    world.refuses(503, { method: "POST", path: LIMIT, times: 2 });
    await world.bot.as("ana").submit({ form: "billing" }, { ...billing(), monthlyLimit: "200" });
    expect(await checklist()).toMatch(/No spending limit, verified/);
    await world.minutes(15, 5);
    expect(world.section.get().monthlyLimit).toBe(200);
    expect(await checklist()).toMatch(/€200 a month, verified with Mistral/);
  });

  it("is set once, even when it cannot be read afterwards", async () => {
    world.refuses(500, { method: "GET", path: LIMIT, times: 3 });
    await world.bot.as("ana").submit({ form: "billing" }, { ...billing(), monthlyLimit: "200" });
    await world.minutes(2, 5);
    const calls = world.mistral.calls().filter(({ path }) => path.endsWith("limit"));
    expect(calls.filter(({ method }) => method === "POST")).toHaveLength(1);
    await world.minutes(30, 5);
    expect(await checklist()).toMatch(/€200 a month/);
  });

  it("is not shown to people who do not work on billing", async () => {
    for (const word of ["", "status"])
      expect(said(await world.bot.as("chloe").command(word))).not.toMatch(/spending limit/i);
  });

  it("that may not be read is no trouble for anybody, and counts again once it may", async () => {
    for (const status of [403, 404]) {
      world.refuses(status, { path: LIMIT, times: 3 });
      await world.minutes(25, 5);
      expect(world.bot.setup().observed.spendingRefused).toBe(true);
      await world.minutes(25, 5);
      expect(world.bot.setup().observed.spendingRefused).toBe(false);
    }
    expect(world.bot.chat.dm("ana").filter(({ key }) => /trouble|drift/.test(key))).toEqual([]);
  });
});

it("a look at Mistral with nothing new writes nothing, also while a problem stays, or the limit may not be read, or the key is refused", async () => {
  const { store, version } = fileStore();
  const there = await startAutomatic({ store });
  const spoilt = () => there.atMistral({ paymentFailure: true });
  const refused = () => there.down(403, LIMIT);
  const noKey = () => there.down(401, "/v1/admin");
  for (const begin of [() => {}, spoilt, refused, noKey]) {
    begin();
    await there.minutes(33, 11);
    await there.skip(1_000);
    const before = version();
    const looks = there.mistral.calls().length;
    await there.skip(11 * MINUTE);
    await there.skip(11 * MINUTE);
    expect(there.mistral.calls().length).toBeGreaterThan(looks);
    expect(version()).toBe(before);
  }
});

describe("a limit that is reached, and a payment that failed", () => {
  const spoil = () => world.atMistral({ monthlyLimit: 150, usage: 150, paymentFailure: true });

  it("are one message to the owner at once, with what to do, and none while nothing changes", async () => {
    spoil();
    await world.minutes(60, 5);
    expect(heard()).toEqual([
      expect.stringMatching(
        /limit is reached[\s\S]*verified with Mistral[\s\S]*payment failed[\s\S]*\[Open Billing\]/,
      ),
    ]);
  });

  it("are taken out of the message as they are over, and told again when they come back", async () => {
    spoil();
    await world.minutes(15, 5);
    world.atMistral({ paymentFailure: false });
    await world.minutes(15, 5);
    expect(heard()).toEqual([expect.stringMatching(/limit is reached/)]);
    expect(heard()[0]).not.toMatch(/payment failed/);
    world.atMistral({ monthlyLimit: 500 });
    await world.minutes(30, 5);
    expect(heard()[0]).not.toMatch(/limit is reached/);
    spoil();
    await world.minutes(30, 5);
    expect(heard().slice(1)).toEqual([expect.stringMatching(/limit is reached[\s\S]*payment failed/)]);
  });

  it("are told once over restarts", async () => {
    spoil();
    await world.minutes(15, 5);
    const { store, mistral } = world.bot.context;
    const again = await startedBot({ store, mistral: must(mistral) });
    await again.live(60 * MINUTE, 30 * MINUTE);
    expect(heardBy(again)).toEqual([]);
  });
});
