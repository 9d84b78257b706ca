import { describe, expect, it } from "vitest";
import { erase } from "../../../../src/app/record/erase.ts";
import { activeUntil, extend } from "../../../support/approvals/access-ends.ts";
import { fileFor, opened, rowsAbout, withMembers } from "../../../support/approvals/reviews.ts";
import { must } from "../../../support/must.ts";
import { paidBot } from "../../../support/world/bot.ts";
import { DAY } from "../../../support/world/times.ts";

const TEAM = ["iris", "paul", "rosa", "zoe"].map((name) => `${name}@lumen.example`);

describe("a review", () => {
  it("says of each Member who asked for them, who approved that, and why they are believed to be in", async () => {
    const bot = await withMembers(TEAM);
    const { reads, asks } = await opened(bot.as("ben"));
    expect(reads).toMatch(
      /Asked by @chloe Jan 5, 2026 for iris@lumen\.example \(Member\)\. ✅ Approved by @ben Jan 5, 2026\. Active, confirmed by @ben/,
    );
    expect(asks).toEqual(TEAM);
  });

  it("names both approvers of an Admin, where it takes two", async () => {
    const bot = await paidBot();
    bot.chat.join("dora");
    await bot.set({ approvers: ["ben", "dora"], second: ["on"] });
    await bot.ask("iris@lumen.example", "chloe", "admin");
    await bot.approve();
    await bot.approve(1, "dora");
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    expect((await opened(bot.as("ben"))).reads).toMatch(
      /\(Admin\)\. ✅ Approved by @ben Jan 5, 2026\. ✅ Approved by @dora Jan 5, 2026\. Active/,
    );
    expect(fileFor(bot)).toContain('"ben@lumen.example dora@lumen.example"');
  });

  it("says what was approved, and apart from that the role that somebody has been given since", async () => {
    const bot = await withMembers(TEAM.slice(0, 1));
    await bot.as("ana").submit({ form: "role", invitation: 1 }, { role: "billing" });
    await bot.doAll();
    expect((await opened(bot.as("ben"))).reads).toMatch(
      /iris@lumen\.example \(Member\)\. ✅ Approved by @ben Jan 5, 2026\. Active \(Billing\), confirmed by/,
    );
    expect(fileFor(bot)).toContain('"billing","active","chloe@lumen.example","member","ben@lumen.example"');
  });

  it("names beside an end who approved the extension that set it", async () => {
    const bot = await activeUntil();
    bot.chat.join("dora");
    await bot.set({ approvers: ["ben", "dora"] });
    expect((await opened(bot.as("ben"))).reads).toMatch(
      /Approved by @ben Jan 5, 2026\. Active, .*, until Feb 5, 2026/,
    );
    await extend(bot, "paul", "2026-03-05");
    await bot.approve(2, "dora");
    expect((await opened(bot.as("ben"))).reads).toMatch(
      /Approved by @ben Jan 5, 2026\. Active, [^.]*, until Mar 5, 2026\. ✅ Approved by @dora Jan 5, 2026/,
    );
    expect(fileFor(bot)).toMatch(
      /"member","ben@lumen\.example","","","[^"]*","2026-03-05[^"]*","dora@lumen\.example","2026-01-05/,
    );
  });
});

describe("the file of a review", () => {
  it("has who asked, who approved, the answer, and who gave it when, for each Member", async () => {
    const bot = await withMembers(TEAM.slice(0, 2));
    await (await opened(bot.as("ben"))).answer("keep", 1);
    const day = '"2026-01-05T09:00:00.000Z"';
    expect(fileFor(bot).split("\r\n")).toEqual([
      '\uFEFF"period","email","role","status","asked_by","approved_role","approved_by","for","rule","approved_at","until","extended_by","extended_at","answer","answered_by","answered_at"',
      `"2026-Q1","iris@lumen.example","member","active","chloe@lumen.example","member","ben@lumen.example","","",${day},"","","","kept","ben@lumen.example",${day}`,
      `"2026-Q1","paul@lumen.example","member","active","chloe@lumen.example","member","ben@lumen.example","","",${day},"","","","","",""`,
      "",
    ]);
  });

  it("goes on naming whoever was released and is gone, and nobody whose data was erased", async () => {
    const bot = await withMembers(TEAM.slice(0, 2));
    await (await opened(bot.as("ben"))).answer("release", 1);
    await bot.done(2, 1);
    expect(fileFor(bot)).toMatch(
      /"iris@lumen\.example","member","removed".*"removal ordered","ben@lumen\.example"/,
    );
    bot.store.transact((tx) => erase({ tx, now: bot.now() }, must(tx.erasure.find("iris@lumen.example"))));
    expect(fileFor(bot)).not.toContain("iris");
    expect(fileFor(bot)).toMatch(/"removed".*"removal ordered"/);
  });

  it("covers the period in which it is asked for and the one before, with whoever was in then", async () => {
    const bot = await withMembers(TEAM.slice(0, 2));
    await (await opened(bot.as("ben"))).answer("keep", 1);
    await bot.skip(86 * DAY);
    await bot.ask("rosa@lumen.example");
    await bot.approve(2);
    await bot.doAll();
    await bot.as("ben").press({ do: "mark-active", invitation: 3 });
    await (await opened(bot.as("ben"))).answer("keep", 2);
    const answers = (period: string) =>
      ["iris", "paul", "rosa"].map((name) =>
        rowsAbout(bot, `${name}@lumen.example`, period).map((row) => row.includes('"kept"')),
      );
    expect(answers("2026-Q2")).toEqual([[false], [true], [false]]);
    expect(answers("2026-Q1")).toEqual([[true], [false], []]);
    expect(answers("2025-Q4")).toEqual([[], [], []]);
  });

  it("begins no cell like a formula", async () => {
    const bot = await withMembers(["-1+1@lumen.example"]);
    expect(fileFor(bot)).toContain(`"'-1+1@lumen.example"`);
    expect(fileFor(bot)).not.toMatch(/"[=+@-]/);
  });
});
