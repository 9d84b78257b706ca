import { describe, expect, it } from "vitest";
import { told } from "../../support/approvals/absences.ts";
import { becomes, groupOf, outage, withGroup } from "../../support/approvals/groups.ts";
import { makeRule, tried } from "../../support/approvals/rules.ts";
import { askInto, LAB, nameFor } from "../../support/approvals/workspaces.ts";
import { type Bot, PAUL, ROSA } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const ASKED = { approvers: ["ben"], groups: [], askedGroups: ["it"], escalate: "8" };
const settingsOf = async (bot: Bot) => {
  const reply = await bot.as("ana").command("settings");
  return words({ summary: "", blocks: reply.kind === "open" ? reply.form.intro : [] });
};

describe("a group that is asked when nobody decides", () => {
  it("decides nothing before, and that request after", async () => {
    const bot = await withGroup(ASKED);
    await bot.settle();
    await bot.ask(PAUL);
    expect(said(await bot.approve(1, "rosa"))).toMatch(/^Only the owner/);
    await bot.live(DAY, HOUR);
    expect(bot.chat.newest("approvals")).toMatch(/Also asked .*: @rosa, @kenji\./);
    expect(["rosa", "kenji", "greta"].map((who) => told(bot, who).includes("request"))).toEqual([
      ...[true, true, false],
    ]);
    await bot.ask(ROSA);
    expect(said(await bot.approve(2, "rosa"))).toMatch(/^Only the owner/);
    await bot.approve(1, "rosa");
    expect(bot.request().decision).toMatchObject({ by: bot.personOf("rosa").id });
  });

  it("gives no decision to somebody who left it a minute ago, without a word from its platform", async () => {
    const bot = await withGroup(ASKED);
    await bot.settle();
    await bot.ask(PAUL);
    await bot.live(DAY, HOUR);
    bot.chat.groups.set("it", ["kenji"]);
    await bot.approve(1, "rosa");
    expect(bot.request().state).toBe("open");
    expect(told(bot, "rosa")).toContain("uncounted");
  });

  it("has its new people asked as well about what waits", async () => {
    const bot = await withGroup(ASKED);
    bot.chat.join("zoe");
    await bot.ask(PAUL);
    await bot.live(DAY, HOUR);
    await becomes(bot, ["rosa", "kenji", "zoe"]);
    await bot.skip(MINUTE);
    expect(told(bot, "zoe")).toContain("request");
  });

  it("can approve as well, and stays asked when it no longer does", async () => {
    const bot = await withGroup({ ...ASKED, groups: ["it"] });
    expect(groupOf(bot)).toMatchObject({ approves: true, asked: true });
    await bot.set(ASKED);
    expect(groupOf(bot)).toMatchObject({ approves: false, asked: true, members: expect.any(Array) });
    await bot.ask(PAUL);
    expect(said(await bot.approve(1, "rosa"))).toMatch(/^Only the owner/);
    await bot.set({ ...ASKED, askedGroups: [] });
    expect(bot.setup().settings.groups).toEqual([]);
    expect(bot.setup().settings.escalation.after).toBeNull();
  });
});

describe("a group that is used for something else as well", () => {
  it("has its people asked and recorded as approvers when it approves from now on", async () => {
    const bot = await withGroup({ ...ASKED, approvals: null });
    await bot.ask(PAUL);
    expect(told(bot, "rosa")).not.toContain("request");
    await bot.set({ ...ASKED, approvals: null, groups: ["it"], askedGroups: [] });
    await bot.settle();
    expect(told(bot, "rosa")).toContain("request");
    await bot.set({ ...ASKED, approvals: null, groups: [], askedGroups: [], escalate: null, alternates: [] });
    const changes = bot.recorded("group.changed").map(({ data }) => data);
    expect(changes.at(-1)).toMatchObject({
      joined: "",
      parted: expect.stringContaining(bot.personOf("rosa").id),
    });
  });

  it("holds up no decision of somebody whom the settings name for a Workspace", async () => {
    const bot = await withGroup(ASKED);
    const made = { name: "Lab", state: "created", mistralId: null, evidence: null, trouble: null } as const;
    bot.store.transact((tx) => tx.workspaces.insert(made));
    await nameFor(bot, LAB, ["kenji"]);
    await askInto(bot, [LAB]);
    const mend = outage(bot);
    await bot.approve(1, "kenji");
    expect([bot.request().state, bot.request().held]).toEqual(["approved", null]);
    mend();
  });

  it("confirms no right of a group that somebody has left", async () => {
    const bot = await withGroup({ ...ASKED, groups: ["it"], askedGroups: [] });
    bot.chat.groups.set("ops", ["rosa"]);
    await bot.skip(HOUR);
    await bot.set({ ...ASKED, groups: ["it"], askedGroups: ["ops"] });
    await bot.settle();
    await bot.ask(PAUL);
    bot.chat.groups.set("it", ["kenji"]);
    await bot.approve(1, "rosa");
    expect(bot.request().state).toBe("open");
  });
});

describe("a rule for the people in a group", () => {
  async function withRule(): Promise<Bot> {
    const bot = await withGroup({ approvers: ["ben"], groups: [] });
    bot.chat.groups.set("design", ["chloe", "greta"]);
    bot.begin();
    await bot.settle();
    await bot.skip(HOUR);
    await makeRule(bot, { group: "design", perWeek: "5" });
    await bot.settle();
    return bot;
  }

  it("approves what they ask, and nothing that others ask", async () => {
    const bot = await withRule();
    expect(await settingsOf(bot)).toContain("up to 5 a week. Only for requests of people in @design.");
    await bot.ask(PAUL, "kenji");
    expect(bot.request().state).toBe("open");
    await bot.ask(ROSA, "chloe");
    expect(bot.request(2).decision).toMatchObject({ rule: expect.any(Number) });
    expect(bot.recorded("rule.made")[0]?.data).toMatchObject({ rule: "lumen.example 5/week slack:design" });
  });

  it("makes nobody in it an approver, and is for nobody once the group is gone, which the settings say", async () => {
    const bot = await withRule();
    await bot.ask(PAUL, "kenji");
    expect(said(await bot.approve(1, "chloe"))).toMatch(/^Only the owner/);
    bot.chat.groups.delete("design");
    bot.app.groupChanged("slack", "design");
    await bot.settle();
    expect(await settingsOf(bot)).toContain("This bot knows nobody in it yet.");
    expect(told(bot, "ana")).not.toContain("alert");
    await bot.ask(ROSA, "chloe");
    expect(bot.request(2).state).toBe("open");
  });

  it("counts in its preview what these people asked, once the group was read", async () => {
    const bot = await withRule();
    await bot.ask(PAUL, "kenji");
    await bot.as("ana").press({ do: "end", of: "rule", id: bot.setup().settings.rules[0]?.id ?? 0 });
    expect(bot.setup().settings.groups).toEqual([]);
    await bot.ask(ROSA, "chloe");
    expect((await tried(bot, { group: "design" })).reads).toContain("knows nobody in it yet");
    await bot.settle();
    expect((await tried(bot, { group: "design" })).reads).toContain("1 of 1 request approved");
  });

  it("approves nothing of somebody who left the group a minute ago, without a word from its platform", async () => {
    const bot = await withRule();
    bot.chat.groups.set("design", ["greta"]);
    await bot.ask(PAUL, "chloe");
    expect(bot.request().state).toBe("open");
  });

  it("is refused for a group that is too big, or that is not there", async () => {
    const bot = await withGroup({ approvers: ["ben"], groups: [] });
    const many = Array.from({ length: 300 }, (_, at) => `u${at}`);
    bot.chat.groups.set("all", many);
    await bot.skip(HOUR);
    const submit = (group: string) =>
      bot.as("ana").submit({ form: "rule" }, { domains: "lumen.example", perWeek: "5", group });
    expect(await submit("all")).toMatchObject({ errors: { group: expect.stringMatching(/more than 100/) } });
    expect(await submit("none")).toMatchObject({ errors: { group: expect.stringMatching(/is gone/) } });
  });

  it("keeps its group when the settings are saved", async () => {
    const bot = await withRule();
    await bot.set({ groups: [], approvers: ["ben"] });
    expect(bot.setup().settings.groups).toMatchObject([{ id: "design", approves: false, asked: false }]);
  });
});
