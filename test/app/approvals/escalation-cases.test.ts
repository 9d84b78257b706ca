import { describe, expect, it } from "vitest";
import { about, escalating, goAway, told } from "../../support/approvals/absences.ts";
import { must } from "../../support/must.ts";
import { type Bot, KENJI, PAUL, ROSA, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

const card = (bot: Bot) => bot.chat.newest("approvals");
const refusal = async (bot: Bot, who: string) => said(await bot.approve(1, who));

/** Asked, and by nobody decided for as long as it takes that others are asked. */
async function escalated(bot: Bot, ...ask: Parameters<Bot["ask"]>): Promise<Bot> {
  await bot.ask(...ask);
  await bot.live(DAY, HOUR);
  return bot;
}

describe("somebody who is asked when nobody decides", () => {
  it.each([
    ["not confirmed", null],
    ["denied", false],
  ] as const)("does not decide through an account that they have %s as theirs", async (_, mine) => {
    const bot = await startedBot({ both: true, apart: true });
    bot.teams.join("t-kenji", { name: "kenji", address: KENJI });
    for (const kenji of [bot.as("kenji"), bot.inTeams("kenji")]) await kenji.command("help");
    if (mine !== null) await bot.confirm("kenji", mine);
    await bot.set({ escalate: "8", alternates: ["kenji"] });
    await escalated(bot, PAUL);
    await bot.inTeams("kenji").press({ do: "approve", request: 1, ask: "m1" });
    expect(bot.request().state).toBe("open");
  });

  it("is not named on the card of their own request", async () => {
    const bot = await escalating({ alternates: ["kenji", "rosa"] });
    await escalated(bot, PAUL, "rosa");
    expect(card(bot)).toMatch(/Also asked [^@]*: @kenji\./);
  });

  it("takes no right from an approver who would get Admin by it", async () => {
    const bot = await escalating({ approvers: [] });
    await escalated(bot, must(bot.personOf("ana").address), "chloe", "admin");
    await bot.approve(1, "ana");
    expect(bot.request().state).toBe("approved");
  });

  it("does not silence the reminders where no message reaches them", async () => {
    const bot = await escalating();
    bot.chat.gone.add("dm-kenji");
    await bot.ask(PAUL);
    await bot.live(6 * DAY, HOUR);
    expect(about(bot, "ben")).toEqual(["reminder", "reminder", "reminder"]);
  });

  it("is not asked once more who stood in for an approver and gave the first of two words", async () => {
    const bot = await escalating({ second: ["on"] });
    await goAway(bot);
    await bot.ask(PAUL, "chloe", "admin");
    await bot.approve(1, "kenji");
    await bot.live(6 * DAY, HOUR);
    expect(about(bot, "kenji")).toEqual(["request"]);
    expect(about(bot, "ana")).toEqual(["reminder", "reminder", "reminder"]);
  });

  it("is asked once back, who was away from the chat in the moment when it was due", async () => {
    const bot = await escalating();
    await bot.becomes("kenji", { standing: "gone" });
    await escalated(bot, PAUL);
    expect(told(bot, "kenji")).toEqual([]);
    await bot.becomes("kenji", { standing: "member" });
    expect(told(bot, "kenji")).toEqual(["request"]);
  });

  it("leaves behind what the owner hears of, and stands in the way of no other setting", async () => {
    const bot = await escalating();
    await bot.becomes("kenji", { standing: "gone" });
    expect(told(bot, "ana")).toContain("alert");
    expect(await bot.set({ escalate: "8", alternates: [], after: "8" })).toMatchObject({ kind: "show" });
    expect(bot.setup().settings).toMatchObject({ escalation: { after: null, to: [] }, remindAfter: 8 });
  });

  it("who is named later is asked about open requests, and stands in the Record", async () => {
    const bot = await escalating();
    await escalated(bot, PAUL);
    await bot.set({ escalate: "8", alternates: ["kenji", "rosa"] });
    expect(told(bot, "rosa")).toEqual(["request"]);
    const [kenji, rosa] = ["kenji", "rosa"].map((name) => bot.personOf(name).id);
    expect(bot.recorded("request.escalated").map(({ data }) => data["to"])).toEqual([kenji, rosa]);
    expect(bot.recorded("settings.changed").at(-1)?.data).toMatchObject({ alternates: rosa });
  });

  it("finds all that waits for them from their own page", async () => {
    const bot = await escalating();
    for (let n = 0; n < 8; n += 1) await bot.ask(`p${n}@lumen.example`);
    await bot.live(DAY, HOUR);
    const page = said(await bot.as("kenji").press({ do: "waiting", of: "requests", page: 0 }));
    expect(page).toContain("p7@lumen.example [Approve]");
    expect(said(await bot.as("rosa").press({ do: "waiting", of: "requests", page: 0 }))).not.toContain("p7@");
  });

  it("is not asked about a request that lapses in the same moment", async () => {
    const bot = await escalating();
    await bot.ask(PAUL);
    await bot.skip(8 * DAY);
    expect(bot.request().state).toBe("lapsed");
    expect(told(bot, "kenji")).toEqual([]);
  });

  it("is asked at once when after the first of two words all others are away", async () => {
    const bot = await escalating({ second: ["on"] });
    await goAway(bot, { standIn: "ben" }, "ana");
    await bot.ask(ROSA, "chloe", "admin");
    expect(told(bot, "kenji")).toEqual([]);
    await bot.approve();
    expect(told(bot, "kenji")).toEqual(["request"]);
    expect(await refusal(bot, "ben")).toContain("already approved");
  });

  it("is nobody who is an approver already", async () => {
    const bot = await startedBot();
    expect(await bot.set({ escalate: "8", alternates: ["ben"] })).toMatchObject({ kind: "errors" });
  });
});

it("an approver who said in Teams that they are away is not reminded in Slack", async () => {
  const bot = await startedBot({ both: true, apart: true });
  for (const ben of [bot.as("ben"), bot.inTeams("ben")]) await ben.command("help");
  const [here, there] = [bot.personOf("ben").id, bot.personOf("t-ben", "teams").id];
  bot.store.transact((tx) => {
    const setup = must(tx.setup.load());
    tx.setup.save({ ...setup, settings: { ...setup.settings, approvers: [here, there] } });
  });
  await bot.inTeams("tara").command("help");
  const days = { from: "2026-01-05", until: "2026-01-09" };
  await bot.inTeams("ben").submit({ form: "away" }, { ...days, standIn: "t-tara" });
  await bot.ask(PAUL);
  await bot.live(2 * DAY, HOUR);
  expect(about(bot, "ben")).toEqual([]);
});
