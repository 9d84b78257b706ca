import { describe, expect, it, onTestFinished } from "vitest";
import { GRANTED_SCOPES } from "../../../src/sandbox/slack/embedded-slack.ts";
import { BOT } from "../../../src/sandbox/slack/state.ts";
import { must } from "../../support/must.ts";
import { opens, sees, startWhole, type Whole } from "../../support/servers/whole.ts";
import { settings, startedBot } from "../../support/world/bot.ts";

const CHOSEN = { "Channel for approvals": "general", "Channel for news": "mistral" };

const ONLY_WHERE_IT_IS = GRANTED_SCOPES.filter((scope) => scope !== "chat:write.public");

async function inSlack(scopes: readonly string[] = ONLY_WHERE_IT_IS): Promise<Whole> {
  const world = await startWhole({ mode: "guided", scopes });
  onTestFinished(world.stop);
  await world.as("ana").command();
  await opens(world.as("ana"), "Start the setup");
  return world;
}

const channel = ({ slack }: Whole, name: string) =>
  must(slack.state().places.find((each) => each.name === name));
const INFO = { path: "/conversations.info" };
const info = (body: object) => ({ kind: "answer", status: 200, body }) as const;
const OK = { ok: true, error: null, errors: {} };
const settingsOf = ({ bot }: Whole) => must(bot.store.read((tx) => tx.setup.load())).settings;
const isStarted = ({ bot }: Whole) => bot.store.read((tx) => tx.setup.load()) !== null;

describe("a channel in Slack that the bot is not in", () => {
  it("keeps the form open with what helps, at the start and in the settings, and is taken once that is mended or Slack is silent", async () => {
    const world = await inSlack();
    const ana = world.as("ana");
    const settingsNow = () => settingsOf(world);
    ana.fill({ ...CHOSEN, "Approvers besides you": ["ben"] });
    expect((await ana.submit()).errors).toEqual({
      "Channel for approvals":
        "This bot isn't in it, or may not post there. Invite this bot with /invite @Mistral Setup and let it post, or choose another channel. Then press Start again.",
    });
    expect(isStarted(world)).toBe(false);
    channel(world, "general").members.push(BOT.id);
    expect(await ana.submit()).toEqual(OK);
    expect([settingsNow().approvals.length, settingsNow().approvers.length]).toEqual([1, 1]);
    await ana.close();
    channel(world, "general").members.pop();
    channel(world, "random").archived = true;
    await ana.command("settings");
    await opens(ana, "Settings");
    ana.fill({ "Channel for news": "random", "Allowed e-mail domains": "lumen.example" });
    expect((await ana.submit()).errors).toEqual({
      "Channel for news": "It's archived. Unarchive it, or choose another channel. Then press Save again.",
    });
    world.slack.faults.add({ fault: { kind: "hang" }, ...INFO, probability: 1 });
    expect(await ana.submit()).toEqual(OK);
    expect(settingsNow().domains).toEqual(["lumen.example"]);
  });

  it("is said to be without the bot when it is private, though the bot may post in public ones", async () => {
    const world = await inSlack(GRANTED_SCOPES);
    world.slack.faults.add({ fault: info({ ok: false, error: "channel_not_found" }), ...INFO });
    world.as("ana").fill({ "Channel for approvals": "general" });
    expect((await world.as("ana").submit()).errors).toEqual({
      "Channel for approvals": expect.stringMatching(/^This bot isn't in it.*Invite this bot with/),
    });
  });

  it("is not taken when another company reads it, and one that is shared later gets no Request", async () => {
    const world = await inSlack();
    const ana = world.as("ana");
    const fault = info({ ok: true, channel: { is_member: true, is_ext_shared: true } });
    world.slack.faults.add({ fault, ...INFO, times: 2 });
    ana.fill({ ...CHOSEN, "Channel for approvals": "mistral-approvals", "Approvers besides you": ["ben"] });
    const words = /shared with another company.*\. Choose another channel\. Then press Start again\.$/;
    const { errors } = await ana.submit();
    expect(Object.keys(errors)).toEqual(Object.keys(CHOSEN));
    for (const error of Object.values(errors)) expect(error).toMatch(words);
    expect(await ana.submit()).toEqual(OK);
    world.slack.faults.add({ fault, ...INFO, probability: 1 });
    const chloe = world.as("chloe");
    await chloe.command("invite paul@lumen.example");
    await opens(chloe, "Ask for invitations");
    await chloe.submit();
    await sees(() => world.as("ben").dm(), "paul@lumen.example");
    await sees(() => ana.dm(), /shared with another company/);
    expect(world.as("ben").messages("#mistral-approvals")).toEqual([]);
  });
});

it("a channel in Teams from which the app was removed keeps the start form open with what helps, and is taken once the app is there again", async () => {
  const world = await startWhole({ mode: "guided", platforms: ["teams"] });
  onTestFinished(world.stop);
  const ana = world.inTeams("ana");
  await ana.command("help", "#mistral");
  await ana.command("help", "#mistral-approvals");
  await ana.command();
  await opens(ana, "Start the setup");
  ana.fill({ "Channel for approvals": "mistral-approvals", "Channel for news": "mistral" });
  const places = world.teams.state().places.filter(({ kind }) => kind === "channel");
  for (const place of places) place.installed = false;
  await ana.submit();
  expect(isStarted(world)).toBe(false);
  await opens(
    ana,
    "This bot isn't in it, or may not post there. Add the app there, or choose another channel. Then press Start again.",
  );
  for (const place of places) place.installed = true;
  await ana.submit();
  expect(isStarted(world)).toBe(true);
  const [approvals] = settingsOf(world).approvals;
  expect(places.find(({ id }) => id === approvals?.channel)?.name).toBe("mistral-approvals");
});

it("whether the bot can write to a channel is asked only for whoever may choose it, and only of one that is new", async () => {
  const asked: string[] = [];
  const whyClosed = async (channel: string) => {
    asked.push(channel);
    return null;
  };
  const bot = await startedBot({ through: (real) => ({ ...real, whyClosed }) });
  const choose = async (person: string) => {
    asked.length = 0;
    await bot.as(person).submit({ form: "settings" }, settings({ approvals: "other" }));
    return [bot.setup().settings.approvals[0]?.channel, ...asked];
  };
  for (const person of ["chloe", "ben"]) expect(await choose(person)).toEqual(["approvals"]);
  expect(await choose("ana")).toEqual(["other", "other"]);
  expect(await choose("ana")).toEqual(["other"]);
});
