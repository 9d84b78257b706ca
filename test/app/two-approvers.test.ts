import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { type Bot, invitation, startedBot } from "../support/bot.ts";
import { bothBot, changeSettings } from "../support/both.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const PAUL = "paul@lumen.example";
const HOUR = 3_600_000;

const said = (reply: Reply): string => (reply.kind === "show" ? words(reply.view) : reply.kind);
const request = (bot: Bot) => must(bot.store.read((tx) => tx.requests.get(1)));
const card = (bot: Bot) => words(must(bot.chat.in("approvals").at(-1)).view);
const statuses = (bot: Bot) =>
  bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ status }) => status));
const events = (bot: Bot) =>
  bot.store.read((tx) =>
    [...tx.record.all()].flatMap(({ event, subject }) => (subject === "request:1" ? [event] : [])),
  );
const approvals = (bot: Bot, who: string) => bot.as(who).press({ do: "approve", request: 1 });

/** The owner Ana, and the approvers Ben and Kenji; Chloe asks for an Admin. */
async function asked(by = "chloe", role = "admin", approvers = ["ben", "kenji"]): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "settings" }, settings({ approvers }));
  await bot.as(by).submit({ form: "invite" }, invitation(PAUL, role));
  return bot;
}

const settings = (change: object) => ({
  ...{ approvals: "approvals", news: "news", level: "everything", approvers: ["ben", "kenji"], domains: "" },
  ...{ seats: [], reminders: ["on"], second: ["on"], ...change },
});

describe("where Admin takes two approvers", () => {
  it("whoever agreed first sees so in the status, and is not asked there again", async () => {
    const bot = await asked();
    await approvals(bot, "ben");
    const status = async (who: string) => said(await bot.as(who).command("status"));
    expect(await status("ben")).toMatch(/Approved by @ben .*another approver has to approve it, too/);
    expect(await status("ben")).not.toContain("[Approve");
    expect(await status("kenji")).toContain("[Approve");
  });

  it("the card says so, and the first approval leaves the Request open and says whose it was", async () => {
    const bot = await asked();
    expect(card(bot)).toContain("Two approvers have to agree to Admin.");
    expect(card(bot)).toContain("When both have approved, a card asks");
    expect(await approvals(bot, "ben")).toEqual({ kind: "nothing" });
    expect(request(bot).state).toBe("open");
    expect(statuses(bot)).toEqual(["proposed"]);
    expect(card(bot)).toMatch(/Approved by @ben .*another approver has to approve it, too\./);
    expect(card(bot)).not.toContain("Two approvers have to agree");
    expect(card(bot)).toContain("When you approve, a card asks");
    expect(buttonsOf(must(bot.chat.in("approvals").at(-1)).view).map(({ label }) => label)).toContain(
      "Approve",
    );
    expect(words(must(bot.chat.dm("chloe").at(-1)).view)).toMatch(/Approved by @ben .*another approver/);
  });

  it("the second one decides, and nothing is sent before", async () => {
    const bot = await asked();
    await approvals(bot, "ben");
    expect(bot.store.read((tx) => tx.tasks.open())).toEqual([]);
    await approvals(bot, "kenji");
    expect(request(bot)).toMatchObject({ state: "approved", decision: { by: bot.personOf("kenji").id } });
    expect(statuses(bot)).toEqual(["approved"]);
    expect(card(bot)).toMatch(/Approved by @ben [\s\S]*Approved by @kenji/);
    expect(card(bot)).not.toContain("another approver");
    expect(events(bot)).toEqual(["request.made", "request.agreed", "request.approved"]);
  });

  it("nobody is both, and each click of the first is told so", async () => {
    const bot = await asked();
    await approvals(bot, "ben");
    expect(said(await approvals(bot, "ben"))).toContain("You have approved it already.");
    expect(request(bot).state).toBe("open");
    expect(events(bot)).toEqual(["request.made", "request.agreed"]);
  });

  it("what was taken back is sent again by nobody alone", async () => {
    const bot = await asked();
    await approvals(bot, "ben");
    await approvals(bot, "kenji");
    await bot.as("kenji").press({ do: "revoke", invitation: 1 });
    for (const who of ["kenji", "ben", "ana"])
      expect(said(await bot.as(who).press({ do: "resend", invitation: 1 }))).toContain("takes two people");
    expect(statuses(bot)).toEqual(["revoked"]);
  });

  it("who may decide stands in the Record, with the opaque ids of who came and who went", async () => {
    const bot = await asked();
    const [ben, kenji] = [bot.personOf("ben").id, bot.personOf("kenji").id];
    await bot.as("ana").submit({ form: "settings" }, settings({ approvers: ["kenji"] }));
    const changes = bot.store.read((tx) =>
      [...tx.record.all()].flatMap(({ event, data }) =>
        ["setup.started", "settings.changed"].includes(event) ? [[data["added"], data["removed"] ?? ""]] : [],
      ),
    );
    expect(changes).toEqual([
      [ben, ""],
      [kenji, ""],
      ["", ben],
    ]);
    const shown = await bot.as("ana").command("record");
    expect(said(shown)).toMatch(/now an approver: kenji/);
    expect(said(shown)).toMatch(/no longer an approver: ben/);
  });

  it("whoever agreed can still deny it, and so can the other", async () => {
    for (const denier of ["ben", "kenji"]) {
      const bot = await asked();
      await approvals(bot, "ben");
      await bot.as(denier).submit({ form: "deny", request: 1 }, { reason: "not now" });
      expect(request(bot).state).toBe("denied");
      expect(card(bot)).not.toContain("another approver");
    }
  });

  it("another role takes one, also when it was lowered after the first had agreed", async () => {
    const bot = await asked("chloe", "billing");
    await approvals(bot, "ben");
    expect(request(bot).state).toBe("approved");
    const lowered = await asked();
    await approvals(lowered, "ben");
    await lowered.as("kenji").submit({ form: "change", request: 1 }, { keep: ["1"], role: "member" });
    expect(card(lowered)).not.toContain("another approver");
    await approvals(lowered, "ben");
    expect(request(lowered).state).toBe("approved");
  });

  it("an approver who asks is one of the two", async () => {
    const bot = await asked("ben");
    expect(card(bot)).not.toContain("Two approvers");
    await approvals(bot, "kenji");
    expect(request(bot).state).toBe("approved");
  });

  it("one is enough while there is only one", async () => {
    const bot = await asked("chloe", "admin", []);
    expect(card(bot)).toContain("There is only one approver.");
    await approvals(bot, "ana");
    expect(request(bot).state).toBe("approved");
  });

  it("the word of somebody who is no approver any more does not count", async () => {
    const bot = await asked();
    await approvals(bot, "ben");
    await bot.as("ana").submit({ form: "settings" }, settings({ approvers: ["kenji"] }));
    expect(card(bot)).toContain("Two approvers have to agree to Admin.");
    await approvals(bot, "kenji");
    expect(request(bot).state).toBe("open");
    await approvals(bot, "ana");
    expect(request(bot).state).toBe("approved");
  });

  it("a change of the settings holds at the next click, and stands in the Record", async () => {
    const bot = await asked();
    await approvals(bot, "ben");
    await bot.as("ana").submit({ form: "settings" }, settings({ second: [] }));
    await approvals(bot, "ben");
    expect(request(bot).state).toBe("approved");
    const changes = bot.store.read((tx) =>
      [...tx.record.all()].flatMap(({ event, data }) =>
        event === "settings.changed" ? [data["adminNeedsTwo"]] : [],
      ),
    );
    expect(changes).toEqual([true, false]);
  });

  it("whoever agreed is reminded of it no more, and has it no more among what they have to do", async () => {
    const bot = await asked();
    const home = async (who: string) => {
      await bot.as(who).home();
      return words(must(bot.chat.homes.get(who)));
    };
    expect(await home("ben")).toContain(PAUL);
    await approvals(bot, "ben");
    expect(await home("ben")).not.toContain(PAUL);
    expect(await home("kenji")).toContain(PAUL);
    await bot.skip(4 * HOUR);
    const reminded = (who: string) => bot.chat.dm(who).filter(({ key }) => key.startsWith("reminder:"));
    expect(reminded("kenji")).toHaveLength(1);
    expect(reminded("ben")).toEqual([]);
  });

  it("one agrees in Slack and the other in Teams, and one human with an account on each is not two", async () => {
    const bot = await bothBot();
    changeSettings(bot, () => ({ adminNeedsTwo: true }));
    await bot.as("chloe").submit({ form: "invite" }, invitation(PAUL, "admin"));
    await bot.inTeams("tara").press({ do: "approve", request: 1 });
    expect(request(bot).state).toBe("open");
    expect(words(must(bot.teams.in("t-approvals").at(-1)).view)).toMatch(/Approved by @tara/);
    await bot.as("ben").press({ do: "approve", request: 1 });
    expect(request(bot).state).toBe("approved");
  });
});
