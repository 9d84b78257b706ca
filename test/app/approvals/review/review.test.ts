import { describe, expect, it } from "vitest";
import {
  KEEP_ALL,
  nextOf,
  opened,
  refused,
  rowsAbout,
  withMembers,
} from "../../../support/approvals/reviews.ts";
import { type Bot, paidBot, settings } from "../../../support/world/bot.ts";
import { said } from "../../../support/world/chat.ts";
import { DAY } from "../../../support/world/times.ts";

const TEAM = ["iris", "paul", "rosa", "zoe"].map((name) => `${name}@lumen.example`);
const kept = (bot: Bot) => bot.recorded("member.kept").map(({ subject }) => subject);
const changed = refused(/^Somebody else just changed/);

describe("a review", () => {
  it("keeps or releases those who are ticked, each with an entry in the Record, and nobody else", async () => {
    const bot = await withMembers(TEAM);
    await (await opened(bot.as("ben"))).answer("keep", 1, 2);
    const { reads, asks, answer } = await opened(bot.as("ana"));
    expect(reads).toContain("Without an answer: 2. Answered: 2.");
    expect(asks).toEqual(TEAM.slice(2));
    expect(said(await answer("release", 3))).toMatch(/@ana ordered the removal of rosa@lumen\.example/);
    expect(kept(bot)).toEqual(["invitation:1", "invitation:2"]);
    expect(bot.recorded("removal.ordered")).toMatchObject([
      { actor: bot.personOf("ana").id, subject: "invitation:3" },
    ]);
    expect(bot.statuses()).toEqual(["active", "active", "active", "active"]);
    expect(bot.toDo()).toEqual([["remove", "rosa@lumen.example"]]);
  });

  it("changes nothing without an answer, and says what is missing of half an answer", async () => {
    const bot = await withMembers(TEAM);
    const { answer } = await opened(bot.as("ben"));
    expect(await answer(null)).toMatchObject({ kind: "show" });
    expect(await answer(null, 1)).toEqual(refused(/^Choose one/));
    for (const half of [answer("keep"), answer("release")])
      expect(await half).toEqual({
        kind: "errors",
        errors: { those: expect.stringMatching(/^Tick people/) },
      });
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

  it("keeps nobody where somebody ticks people and keeps the whole page", async () => {
    const bot = await withMembers(TEAM);
    const errors = { those: expect.stringMatching(/nobody to keep the whole page/) };
    expect(await (await opened(bot.as("ben"))).answer(KEEP_ALL, 2)).toEqual({ kind: "errors", errors });
    expect(kept(bot)).toEqual([]);
  });

  it("asks again about whoever was to be removed and was not, and then the first answer from before counts", async () => {
    const bot = await withMembers(TEAM);
    const cannot = (task: number) =>
      bot.as("ben").submit({ form: "impossible", task }, { reason: "Not in the list" });
    await (await opened(bot.as("ben"))).answer("release", 1);
    await cannot(2);
    expect((await opened(bot.as("ben"))).asks).toEqual(TEAM);
    expect(rowsAbout(bot, "iris@lumen.example")).toEqual([expect.stringMatching(/"","",""$/)]);
    await (await opened(bot.as("ben"))).answer("keep", 1);
    await bot.as("ana").press({ do: "remove", invitation: 1 });
    expect(rowsAbout(bot, "iris@lumen.example")[0]).toContain('"removal ordered","ana@');
    await cannot(3);
    expect(rowsAbout(bot, "iris@lumen.example")[0]).toContain('"kept","ben@');
    expect((await opened(bot.as("ben"))).asks).toEqual(TEAM.slice(1));
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
    const [first, second] = [await opened(bot.as("ben")), await opened(bot.as("ben"), "p19@lumen.example")];
    expect([first.asks.length, second.asks]).toEqual([10, ["p20@lumen.example", "p21@lumen.example"]]);
    expect(await first.answer("release", 11)).toEqual(changed);
    expect(said(await first.answer(KEEP_ALL))).toMatch(
      /Without an answer: 2\. Answered: 10\.[\s\S]*\[Next page\]/,
    );
    expect(said(await second.answer("keep", 11))).not.toContain("[Next page]");
    expect(kept(bot)).toHaveLength(11);
  });

  it("opens at the first who wait for an answer, and leads on until there is nobody left", async () => {
    const many = Array.from({ length: 23 }, (_, at) => `p${10 + at}@lumen.example`);
    const bot = await withMembers(many);
    const first = await opened(bot.as("ben"));
    expect(first.reads).toMatch(/Without an answer: 23\. Answered: 0\.[\s\S]*\[Next page\]/);
    expect(nextOf(first.form)).toEqual({ form: "member-review", after: "p19@lumen.example" });
    await first.answer(KEEP_ALL);
    expect((await opened(bot.as("ana"))).asks).toEqual(many.slice(10, 20));
    const last = await opened(bot.as("ben"), "p29@lumen.example");
    expect(last.asks).toEqual(many.slice(20));
    expect(nextOf(last.form)).toEqual({ form: "member-review", after: "p32@lumen.example" });
    // Whoever was passed over comes again.
    expect((await opened(bot.as("ben"), "p32@lumen.example")).asks).toEqual(many.slice(10, 20));
    await last.answer(KEEP_ALL);
    const middle = await opened(bot.as("ben"));
    expect(nextOf(middle.form)).toBeUndefined();
    await middle.answer(KEEP_ALL);
    const done = await opened(bot.as("ben"));
    expect(done.reads).toContain("Without an answer: 0. Answered: 23.");
    expect([done.asks, done.form.fields, done.form.submit]).toEqual([[], [], null]);
  });

  it("says so while nobody is Active", async () => {
    const bot = await paidBot();
    await bot.approved("iris@lumen.example, paul@lumen.example");
    await bot.doAll();
    const { reads, form } = await opened(bot.as("ben"));
    expect(reads).toContain("Without an answer: 0. Answered: 0.");
    expect(form.submit).toBeNull();
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
    expect(await answer("release", 1, 3)).toEqual(
      refused(/^ana@lumen\.example: This is the owner of the setup/),
    );
    expect(await answer("release", 3, 2)).toEqual(refused(/^ben@lumen\.example: You can't remove yourself/));
    expect(bot.toDo()).toEqual([]);
    expect(bot.recorded("removal.ordered")).toEqual([]);
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
    expect((await opened(bot.as("ben"))).asks).toEqual(TEAM.slice(1));
    for (const word of ["Revue", "Überprüfung", "revisión"])
      expect(await bot.as("ben").command(word)).toMatchObject({
        kind: "open",
        form: { ref: { form: "member-review" } },
      });
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
