import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askFor, startedOnBoth, TRANSPORTS } from "../../support/servers/cast.ts";
import { eachBuildsOnTheOneBefore, sees, sendForm, type Whole } from "../../support/servers/whole.ts";

/** Each test goes on where the one before it ended. */
describe.each(TRANSPORTS)("a rule, with Slack over %s,", (transport) => {
  let world: Whole;

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startedOnBoth(transport);
  });
  afterAll(() => world.stop());

  it("that the owner makes in Slack is tried out first, and approves at once what is asked in Teams", async () => {
    const [ana, chloe] = [world.as("ana"), world.inTeams("chloe")];
    await ana.command("settings");
    await sees(() => ana.buttons("modal"), "Rule");
    await ana.press("Rule", { in: "modal" });
    await sendForm(ana, "Rule", { "E-mail domains": "lumen.example", "People a week": "1" });
    await sees(ana.modal, /0 of 0 requests approved/);
    expect(await ana.submit()).toMatchObject({ ok: true });
    await askFor(chloe, "paul@lumen.example");
    await sees(chloe.dm, /Approved by @?Ana[\w ]*'s rule/);
    await world.settle();
    expect(world.as("ben").messages("#mistral-approvals").join()).not.toContain("paul@lumen.example");
  });

  it("leaves to approvers what is too much for it, and is removed in Teams", async () => {
    const [ana, kenji] = [world.inTeams("ana"), world.as("kenji")];
    await askFor(kenji, "zoe@lumen.example");
    await sees(() => world.as("ben").messages("#mistral-approvals").at(-1) ?? "", /zoe@lumen\.example/);
    await ana.command("settings");
    await sees(ana.modal, /up to 1 a week\./);
    await ana.press("End it", { in: "modal" });
    await world.settle();
    expect(world.bot.store.read((tx) => tx.setup.load()?.settings.rules)).toEqual([]);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
