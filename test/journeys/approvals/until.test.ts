import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startedOnBoth, TRANSPORTS } from "../../support/servers/cast.ts";
import { eachBuildsOnTheOneBefore, sees, sendForm, type Whole } from "../../support/servers/whole.ts";

const DAY = 24 * 3_600_000;

/** Each test goes on where the one before it ended. */
describe.each(TRANSPORTS)("access until a day, with Slack over %s,", (transport) => {
  let world: Whole;
  const dayIn = (days: number) => new Date(world.clock.now() + days * DAY).toISOString().slice(0, 10);
  const invited = () => world.bot.store.read((tx) => tx.invitations.get(1));
  const card = (person: { messages(place: string): string[] }) =>
    person.messages("#mistral-approvals").at(-1) ?? "";

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startedOnBoth(transport);
  });
  afterAll(() => world.stop());

  it("is asked for in Teams, approved in Slack, and stands on both cards", async () => {
    const [chloe, ben] = [world.inTeams("chloe"), world.as("ben")];
    await chloe.command("invite kenji@lumen.example");
    await sendForm(chloe, "Ask for invitations", { Reason: "for the project", "Access until": dayIn(40) });
    for (const approver of [ben, world.inTeams("ben")]) await sees(() => card(approver), /Until \w+/);
    await ben.press("Approve", { in: "#mistral-approvals" });
    await sees(ben.dm, /kenji@lumen\.example/);
    await ben.press("Done", { in: "dm" });
    await world.settle();
    expect(invited()).toMatchObject({ status: "pending", until: expect.any(Number) });
  });

  it("is asked about before it ends, and extended where the approver is", async () => {
    const ben = world.as("ben");
    const before = invited()?.until ?? 0;
    await world.later(before - world.clock.now() - 6 * DAY);
    await sees(ben.dm, /Access to Mistral ends unless/);
    await ben.press("Extend access", { in: "dm" });
    await sendForm(ben, "Extend access", { "Access until": dayIn(100) });
    await world.settle();
    expect(invited()?.until).toBeGreaterThan(before);
    await sees(ben.dm, "This access was extended.");
  });

  it("ends on its last day, and is over once a person has taken it back", async () => {
    const ana = world.inTeams("ana");
    await world.later((invited()?.until ?? 0) - world.clock.now() + DAY);
    await sees(ana.dm, /Revoke[\s\S]*kenji@lumen\.example/);
    expect(invited()?.status).toBe("pending");
    await ana.press("Done", { in: "dm" });
    await world.settle();
    expect(invited()?.status).toBe("revoked");
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
