import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bothCardsSay, startedOnBoth, TRANSPORTS } from "../../support/servers/cast.ts";
import { eachBuildsOnTheOneBefore, sendForm, type Whole } from "../../support/servers/whole.ts";

/** Each test goes on where the one before it ended. */
describe.each(TRANSPORTS)("asking in one's own words, with Slack over %s,", (transport) => {
  let world: Whole;
  const both = (words: RegExp) => bothCardsSay(world, words);

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startedOnBoth(transport);
    const made = {
      name: "Design",
      state: "created",
      mistralId: null,
      evidence: null,
      trouble: null,
    } as const;
    world.bot.store.transact((tx) => tx.workspaces.insert(made));
    await world.as("kenji").command("help");
    await world.inTeams("ben").command("help");
  });
  afterAll(() => world.stop());

  it("in Slack fills in whom one mentions, role, Workspace and reason, and asks on both platforms once it is sent", async () => {
    const chloe = world.as("chloe");
    await chloe.command("invite @kenji and @greta in Design as billing for the audit until 31 March");
    expect(world.as("ben").messages("#mistral-approvals").join()).not.toContain("kenji@");
    await sendForm(chloe, "Ask for invitations", {});
    await both(/as Billing[\s\S]*Reason: @greta for the audit\s+Workspaces: Design · Until [\s\S]*31/);
    await both(/kenji@lumen\.example/);
    expect(await world.inTeams("ana").press("Approve", { in: "#mistral-approvals" })).toMatchObject({
      ok: true,
    });
    await both(/Approved by @?Ana/i);
  });

  it("in Teams does the same in German", async () => {
    const chloe = world.inTeams("chloe");
    await chloe.command("einladen @Ben Okafor in Design als Mitglied bis Ende März wegen der Revision");
    await sendForm(chloe, "Ask for invitations", {});
    await both(/Reason: wegen der Revision\s+Workspaces: Design · Until [\s\S]*31[\s\S]*ben@lumen\.example/);
    await world.settle();
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
