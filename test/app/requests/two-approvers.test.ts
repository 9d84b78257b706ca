import { describe, expect, it } from "vitest";
import type { FormValues } from "../../../src/domain/action.ts";
import { must } from "../../support/must.ts";
import { type Bot, PAUL, ROSA, startedBot } from "../../support/world/bot.ts";
import { bothBot, changeSettings } from "../../support/world/both.ts";
import { labelsOf, said, words } from "../../support/world/chat.ts";
import { HOUR } from "../../support/world/times.ts";

const [ANA, BEN] = ["ana@lumen.example", "ben@lumen.example"];
const OWN = /This would make you Admin, so another approver has to approve it/;

type Asked = { by?: string; role?: string; settings?: FormValues };

/** The owner Ana, and the approvers Ben and Kenji, two of whom have to agree to an Admin. */
async function askedOfTwo({ by = "chloe", role = "admin", settings = {} }: Asked = {}): Promise<Bot> {
  const bot = await startedBot();
  await bot.set({ approvers: ["ben", "kenji"], second: ["on"], ...settings });
  await bot.ask(PAUL, by, role);
  return bot;
}

/** The owner Ana and the approver Ben decide alone; somebody else asks for an Admin. */
async function asked(addresses: string, { by = "kenji", role = "admin", settings = {} }: Asked = {}) {
  const bot = await startedBot();
  await bot.set({ second: [], ...settings });
  await bot.ask(addresses, by, role);
  return bot;
}

const card = (bot: Bot) => bot.chat.newest("approvals");
const state = (bot: Bot) => bot.request().state;
const events = (bot: Bot) =>
  bot.store.read((tx) =>
    [...tx.record.all()].flatMap(({ event, subject }) => (subject === "request:1" ? [event] : [])),
  );

describe("where Admin takes two approvers,", () => {
  it("the first approval leaves the Request open and says whose it was, once, and the second one decides", async () => {
    const bot = await askedOfTwo();
    await bot.pay();
    expect(card(bot)).toMatch(/Admin takes two approvals\.[\s\S]*Once it has all approvals, someone sends/);
    expect(await bot.approve()).toEqual({ kind: "nothing" });
    expect([state(bot), bot.statuses(), bot.tasks()]).toEqual(["open", ["proposed"], []]);
    expect(card(bot)).toMatch(/Approved by @ben .*Admin takes a second approver\./);
    expect(card(bot)).not.toContain("two approvals");
    expect(card(bot)).toContain("Once you approve, someone sends");
    expect(labelsOf(must(bot.chat.in("approvals").at(-1)).view)).toContain("Approve");
    expect(bot.chat.newest("dm-chloe")).toMatch(/Approved by @ben .*a second approver/);
    const status = async (who: string) => said(await bot.as(who).command("status"));
    expect(await status("ben")).toMatch(/Approved by @ben .*a second approver/);
    expect(await status("ben")).not.toContain("[Approve");
    expect(await status("kenji")).toContain("[Approve");
    expect(said(await bot.approve())).toContain("Your part is already approved.");
    expect([state(bot), events(bot)]).toEqual(["open", ["request.made", "request.agreed"]]);
    await bot.approve(1, "kenji");
    expect(bot.request()).toMatchObject({ state: "approved", decision: { by: bot.personOf("kenji").id } });
    expect(bot.statuses()).toEqual(["sending"]);
    expect(card(bot)).toMatch(/Approved by @ben [\s\S]*Approved by @kenji/);
    expect(card(bot)).not.toContain("another approver");
    expect(events(bot)).toEqual(["request.made", "request.agreed", "request.approved"]);
  });

  it("nobody sends again alone what was taken back", async () => {
    const bot = await askedOfTwo();
    for (const who of ["ben", "kenji"]) await bot.approve(1, who);
    expect(said(await bot.as("kenji").press({ do: "revoke", invitation: 1 }))).toMatch(
      /^Revoked before it was sent/,
    );
    for (const who of ["kenji", "ben", "ana"])
      expect(said(await bot.as(who).press({ do: "resend", invitation: 1 }))).toContain("takes two people");
    expect(bot.statuses()).toEqual(["revoked"]);
  });

  it.each(["ben", "kenji"])("%s can still deny it after Ben has agreed", async (denier) => {
    const bot = await askedOfTwo();
    await bot.approve();
    await bot.deny(1, denier);
    expect([state(bot), card(bot)]).toEqual(["denied", expect.not.stringContaining("another approver")]);
  });

  it.each<[string, Asked, string, string]>([
    ["another role is asked for", { role: "billing" }, "ben", ""],
    ["an approver asks, who is one of the two", { by: "ben" }, "kenji", ""],
    ["there is only one", { settings: { approvers: [] } }, "ana", "Admins control everything"],
  ])("one is still enough when %s", async (_, how, able, said) => {
    const bot = await askedOfTwo(how);
    expect(card(bot)).toContain(said);
    expect(card(bot)).not.toContain("two approvals");
    await bot.approve(1, able);
    expect(state(bot)).toBe("approved");
  });

  it("a role that is lowered takes one, also after the first had agreed", async () => {
    const lowered = await askedOfTwo();
    await lowered.approve();
    await lowered.as("kenji").submit({ form: "change", request: 1 }, { keep: ["1"], role: "member" });
    expect(card(lowered)).not.toContain("another approver");
    await lowered.approve();
    expect(state(lowered)).toBe("approved");
  });

  it("the word of somebody who is no approver any more does not count", async () => {
    const bot = await askedOfTwo();
    await bot.approve();
    await bot.set({ approvers: ["kenji"], second: ["on"] });
    expect(card(bot)).toContain("Admin takes two approvals.");
    await bot.approve(1, "kenji");
    expect(state(bot)).toBe("open");
    await bot.approve(1, "ana");
    expect(state(bot)).toBe("approved");
  });

  it("a change of the settings holds at the next click, and stands in the Record", async () => {
    const bot = await askedOfTwo();
    await bot.approve();
    await bot.set({ approvers: ["ben", "kenji"], second: [] });
    await bot.approve();
    expect(state(bot)).toBe("approved");
    const changes = bot.recorded("settings.changed").map(({ data }) => data["adminNeedsTwo"]);
    expect(changes).toEqual([true, false]);
  });

  it("the first one is reminded of it no more, and has it no more on their page", async () => {
    const bot = await askedOfTwo();
    const home = async (who: string) => {
      await bot.as(who).home();
      return words(must(bot.chat.homes.get(who)));
    };
    expect(await home("ben")).toContain(PAUL);
    await bot.approve();
    expect(await home("ben")).not.toContain(PAUL);
    expect(await home("kenji")).toContain(PAUL);
    await bot.skip(4 * HOUR);
    expect(bot.chat.told("kenji", "reminder:")).toHaveLength(1);
    expect(bot.chat.told("ben", "reminder:")).toEqual([]);
  });

  it("one agrees in Slack and the other in Teams, and one human with an account on each is not two", async () => {
    const bot = await bothBot();
    changeSettings(bot, () => ({ adminNeedsTwo: true }));
    await bot.ask(PAUL, "chloe", "admin");
    await bot.inTeams("tara").press({ do: "approve", request: 1 });
    expect(state(bot)).toBe("open");
    expect(bot.teams.newest("t-approvals")).toMatch(/Approved by @tara/);
    await bot.approve();
    expect(state(bot)).toBe("approved");
  });
});

describe("a Request that would make an approver Admin", () => {
  const ONLY_ANA = { approvers: [] };
  const KENJI_TOO = { approvers: ["ben", "kenji"] };
  it.each([
    ["is left to another approver", BEN, {}, ["ben"], "ana"],
    ["is approved by the only approver there is", ANA, { settings: ONLY_ANA }, [], "ana"],
    ["is approved by that approver where the only other one asks for it", BEN, { by: "ana" }, [], "ben"],
    ["is left to a third one when another asks", BEN, { by: "ana", settings: KENJI_TOO }, ["ben"], "kenji"],
    ["does not wait for that approver as the second", BEN, { settings: { second: ["on"] } }, [], "ana"],
    [
      "is approved by that approver where it is for another role: alone they could invite themselves",
      BEN,
      { role: "billing" },
      [],
      "ben",
    ],
  ] as const)("%s", async (_, addresses, how, refused, able) => {
    const bot = await asked(addresses, how);
    for (const who of refused) expect(said(await bot.approve(1, who))).toMatch(OWN);
    expect(state(bot)).toBe("open");
    await bot.approve(1, able);
    expect(state(bot)).toBe("approved");
  });

  it.each([
    ["among others", `${PAUL}, ${BEN}, ${ROSA}`, ["1", "3"], ["approved", "denied", "approved"]],
    ["with every other approver", `${ANA}, ${BEN}`, ["1"], ["approved", "denied"]],
  ])("%s is approved by that approver once they have taken themselves out", async (_, all, keep, after) => {
    const bot = await asked(all);
    for (const who of all.includes(ANA) ? ["ana", "ben"] : ["ben"])
      expect(said(await bot.approve(1, who))).toMatch(OWN);
    await bot.as("ben").submit({ form: "change", request: 1 }, { keep, role: "admin" });
    await bot.approve();
    expect(bot.statuses()).toEqual(after);
  });

  it("asks and reminds the other approvers alone, and is denied by that approver like by any other", async () => {
    const bot = await asked(BEN, { settings: { approvals: null } });
    expect(["ana", "ben"].map((who) => bot.chat.told(who, "request:1").length)).toEqual([1, 0]);
    await bot.deny();
    expect(state(bot)).toBe("denied");
  });

  it.each([true, false])(
    "is not approved from their account on the other platform either, whether that is theirs or not: %s",
    async (isTheirs) => {
      const bot = await bothBot({ apart: true });
      const ben = bot.personOf("ben").id;
      changeSettings(bot, () => ({ approvers: [ben] }));
      await bot.confirm("ben", isTheirs);
      await bot.ask(BEN, "kenji", "admin");
      for (const ben of [bot.as("ben"), bot.inTeams("ben")]) await ben.press({ do: "approve", request: 1 });
      expect(state(bot)).toBe("open");
    },
  );

  it("counts them by the address of their other account, too", async () => {
    const bot = await bothBot();
    await bot.as("ben").command("help");
    bot.store.transact(({ people }) => {
      const account = must(must(people.byAccount("slack", "ben")).accounts.find(({ id }) => id === "ben"));
      people.upsert({ ...account, address: "b.smith@lumen.example" }, bot.now());
    });
    await bot.ask("b.smith@lumen.example", "kenji", "admin");
    expect(said(await bot.inTeams("ben").press({ do: "approve", request: 1 }))).toMatch(OWN);
    expect(state(bot)).toBe("open");
  });
});
