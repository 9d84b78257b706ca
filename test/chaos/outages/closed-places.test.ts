import { afterEach, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { MINUTE, opens, sees, sendForm, startWhole, type Whole } from "../../support/servers/whole.ts";

type Platform = "slack" | "teams";
type Ending = {
  readonly name: string;
  readonly on: Platform;
  /** What becomes of the channel that Requests go to, and what the platform tells of it by itself. */
  readonly happens: (world: Whole) => Promise<unknown>;
  readonly isMended: (world: Whole) => Promise<unknown>;
  readonly says: RegExp;
};

const APPROVALS = "mistral-approvals";
const slackChannel = (world: Whole) =>
  must(world.slack.state().channels.find(({ name }) => name === APPROVALS));

async function archive(world: Whole, archived: boolean, told: boolean): Promise<void> {
  const { id } = slackChannel(world);
  world.slack.changeChannel(id, { archived });
  const type = archived ? "group_archive" : "group_unarchive";
  if (told) await world.slack.emit({ type, channel: id, user: "U0ANADUA01" });
}

async function takeOut(world: Whole, out: boolean): Promise<void> {
  const { id, members } = slackChannel(world);
  const bot = must(must(world.slack.state().channels.find(({ name }) => name === "mistral")).members.at(-1));
  const others = members.filter((one) => one !== bot);
  world.slack.changeChannel(id, { members: out ? others : [...others, bot] });
  await world.slack.emit(
    out
      ? { type: "group_left", channel: id, actor_id: "U0ANADUA01" }
      : { type: "member_joined_channel", channel: id, user: bot, channel_type: "G" },
  );
}

const ENDINGS: readonly Ending[] = [
  {
    name: "archived",
    on: "slack",
    happens: (world) => archive(world, true, true),
    isMended: (world) => archive(world, false, true),
    says: /It, or its team, is archived/,
  },
  {
    name: "archived, of which Slack says nothing",
    on: "slack",
    happens: (world) => archive(world, true, false),
    isMended: (world) => archive(world, false, true),
    says: /It, or its team, is archived/,
  },
  {
    name: "left by the bot, because somebody took it out",
    on: "slack",
    happens: (world) => takeOut(world, true),
    isMended: (world) => takeOut(world, false),
    says: /The bot is not in it/,
  },
  {
    name: "gone with its team, from which the app was removed",
    on: "teams",
    happens: (world) => world.teams.installInTeam(false),
    isMended: (world) => world.teams.installInTeam(true),
    says: /The bot is not in it/,
  },
];

let world: Whole;
afterEach(() => world.stop());

async function begun(on: Platform): Promise<Whole> {
  const owners = { SETUP_OWNERS: "ana@lumen.example" };
  world = await startWhole({ mode: "guided", platforms: [on], env: () => owners, skips: true });
  const ana = peopleOf(world, on)("ana");
  await ana.command("");
  await sendForm(ana, "Start the Mistral Setup", {
    "Channel for approvals": APPROVALS,
    "Channel for news": "mistral",
    "Approvers besides you": ["ben"],
  });
  await opens(ana, "0 of 6 steps done");
  await world.settle();
  return world;
}

const peopleOf = (whole: Whole, on: Platform) => (on === "slack" ? whole.as : whole.inTeams);

async function asks(on: Platform, address: string): Promise<void> {
  const chloe = peopleOf(world, on)("chloe");
  await chloe.command(`invite ${address} member`);
  await sendForm(chloe, "Ask for invitations", { Reason: "for the project" });
  await world.later(MINUTE);
}

it.each(ENDINGS)(
  "in $on, with its channel $name, a Request is decided all the same, and all is caught up",
  async ({ on, happens, isMended, says }) => {
    await begun(on);
    const [ana, ben] = [peopleOf(world, on)("ana"), peopleOf(world, on)("ben")];
    await asks(on, "paul@lumen.example");
    await happens(world);
    await world.later(MINUTE);
    await asks(on, "rosa@lumen.example");
    await sees(ben.dm, /rosa@lumen.example[\s\S]*\[Approve\]/);
    await sees(ben.dm, /paul@lumen.example[\s\S]*\[Approve\]/);
    expect(ana.dm().filter((text) => says.test(text))).toHaveLength(1);
    await ben.press("Approve", { in: "dm" });
    await sees(ben.dm, /Approved by/);

    await isMended(world);
    for (let times = 0; times < 3; times += 1) await world.later(MINUTE);
    const cards = () =>
      ana.messages(`#${APPROVALS}`).filter((text) => text.startsWith("Request to join Mistral"));
    await expect.poll(() => cards().filter((text) => /\[Approve\]/.test(text)).length).toBe(1);
    expect(cards().length).toBeLessThanOrEqual(2);
    expect(world.bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    await sees(ana.dm, /There is nothing to do/);
  },
);
