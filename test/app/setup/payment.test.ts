import { beforeEach, describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { createKeyProbe } from "../../../src/mistral/probe.ts";
import { must } from "../../support/must.ts";
import { KEY } from "../../support/servers/mistral.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { billing, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { MINUTE, SECOND } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const setup = () => world.bot.setup();
/** Long enough for the next look, however seldom it comes. */
const look = () => world.skip(11 * MINUTE);

describe("a payment method in Mistral's audit log", () => {
  it("closes billing as verified with Mistral, although nobody confirmed anything, and sends what waited for it", async () => {
    await world.approved("bob@lumen.example");
    expect(world.statuses()).toEqual(["approved"]);
    expect(world.bot.chat.first("approvals")).toMatch(/waiting for billing/i);
    await world.bot.as("ana").home();
    const home = () => words(must(world.bot.chat.homes.get("ana")));
    expect(home()).toContain("[Confirm billing]");
    const at = world.bot.now();
    world.mistral.change({ kind: "payment", on: true });
    await look();
    const { billing: paid, steps, observed } = setup();
    expect(steps.billing).toMatchObject({ state: "done", evidence: verified("audit", at) });
    expect(observed.payment).toEqual(verified("audit", at));
    expect(paid).toEqual({
      ...{ means: null, plan: null, monthlyLimit: null, confirmedBy: null },
      ...{ confirmedAt: at, warmUntil: at + 3 * MINUTE },
    });
    expect(world.statuses()).toEqual(["pending"]);
    await world.skip(MINUTE);
    expect(home()).toContain("2. Billing: done");
    expect(home()).not.toContain("[Confirm billing]");
    await world.bot.as("ana").submit({ form: "billing" }, billing("team"));
    expect(setup().billing).toMatchObject({ plan: "team", warmUntil: at + 3 * MINUTE });
    expect(setup().steps.billing.evidence).toEqual(verified("audit", at));
    await look();
    expect(world.bot.chat.cards("news", "billing:")).toHaveLength(1);
  });

  it("that came later than a person's word makes it verified, keeps what they entered, and warms up from when it came", async () => {
    await world.bot.as("ana").submit({ form: "billing" }, { ...billing("team"), monthlyLimit: "50" });
    await world.skip(MINUTE);
    const at = world.bot.now();
    world.mistral.change({ kind: "payment", on: true });
    await world.skip(MINUTE + 5 * SECOND);
    expect(setup().steps.billing.evidence).toEqual(verified("audit", at));
    const confirmedBy = world.bot.personOf("ana").id;
    expect(setup().billing).toMatchObject({ means: "card", plan: "team", monthlyLimit: 50, confirmedBy });
    expect(setup().billing?.warmUntil).toBe(at + 3 * MINUTE);
  });

  it("that was removed opens billing again and tells the owner once; the next one is announced once, as newer", async () => {
    const news = () => world.bot.chat.cards("news", "billing:").map(({ view }) => words(view));
    world.mistral.change({ kind: "payment", on: true });
    await world.bot.pay();
    await look();
    world.mistral.change({ kind: "payment", on: false });
    await look();
    await look();
    expect(setup().observed.payment).toBeNull();
    expect(setup().steps.billing).toMatchObject({ state: "open", evidence: null });
    expect(setup().billing).toMatchObject({ plan: "pay-as-you-go" });
    expect(world.bot.chat.told("ana", "alert:payment-removed.")).toEqual([
      expect.stringContaining("a payment method was removed"),
    ]);
    const at = world.bot.now();
    world.mistral.change({ kind: "payment", on: true });
    await look();
    await look();
    expect(setup().steps.billing.evidence).toEqual(verified("audit", at));
    expect(setup().billing?.warmUntil).toBe(at + 3 * MINUTE);
    expect(news()).toEqual([
      expect.stringMatching(/^Billing has changed since then\./),
      expect.stringMatching(/Payment method verified with Mistral .*, warm-up over/),
    ]);
  });

  it.each([
    ["before anybody noticed", 0],
    ["after the owner was told", 1],
  ])("that was removed does not undo what somebody confirms since, %s", async (_, told) => {
    await world.pay();
    await look();
    world.mistral.change({ kind: "payment", on: false });
    await world.skip(SECOND);
    if (told === 1) await look();
    await world.bot.as("ana").submit({ form: "billing" }, billing("team"));
    await look();
    await look();
    expect(setup().steps.billing).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
    const alerts = world.bot.chat.told("ana", "alert:payment-removed.");
    expect(alerts).toHaveLength(told);
    for (const alert of alerts) expect(alert).toContain("Since then billing was done again");
  });

  it("from before somebody reopened billing does not close it again", async () => {
    world.mistral.change({ kind: "payment", on: true });
    await look();
    await world.bot.as("ana").press({ do: "reopen", step: "billing" });
    await look();
    expect(setup().steps.billing.state).toBe("open");
  });
});

const MISSING =
  /⚠️ The key that this bot tries has been refused since .*Mistral says that a payment is missing/;

/** What Ana sees of billing: on her page, in the checklist, in the status. */
async function everywhere(): Promise<string[]> {
  const { as, chat } = world.bot;
  const shown = [await as("ana").command("setup"), await as("ana").command("status")].map(said);
  return [words(must(chat.homes.get("ana"))), ...shown];
}

it("that Mistral refuses a key stands beside billing everywhere once it is warm, until a key works", async () => {
  await world.bot.as("ana").home();
  await world.bot.pay();
  await world.skip(MINUTE);
  for (const shown of await everywhere()) expect(shown).not.toMatch(/Mistral refuses/);
  await world.skip(2 * MINUTE);
  for (const shown of await everywhere()) {
    expect(shown).toMatch(MISSING);
    expect(shown).not.toContain("Warming up");
  }
  world.mistral.change({ kind: "payment", on: true });
  await world.skip(5 * MINUTE);
  await world.skip(MINUTE);
  for (const shown of await everywhere()) expect(shown).not.toMatch(/Mistral refuses/);
});

it("a key that Mistral accepts is only half of Verify: the other half is a person's word in guided mode", async () => {
  await world.pay();
  await world.skip(3 * MINUTE);
  const bot = await startedBot({ probe: createKeyProbe({ baseUrl: world.url, key: KEY }) });
  await bot.pay();
  await bot.ask("paul@lumen.example", "ben");
  await bot.done(1, 9);
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  await bot.skip(3 * MINUTE);
  const { keyWorks, steps } = bot.setup();
  expect(keyWorks).toMatchObject({ kind: "verified" });
  expect(steps.verify).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
});
