import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { goAway, told } from "../../support/approvals/absences.ts";
import { becomes, groupOf, outage, withGroup } from "../../support/approvals/groups.ts";
import { must } from "../../support/must.ts";
import { type Bot, createAround, KENJI, PAUL, settings, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

const card = (bot: Bot) => bot.chat.newest("approvals");
/** Rosa is out of the group, and Slack has not told. */
const rosaLeaves = (bot: Bot) => bot.chat.groups.set("it", ["kenji"]);

describe("somebody who has left a group of approvers a minute ago", () => {
  it("changes no request", async () => {
    const bot = await withGroup();
    await bot.ask(`${PAUL}, ${KENJI}`);
    rosaLeaves(bot);
    const keep = [`${must(bot.rows()[0]).id}`];
    await bot.as("rosa").submit({ form: "change", request: 1 }, { keep, role: "member" });
    expect(bot.statuses()).toEqual(["proposed", "proposed"]);
  });

  it("invites nobody alone", async () => {
    const bot = await withGroup();
    rosaLeaves(bot);
    await bot.ask(PAUL, "rosa");
    expect(bot.request().state).toBe("open");
  });

  it("revokes nothing", async () => {
    const bot = await withGroup();
    await bot.pay();
    await bot.ask(PAUL);
    await bot.approve(1, "ana");
    await bot.done(1, 1, "ana");
    rosaLeaves(bot);
    await bot.as("rosa").press({ do: "revoke", invitation: 1 });
    expect(bot.statuses()).toEqual(["pending"]);
  });

  it("is nobody in whose place somebody else decides", async () => {
    const bot = await withGroup();
    await bot.as("ben").command("help");
    await goAway(bot, { standIn: "ben" }, "rosa");
    await bot.ask(PAUL);
    rosaLeaves(bot);
    await bot.approve(1, "ben");
    expect(bot.request().state).toBe("open");
    expect(told(bot, "ben")).toContain("uncounted");
  });

  it("gave no first word of two", async () => {
    const bot = await withGroup({ second: ["on"] });
    await bot.ask(PAUL, "chloe", "admin");
    await bot.approve(1, "rosa");
    rosaLeaves(bot);
    await bot.approve(1, "ana");
    expect(bot.request()).toMatchObject({
      state: "open",
      approvals: [{ by: bot.personOf("ana").id }],
    });
    await bot.approve(1, "kenji");
    expect(bot.request().state).toBe("approved");
  });
});

describe("while a decision waits for its group to be read", () => {
  it("another word of the same person takes its place", async () => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    const mend = outage(bot);
    await bot.approve(1, "rosa");
    await bot.deny(1, "rosa", "a mistake");
    mend();
    await bot.live(HOUR, HOUR);
    expect(bot.request()).toMatchObject({ state: "denied", decision: { reason: "a mistake" } });
  });

  it("a named approver who gives the first of two words does not lose it", async () => {
    const bot = await withGroup({ second: ["on"] });
    await bot.ask(PAUL, "chloe", "admin");
    const mend = outage(bot);
    await bot.approve(1, "rosa");
    await bot.approve(1, "ana");
    mend();
    await bot.live(HOUR, HOUR);
    expect(card(bot)).toMatch(/Approved by @ana[\s\S]*Approved by @rosa/);
  });

  it("one other group that can be read is enough", async () => {
    const bot = await withGroup();
    bot.chat.groups.set("ops", ["rosa"]);
    bot.app.groupChanged("slack", "ops");
    await bot.settle();
    await bot.set({ approvers: [], groups: ["it", "ops"] });
    await bot.ask(PAUL);
    const { groupMembers } = bot.chat.messenger;
    bot.chat.messenger.groupMembers = (id, most) =>
      id === "it" ? Promise.reject(new AppError("unavailable", "down")) : groupMembers(id, most);
    await bot.approve(1, "rosa");
    expect(bot.request().state).toBe("approved");
  });

  it("it is given up after half a day, and the person hears why", async () => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    outage(bot);
    await bot.approve(1, "rosa");
    await bot.live(2 * DAY, 5 * 60_000);
    expect(bot.request()).toMatchObject({ state: "open", held: null });
    expect(bot.chat.said("dm-rosa", "uncounted")[0]).toContain("this bot couldn't read the group");
    expect(bot.dead()).toEqual([]);
  });

  it("a person who became one with another account is still the one who decided", async () => {
    const bot = await withGroup({}, { both: true, apart: true });
    bot.teams.join("t-rosa", { name: "rosa", address: "rosa@lumen.example" });
    await bot.inTeams("rosa").command("help");
    await bot.ask(PAUL);
    const mend = outage(bot);
    await bot.approve(1, "rosa");
    await bot.confirm("rosa");
    mend();
    await bot.live(HOUR, HOUR);
    expect(bot.request()).toMatchObject({ state: "approved", held: null });
  });
});

describe("a look at the groups", () => {
  it("goes on where an account may not be read, and keeps nothing of guests", async () => {
    const bot = await withGroup();
    bot.chat.breaks(new AppError("forbidden", "user_not_visible"), "account");
    await becomes(bot, ["kenji", "unseen"]);
    await bot.live(2 * HOUR, HOUR);
    await becomes(bot, ["rosa"]);
    expect(groupOf(bot).members).toEqual([bot.personOf("rosa").id]);
    expect(bot.store.read((tx) => tx.people.byAccount("slack", "greta"))).toBeNull();
  });

  it("tells of one trouble in one message, whatever it becomes, and of none when it was a decision that found it", async () => {
    const bot = await withGroup();
    await becomes(bot, []);
    await becomes(bot, null);
    expect(bot.chat.said("dm-ana", "alert:group")).toEqual([
      expect.stringContaining("it is gone or disabled"),
    ]);
    await bot.set({ approvers: [], groups: [] });
    expect(bot.chat.said("dm-ana", "alert:group")).toEqual([
      "✅ Requests no longer come to you because of @it.",
    ]);
    const other = await withGroup();
    await other.ask(PAUL);
    other.chat.join("tom");
    other.chat.groups.set("it", ["tom"]);
    await other.approve(1, "rosa");
    expect(other.chat.said("dm-ana", "alert:group")).toEqual([]);
    await other.approve(1, "tom");
    expect(other.request().state).toBe("approved");
  });

  it("ends the absence of somebody who left, and of nobody while the group cannot be read", async () => {
    const bot = await withGroup();
    await bot.as("ben").command("help");
    await goAway(bot, { standIn: "ben" }, "rosa");
    const mend = bot.chat.breaks(new AppError("forbidden", "no"), "groups", "groupMembers");
    await bot.live(HOUR, HOUR);
    await bot.becomes("ben", { name: "Ben" });
    await bot.becomes("chloe", { standing: "gone" });
    expect(bot.setup().settings.absences).toHaveLength(1);
    mend();
    await becomes(bot, ["kenji"]);
    expect(bot.setup().settings.absences).toEqual([]);
    expect(told(bot, "ben")).toContain("back");
  });

  it("that no platform can answer any more lets nobody decide by it", async () => {
    const around = createAround();
    around.chat.groups.set("it", ["chloe"]);
    const both = await startedBot({ both: true, around });
    both.begin();
    await both.settle();
    await both.set({ groups: ["it"] });
    Object.assign(both.context, { messengers: [around.teams.messenger] });
    both.begin();
    await both.settle();
    expect(groupOf(both).trouble).toBe("refused");
    await both.inTeams("ana").submit({ form: "settings" }, settings({ approvers: [], groups: [] }));
    expect(both.setup().settings.groups).toEqual([]);
  });
});

describe("the Record", () => {
  it("says by which group somebody decided, and who came and went", async () => {
    const bot = await withGroup();
    await bot.ask(PAUL);
    await bot.approve(1, "rosa");
    expect(bot.recorded("request.approved")[0]?.data).toEqual({ group: "it" });
    await bot.set({ approvers: [], groups: [] });
    const record = said(await bot.as("ana").command("record"));
    expect(record).toContain("noticed a change in the group @it: in it now: rosa, kenji");
    expect(record).toContain("@ana noticed a change in the group @it: no longer in it: rosa, kenji");
  });
});

it("the form of the settings refuses a group that is gone meanwhile, and more than ten", async () => {
  const bot = await withGroup();
  expect(await bot.set({ groups: ["it", "gone"] })).toMatchObject({
    errors: { groups: "A group you chose is gone. Open the settings again." },
  });
  for (let n = 0; n < 110; n += 1) bot.chat.groups.set(`g${n}`, ["kenji"]);
  bot.app.groupChanged("slack", "g0");
  await bot.settle();
  const many = Array.from({ length: 11 }, (_, n) => `g${n}`);
  expect(await bot.set({ groups: many })).toMatchObject({ errors: { groups: "Choose at most 10 groups." } });
  const reply = await bot.as("ana").command("settings");
  const intro = reply.kind === "open" ? words({ summary: "", blocks: reply.form.intro }) : "";
  expect(intro).toContain("Only the first 100 groups are listed.");
});
