import { beforeEach, describe, expect, it } from "vitest";
import { reviewText } from "../../../src/app/approvals/review-rows.ts";
import { erase } from "../../../src/app/record/erase.ts";
import { KEEP_ALL, opened, withMembers } from "../../support/approvals/reviews.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, paidBot, settings } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { DAY } from "../../support/world/times.ts";

const TEAM = ["iris", "paul", "rosa", "zoe"].map((name) => `${name}@lumen.example`);
const kept = (bot: Bot) => bot.recorded("member.kept").map(({ subject }) => subject);
const changed = { kind: "errors", errors: { answer: expect.stringMatching(/^Somebody else just changed/) } };

describe("a review", () => {
  it("says of each Member who asked for them, who approved that, and why they are believed to be in", async () => {
    const bot = await withMembers(TEAM);
    const { reads, asks } = await opened(bot.as("ben"));
    expect(reads).toMatch(
      /Asked by @chloe Jan 5, 2026 for iris@lumen\.example \(Member\)\. ✅ Approved by @ben Jan 5, 2026\. Active, confirmed by @ben/,
    );
    expect(asks).toEqual(TEAM);
  });

  it("keeps or releases those who are ticked, each with an entry in the Record, and nobody else", async () => {
    const bot = await withMembers(TEAM);
    await (await opened(bot.as("ben"))).answer("keep", 1, 2);
    const { reads, asks, answer } = await opened(bot.as("ana"));
    expect(reads).toMatch(/@ben kept Member iris@lumen\.example/);
    expect(asks).toEqual(TEAM.slice(2));
    expect(said(await answer("release", 3))).toMatch(/@ana ordered the removal of rosa@lumen\.example/);
    expect(kept(bot)).toEqual(["invitation:1", "invitation:2"]);
    expect(bot.recorded("removal.ordered")).toMatchObject([
      { actor: bot.personOf("ana").id, subject: "invitation:3" },
    ]);
    expect(bot.statuses()).toEqual(["active", "active", "active", "active"]);
    expect(bot.toDo()).toEqual([["remove", "rosa@lumen.example"]]);
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
    const file = bot.store.read((tx) => reviewText({ tx, context: bot.context }));
    expect(file).toContain('"ben@lumen.example dora@lumen.example"');
  });

  it("changes nothing without an answer, and says what is missing of half an answer", async () => {
    const bot = await withMembers(TEAM);
    const { answer } = await opened(bot.as("ben"));
    expect(await answer(null)).toMatchObject({ kind: "show" });
    for (const half of [answer("keep"), answer("release"), answer(null, 1)])
      expect(await half).toEqual({ kind: "errors", errors: { answer: "Choose one." } });
    expect(kept(bot)).toEqual([]);
    expect(bot.toDo()).toEqual([]);
  });

  it("keeps a whole page in one answer, and asks again where that page has changed since it was shown", async () => {
    const bot = await withMembers(TEAM);
    const [bens, anas] = [await opened(bot.as("ben")), await opened(bot.as("ana"))];
    await bens.answer("keep", 1);
    expect(await anas.answer(KEEP_ALL)).toEqual(changed);
    await (await opened(bot.as("ana"))).answer(KEEP_ALL);
    const { id: ana } = bot.personOf("ana");
    expect(bot.recorded("member.kept").map(({ actor }) => actor === ana)).toEqual([false, true, true, true]);
  });

  it("that two people answer at once counts the first answer about each, and shows it to the second person", async () => {
    const bot = await withMembers(TEAM);
    const [bens, anas] = [await opened(bot.as("ben")), await opened(bot.as("ana"))];
    await bens.answer("keep", 1, 2);
    const reply = said(await anas.answer("release", 2, 3));
    expect(reply).toMatch(/@ben kept Member paul@lumen\.example[\s\S]*@ana ordered the removal of rosa/);
    expect(bot.toDo()).toEqual([["remove", "rosa@lumen.example"]]);
    await bens.answer("keep", 3);
    expect(kept(bot)).toEqual(["invitation:1", "invitation:2"]);
  });

  it("answers about nobody who was not on the page that somebody had open", async () => {
    const bot = await withMembers(Array.from({ length: 12 }, (_, at) => `p${10 + at}@lumen.example`));
    const [first, second] = [await opened(bot.as("ben")), await opened(bot.as("ben"), 1)];
    expect([first.asks.length, second.asks]).toEqual([10, ["p20@lumen.example", "p21@lumen.example"]]);
    expect(await first.answer("release", 11)).toEqual(changed);
    expect(said(await first.answer(KEEP_ALL))).toMatch(/Page 1 of 2, 12 in all[\s\S]*\[Next page\]/);
    expect(said(await second.answer("keep", 11))).not.toContain("[Next page]");
    expect(kept(bot)).toHaveLength(11);
  });

  it("counts as an answer what is ordered in the list of Members, and a removal that was ordered before", async () => {
    const bot = await withMembers(TEAM);
    await bot.as("ana").press({ do: "remove", invitation: 1 });
    expect((await opened(bot.as("ben"))).asks).toEqual(TEAM.slice(1));
    await bot.skip(90 * DAY);
    await (await opened(bot.as("ben"))).answer("release", 1);
    expect((await opened(bot.as("ben"))).asks).toEqual(TEAM.slice(1));
    expect(bot.toDo()).toEqual([["remove", "iris@lumen.example"]]);
  });

  it("releases neither the owner nor whoever answers, and then nobody else of that answer", async () => {
    const bot = await withMembers(["ana@lumen.example", "ben@lumen.example", ...TEAM]);
    const { answer } = await opened(bot.as("ben"));
    expect(said(await answer("release", 1, 3))).toMatch(/owner of the setup/);
    expect(said(await answer("release", 2, 3))).toMatch(/can't remove yourself/);
    expect(bot.toDo()).toEqual([]);
  });

  it("begins anew with each quarter, or month, and lets no guest and nobody without the right look", async () => {
    const bot = await withMembers(TEAM);
    await (await opened(bot.as("ben"))).answer(KEEP_ALL);
    await bot.skip(60 * DAY);
    expect((await opened(bot.as("ben"))).asks).toEqual([]);
    await bot.set({ review: "monthly" });
    expect((await opened(bot.as("ben"))).asks).toEqual(TEAM);
    expect(said(await bot.as("chloe").command("review"))).toMatch(/^Only the owner and the approvers/);
  });

  it("is the same on the other platform, and in the words of each language", async () => {
    const bot = await withMembers(TEAM, { both: true });
    await (await opened(bot.inTeams("ana"))).answer("keep", 1);
    expect((await opened(bot.as("ben"))).reads).toMatch(/@ana kept Member iris/);
    for (const word of ["Revue", "Überprüfung", "revisión"])
      expect(await bot.as("ben").command(word)).toMatchObject({
        kind: "open",
        form: { ref: { form: "member-review" } },
      });
  });
});

describe("the file of a review", () => {
  const fileFor = ({ store, context }: Bot) => store.read((tx) => reviewText({ tx, context }));

  it("has who asked, who approved, the answer, and who gave it when, for each Member", async () => {
    const bot = await withMembers(TEAM.slice(0, 2));
    await (await opened(bot.as("ben"))).answer("keep", 1);
    const day = '"2026-01-05T09:00:00.000Z"';
    expect(fileFor(bot).split("\r\n")).toEqual([
      '\uFEFF"email","role","status","asked_by","approved_by","for","rule","approved_at","until","answer","answered_by","answered_at"',
      `"iris@lumen.example","member","active","chloe@lumen.example","ben@lumen.example","","",${day},"","member.kept","ben@lumen.example",${day}`,
      `"paul@lumen.example","member","active","chloe@lumen.example","ben@lumen.example","","",${day},"","","",""`,
      "",
    ]);
  });

  it("goes on naming whoever was released and is gone, and nobody whose data was erased", async () => {
    const bot = await withMembers(TEAM.slice(0, 2));
    await (await opened(bot.as("ben"))).answer("release", 1);
    await bot.done(2, 1);
    expect(fileFor(bot)).toMatch(
      /"iris@lumen\.example","member","removed".*"removal\.ordered","ben@lumen\.example"/,
    );
    bot.store.transact((tx) => erase({ tx, now: bot.now() }, must(tx.erasure.find("iris@lumen.example"))));
    expect(fileFor(bot)).not.toContain("iris");
    expect(fileFor(bot)).toMatch(/"removed".*"removal\.ordered"/);
  });

  it("begins no cell like a formula", async () => {
    const bot = await withMembers(["-1+1@lumen.example"]);
    expect(fileFor(bot)).toContain(`"'-1+1@lumen.example"`);
    expect(fileFor(bot)).not.toMatch(/"[=+@-]/);
  });
});

describe("that a review is due", () => {
  const heard = (bot: Bot) => bot.chat.told("ana", "alert:drift.");

  it("is told to the owner once, with those who wait for an answer, and is over with the last answer", async () => {
    const bot = await withMembers(TEAM);
    await bot.set(settings({ review: "quarterly" }));
    await bot.live(80 * DAY);
    expect(heard(bot).join()).not.toContain("to review");
    await bot.live(10 * DAY);
    expect(heard(bot).at(-1)).toMatch(
      /Members to review: 4[\s\S]*iris@lumen\.example[\s\S]*\[Review of Members\]/,
    );
    const count = heard(bot).length;
    await (await opened(bot.as("ben"))).answer("keep", 1, 2, 3);
    await bot.live(2 * DAY);
    expect(heard(bot).at(-1)).toContain("Members to review: 1");
    await (await opened(bot.as("ben"))).answer(KEEP_ALL);
    await bot.live(2 * DAY);
    expect(heard(bot).at(-1)).not.toContain("Members to review");
    expect(heard(bot)).toHaveLength(count);
  });

  it("is not said where nobody has asked for reviews", async () => {
    const bot = await withMembers(TEAM);
    await bot.live(100 * DAY);
    expect(heard(bot).join()).not.toContain("to review");
  });
});

describe("a review with an Admin API", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
    await world.pay();
    await world.live(DAY / 4);
  });
  const ID = { old: crypto.randomUUID(), zed: crypto.randomUUID() };
  const join = (name: keyof typeof ID, ...roles: ("organization_admin" | "member")[]) =>
    world.section.change(({ members }) => {
      const email = `${name}@lumen.example`;
      members.push({ ...must(members[0]), id: ID[name], name, email, roles });
    });

  it("shows whom nobody invited here, and releases them through the API", async () => {
    join("old", "member");
    await world.live(DAY / 4);
    const { reads, asks, answer } = await opened(world.bot.as("ben"));
    expect(reads).toMatch(/old@lumen\.example \(Member\), not invited here, verified with Mistral/);
    expect(asks).toEqual(["ana@lumen.example", "old@lumen.example"]);
    expect(said(await answer("release", ID.old))).toMatch(/^Removal requested/);
    expect(world.bot.recorded("removal.ordered")).toMatchObject([{ subject: `member:${ID.old}` }]);
    expect(world.bot.recorded("member.removed")).toHaveLength(1);
    expect((await opened(world.bot.as("ben"))).reads).not.toContain("old@");
  });

  it("releases no Admin who would be the last one, also not both at once", async () => {
    join("old", "organization_admin");
    join("zed", "organization_admin");
    world.section.change(({ members }) => members.splice(0, 1));
    await world.live(DAY / 4);
    const { asks, answer } = await opened(world.bot.as("ben"));
    expect(asks).toEqual(["old@lumen.example", "zed@lumen.example"]);
    expect(said(await answer("release", ID.old, ID.zed))).toMatch(/only Admin at Mistral/);
    expect(world.bot.recorded("removal.ordered")).toEqual([]);
    expect(said(await answer("release", ID.old))).toMatch(/^Removal requested/);
  });
});
