import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { askFor, bothCardsSay, startedOnBoth, TRANSPORTS } from "../../support/servers/cast.ts";
import { eachBuildsOnTheOneBefore, sees, sendForm, type Whole } from "../../support/servers/whole.ts";

const GROUP = "S0PLATFORM";

/** Each test goes on where the one before it ended. */
describe.each(TRANSPORTS)("a group of approvers, with Slack over %s,", (transport) => {
  let world: Whole;
  const both = (words: RegExp) => bothCardsSay(world, words);
  /** The page of somebody in Slack, with all that is on it. */
  const homeOf =
    ({ id }: { id: string }) =>
    () =>
      JSON.stringify(world.slack.state().homes.find(({ user }) => user === id) ?? "");

  async function ask(person: ReturnType<Whole["as"] | Whole["inTeams"]>, address: string): Promise<void> {
    await askFor(person, address);
    await both(new RegExp(address));
  }

  const theGroup = () => must(world.slack.state().groups.find(({ id }) => id === GROUP));

  /** Somebody edits it, and Slack tells the bot. */
  async function edit(change: Partial<ReturnType<typeof theGroup>>): Promise<void> {
    Object.assign(theGroup(), change);
    const told =
      change.members === undefined
        ? { type: "subteam_updated", subteam: { id: GROUP, handle: "platform-team" } }
        : { type: "subteam_members_changed", subteam_id: GROUP, added_users: change.members };
    await world.slack.deliveries.event(told);
  }

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startedOnBoth(transport);
  });
  afterAll(() => world.stop());

  it("is chosen in Slack, and one of its people decides there what is asked in Teams, which both cards say", async () => {
    const [ana, kenji] = [world.as("ana"), world.as("kenji")];
    await ana.command("settings");
    await sendForm(ana, "Settings", { "Groups of approvers": ["@platform-team"] });
    await ask(world.inTeams("chloe"), "paul@lumen.example");
    await both(/Asked: @platform-team/);
    await kenji.openHome();
    await sees(homeOf(kenji), "paul@lumen.example");
    expect(await kenji.press("Approve", { in: "home" })).toMatchObject({ ok: true });
    await both(/Approved by @?Kenji/i);
  });

  it("that somebody left a minute ago, without a word from Slack, gives that person no decision", async () => {
    const [kenji, ben] = [world.as("kenji"), world.as("ben")];
    await ask(world.inTeams("chloe"), "zoe@lumen.example");
    await sees(homeOf(kenji), "zoe@lumen.example");
    const group = theGroup();
    group.members = group.members.filter((id) => id !== kenji.id);
    expect(await kenji.press("Approve", { in: "home" })).toMatchObject({ ok: true });
    await sees(kenji.dm, /Your decision doesn't count/);
    expect(world.bot.store.read((tx) => tx.requests.get(2)?.state)).toBe("open");
    expect(await ben.press("Approve", { in: "#mistral-approvals" })).toMatchObject({ ok: true });
    await both(/Approved by @?Ben/i);
  });

  it("that Slack tells has new people lets them decide at once, and that it disables none, which the owner hears", async () => {
    const [kenji, ana] = [world.as("kenji"), world.as("ana")];
    await ask(world.inTeams("chloe"), "rosa@lumen.example");
    await edit({ members: [kenji.id] });
    await sees(homeOf(kenji), "rosa@lumen.example");
    await edit({ disabled: true });
    await sees(ana.dm, /Nobody decides as a member of @platform-team/);
    await sees(() => (homeOf(kenji)().includes("rosa@lumen.example") ? "" : "gone"), "gone");
    await edit({ disabled: false });
    await sees(ana.dm, /Requests no longer come to you because of @platform-team/);
  });

  it("is a team in Teams, too, whose people decide there what is asked in Slack", async () => {
    const [ana, chloe, kenji] = [world.inTeams("ana"), world.inTeams("chloe"), world.as("kenji")];
    await world.as("ana").command("settings");
    await sendForm(world.as("ana"), "Settings", { "Groups of approvers": [] });
    await world.settle();
    await ana.command("settings");
    await sendForm(ana, "Settings", { "Groups of approvers": ["Atelier Lumen"] });
    await world.settle();
    await ask(kenji, "vera@lumen.example");
    await both(/Asked: Atelier Lumen/);
    await chloe.command("status");
    await chloe.press("Approve", { in: "dm" });
    await both(/Approved by @?Chlo/i);
    await world.settle();
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    expect(world.refused()).toEqual([]);
  });
});
