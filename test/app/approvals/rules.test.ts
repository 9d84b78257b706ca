import { describe, expect, it } from "vitest";
import { makeRule, TERMS, tried } from "../../support/approvals/rules.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, PAUL, ROSA, settings, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY } from "../../support/world/times.ts";

async function withRule(terms: object = {}, change = {}): Promise<Bot> {
  const bot = await startedBot();
  await bot.set(change);
  await makeRule(bot, terms);
  return bot;
}

const introOf = async (bot: Bot) => {
  const reply = await bot.as("ana").command("settings");
  return words({ summary: "", blocks: reply.kind === "open" ? reply.form.intro : [] });
};

describe("a rule of the owner", () => {
  it("approves at once what fits, says so to the requester and in the Record, and asks nobody", async () => {
    const bot = await withRule();
    const reply = await bot.ask(PAUL);
    expect(bot.statuses()).toEqual(["approved"]);
    expect(reply).toEqual({ kind: "nothing" });
    expect(bot.chat.newest("dm-chloe")).toMatch(/✅ Approved by @ana's rule /);
    expect(bot.chat.in("approvals")).toEqual([]);
    const { id } = bot.personOf("ana");
    expect(bot.request().decision).toMatchObject({ by: id, rule: expect.any(Number) });
    expect(bot.recorded("request.approved")).toMatchObject([
      { actor: "bot", data: { byRule: id, rule: "lumen.example 2/week" } },
    ]);
    expect(said(await bot.as("ana").command("record"))).toContain("approved request 1: by a rule of ana");
  });

  it("tells somebody who asks for themselves at once, because no other message does", async () => {
    const bot = await withRule({}, {});
    await bot.pay();
    await bot.as("chloe").command("help");
    const reply = await bot
      .as("chloe")
      .submit({ form: "invite", for: "self" }, { role: "member", reason: "" });
    expect(bot.request().state).toBe("approved");
    expect(said(reply)).toMatch(/^Approved by a rule\. The invitation comes by e-mail\./);
  });

  it("is foretold in the form to those alone whom it may fit", async () => {
    const bot = await withRule();
    const intro = async (name: string, typed = "") => {
      const reply = await bot.as(name).command(`invite ${typed}`);
      return words({ summary: "", blocks: reply.kind === "open" ? reply.form.intro : [] });
    };
    const foretold = "If a rule fits, the request is approved at once.";
    expect(await intro("chloe")).toContain(foretold);
    expect(await intro("chloe", PAUL)).toContain(foretold);
    expect(await intro("ben", `${PAUL} admin`)).not.toContain(foretold);
    await bot.set({ seats: ["chat"] });
    expect(await intro("chloe")).not.toContain(foretold);
    await bot.set({ seats: [] });
    await makeRule(bot, { domains: "other.example" });
    await bot.as("ana").press({ do: "end", of: "rule", id: must(bot.setup().settings.rules[0]).id });
    expect(await intro("chloe")).not.toContain(foretold);
  });

  it("tells them to wait where billing is not done, and says once that it is approved", async () => {
    const bot = await withRule();
    await bot.as("chloe").command("help");
    const reply = await bot
      .as("chloe")
      .submit({ form: "invite", for: "self" }, { role: "member", reason: "" });
    expect(said(reply)).toMatch(/^Approved, waiting for billing\./);
  });

  it.each([
    ["for a strong role", (bot: Bot) => bot.ask(PAUL, "chloe", "billing")],
    ["for Admin", (bot: Bot) => bot.ask(PAUL, "chloe", "admin")],
    ["for somebody of another domain", (bot: Bot) => bot.ask(`${PAUL}, zoe@other.example`)],
    ["for more people than are left this week", (bot: Bot) => bot.ask(`${PAUL}, ${ROSA}, zoe@lumen.example`)],
    [
      "with a seat",
      (bot: Bot) => bot.as("chloe").submit({ form: "invite" }, { ...invitation(PAUL), seats: ["chat"] }),
    ],
  ] as const)("decides nothing %s, and approvers are asked", async (_, ask) => {
    const bot = await withRule();
    await ask(bot);
    expect(bot.request().state).toBe("open");
    expect(bot.chat.in("approvals")).toHaveLength(1);
  });

  it("counts a week back from each request, and not what approvers let in", async () => {
    const bot = await withRule();
    await bot.ask(PAUL);
    await bot.skip(3 * DAY);
    await bot.ask(ROSA);
    await bot.ask("zoe@lumen.example");
    expect([1, 2, 3].map((id) => bot.request(id).state)).toEqual(["approved", "approved", "open"]);
    await bot.approve(3);
    expect(await introOf(bot)).toContain("up to 2 a week. [End it]");
    await bot.skip(4 * DAY + 1);
    await bot.ask("vera@lumen.example");
    expect(bot.request(4).state).toBe("approved");
  });

  it("counts those whom it let in as long when the clock was put back", async () => {
    const bot = await withRule();
    await bot.ask(`${PAUL}, ${ROSA}`);
    await bot.skip(-2 * DAY);
    await bot.ask("zoe@lumen.example");
    expect(bot.request(2).state).toBe("open");
  });

  it("approves nobody outside the domains that were allowed since, and waits for billing like every approval", async () => {
    const bot = await withRule();
    await bot.set({ domains: "other.example" });
    await bot.ask("zoe@other.example");
    expect(bot.request().state).toBe("open");
    await bot.set({ domains: "" });
    await bot.ask(PAUL);
    expect(bot.statuses(2)).toEqual(["approved"]);
    await bot.pay();
    expect(bot.statuses(2)).toEqual(["sending"]);
  });

  it("decides for its own domains alone, beside another one for others", async () => {
    const bot = await withRule({ perWeek: "1" });
    await bot.as("ana").submit((await tried(bot, { domains: "other.example" })).ref, {});
    await bot.ask(PAUL);
    await bot.ask("zoe@other.example");
    await bot.ask(`${ROSA}, ivo@other.example`);
    const rules = bot.setup().settings.rules.map(({ id }) => id);
    expect([1, 2, 3].map((id) => bot.request(id).decision?.rule)).toEqual([...rules, undefined]);
  });

  it("leaves to approvers whom a person has turned down, and what only looks like an address of its domain", async () => {
    const bot = await startedBot();
    await bot.ask(PAUL);
    await bot.deny();
    await bot.as("ana").submit((await tried(bot)).ref, {});
    await bot.ask(PAUL);
    await bot.ask("p\u0430ul@lumen.example");
    expect([2, 3].map((id) => bot.request(id).state)).toEqual(["open", "open"]);
  });

  it("has failures told to the owner of today, and not to whoever made it", async () => {
    const bot = await withRule();
    await bot.pay();
    await bot.ask(PAUL);
    const owner = bot.personOf("ben").id;
    bot.store.transact((tx) => tx.setup.save({ ...must(tx.setup.load()), owner }));
    const before = bot.chat.dm("ana").length;
    await bot.as("ben").submit({ form: "impossible", task: 1 }, { reason: "no seats left" });
    await bot.settle();
    expect(bot.chat.dm("ana")).toHaveLength(before);
    expect(bot.chat.newest("dm-chloe")).toContain("not sent");
  });

  it("says on the requester's own page that a rule has decided, and in the Record which one", async () => {
    const bot = await withRule();
    await bot.ask(PAUL);
    await bot.as("chloe").home();
    expect(words(must(bot.chat.homes.get("chloe")))).toContain("by @ana's rule");
    const record = said(await bot.as("ana").command("record"));
    expect(record).toMatch(/made the rule: lumen\.example 2\/week/);
    expect(record).toMatch(/approved request 1: by a rule of ana, lumen\.example 2\/week/);
  });

  it("says in the settings that it does nothing for a domain that is allowed no longer", async () => {
    const bot = await withRule();
    await bot.set({ domains: "other.example" });
    expect(await introOf(bot)).toContain("A domain is no longer allowed");
  });

  it("is kept when the settings are saved, and ends with a press, which the Record has", async () => {
    const bot = await withRule();
    await bot.set({ after: "8" });
    const [rule] = bot.setup().settings.rules;
    expect(said(await bot.as("ben").press({ do: "end", of: "rule", id: must(rule).id }))).toMatch(
      /^Only the owner/,
    );
    await bot.as("ana").press({ do: "end", of: "rule", id: must(rule).id });
    await bot.ask(PAUL);
    expect(bot.request().state).toBe("open");
    expect(bot.recorded("rule.ended")).toHaveLength(1);
    expect(said(await bot.as("ana").press({ do: "end", of: "rule", id: must(rule).id }))).toContain(
      "no longer there",
    );
  });
});

describe("before it is saved, a rule", () => {
  it("says what it would have done in the last thirty days", async () => {
    const bot = await startedBot();
    expect((await tried(bot)).reads).toContain("0 of 0 requests approved");
    await bot.ask("old@lumen.example");
    await bot.skip(31 * DAY);
    await bot.ask(PAUL);
    await bot.deny();
    await bot.deny(2);
    await bot.ask(ROSA);
    await bot.ask("zoe@lumen.example");
    await bot.ask("ivo@lumen.example", "chloe", "admin");
    await bot.ask("own@lumen.example", "ben");
    const { reads } = await tried(bot);
    expect(reads).toContain("Members of lumen.example are approved at once, up to 2 a week.");
    expect(reads).toContain("In the last 30 days: 2 of 4 requests approved, for 2 people.");
    expect(reads).toContain("⚠️ Approvers denied 1 of these.");
    expect(bot.setup().settings.rules).toEqual([]);
  });

  it.each([
    [{ perWeek: "0" }, { perWeek: "Enter a whole number from 1 to 100." }],
    [{ perWeek: "" }, { perWeek: "Enter a whole number from 1 to 100." }],
    [{ perWeek: "1e2" }, { perWeek: "Enter a whole number from 1 to 100." }],
    [{ perWeek: "2.5" }, { perWeek: "Enter a whole number from 1 to 100." }],
    [{ perWeek: "101" }, { perWeek: "Enter a whole number from 1 to 100." }],
    [{ domains: " " }, { domains: "Fill this in." }],
    [{ domains: "other.example" }, { domains: "other.example isn't an allowed domain." }],
  ])("is refused at its field where nobody could satisfy it: %j", async (terms, errors) => {
    const bot = await startedBot();
    await bot.set({ domains: "lumen.example" });
    const reply = await bot.as("ana").submit({ form: "rule" }, { ...TERMS, ...terms });
    expect(reply).toEqual({ kind: "errors", errors });
  });

  it("is refused beside five others, and beside another for the same domain, also when two were begun at once", async () => {
    const bot = await startedBot();
    const refs = [];
    for (let n = 0; n < 6; n += 1) refs.push((await tried(bot, { domains: `d${n}.example` })).ref);
    const again = (await tried(bot, { domains: "d0.example" })).ref;
    for (const ref of [...refs, again]) await bot.as("ana").submit(ref, {});
    expect(bot.setup().settings.rules).toHaveLength(5);
    const reply = await bot.as("ana").submit({ form: "rule" }, TERMS);
    expect(reply).toMatchObject({ errors: { domains: "There are 5 rules already. End one first." } });
    await bot.as("ana").press({ do: "end", of: "rule", id: must(bot.setup().settings.rules[4]).id });
    expect(await bot.as("ana").submit({ form: "rule" }, { ...TERMS, domains: "d0.example" })).toMatchObject({
      errors: { domains: "There is a rule for d0.example already. End it first." },
    });
  });

  it("leaves out of that what an approver has changed, which asked for something else", async () => {
    const bot = await startedBot();
    await bot.ask(PAUL, "chloe", "admin");
    const keep = [`${must(bot.rows()[0]).id}`];
    await bot.as("ben").submit({ form: "change", request: 1 }, { keep, role: "member" });
    await bot.approve();
    expect((await tried(bot)).reads).toContain("0 of 0 requests approved");
  });

  it("warns where requests begin with seats, with which no rule fits", async () => {
    const bot = await startedBot();
    await bot.set({ seats: ["chat"] });
    const reply = await bot.as("ana").press({ do: "open", to: { form: "rule" } });
    const intro = reply.kind === "open" ? words({ summary: "", blocks: reply.form.intro }) : "";
    expect(intro).toContain("The settings add seats to new requests");
  });

  it("is the owner's alone, on either platform", async () => {
    const bot = await startedBot({ both: true });
    expect(said(await bot.as("ben").submit({ form: "rule" }, TERMS))).toMatch(/^Only the owner/);
    const reply = await bot.inTeams("ana").submit({ form: "rule" }, TERMS);
    if (reply.kind !== "stack") throw new Error("no second look");
    await bot.inTeams("ana").submit(must(reply.form.ref), {});
    await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
    expect(bot.request().state).toBe("approved");
    await bot.set(settings({}));
    expect(bot.setup().settings.rules).toHaveLength(1);
  });
});
