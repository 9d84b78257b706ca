import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startedOnBoth, TRANSPORTS } from "../../support/servers/cast.ts";
import { eachBuildsOnTheOneBefore, sees, sendForm, type Whole } from "../../support/servers/whole.ts";

/** Each test goes on where the one before it ended. */
describe.each(TRANSPORTS)("approvers of a Workspace, with Slack over %s,", (transport) => {
  let world: Whole;

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startedOnBoth(transport);
    const ana = world.as("ana");
    const made = { state: "created", mistralId: null, evidence: null, trouble: null } as const;
    world.bot.store.transact((tx) => {
      for (const name of ["Production", "Research"]) tx.workspaces.insert({ name, ...made });
    });
    await ana.command("settings");
    await world.settle();
  });
  afterAll(() => world.stop());

  const name = async (
    person: ReturnType<Whole["as"] | Whole["inTeams"]>,
    workspace: string,
    who: string[],
  ) => {
    await person.command("settings");
    await sees(() => person.buttons("modal"), "Workspace approvers");
    await person.press("Workspace approvers", { in: "modal" });
    await sendForm(person, "Workspace approvers", { Workspace: workspace, "Workspace approvers": who });
    await world.settle();
  };

  it("are named in Slack and in Teams, each for one Workspace", async () => {
    await name(world.as("ana"), "Production", ["kenji"]);
    await name(world.inTeams("ana"), "Research", ["ben"]);
    await sees(world.as("kenji").dm, /made you an approver[\s\S]*Workspaces: Production/);
    await sees(world.inTeams("ben").dm, /made you an approver[\s\S]*Workspaces: Research/);
  });

  it("are each asked for their part on one card, in Slack and in Teams, and the last one decides", async () => {
    const [ana, ben, kenji] = [world.as("ana"), world.inTeams("ben"), world.as("kenji")];
    const chloe = world.inTeams("chloe");
    const card = () => ben.messages("#mistral-approvals").at(-1) ?? "";
    await chloe.command("invite rosa@lumen.example member");
    await sendForm(chloe, "Ask for invitations", {
      ...{ Workspaces: ["Production", "Research"], Reason: "for the project" },
    });
    await sees(kenji.dm, /Asked for Production: @?Kenji[\s\S]*Asked for Research: @?Ben/i);
    await sees(() => ana.messages("#mistral-approvals").at(-1) ?? "", /Asked for Production/);
    expect(await ana.press("Approve", { in: "#mistral-approvals" })).toMatchObject({ ok: true });
    await sees(() => JSON.stringify(world.slack.state()), /goes to the approvers of its Workspaces/);
    await sees(card, /Asked for Production/);
    await kenji.press("Approve", { in: "dm" });
    await sees(card, /Approved by @?Kenji/i);
    await ben.press("Approve", { in: "#mistral-approvals" });
    await sees(kenji.dm, /Approved by @?Kenji[\s\S]*Approved by @?Ben/i);
    await world.settle();
    expect(world.bot.store.read((tx) => tx.requests.get(1)?.state)).toBe("approved");
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
