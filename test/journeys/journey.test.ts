import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRecord } from "../../src/cli/record/record.ts";
import { closed } from "../slack/fake-slack.ts";
import { must } from "../support/must.ts";
import { recorded, verified } from "../support/reading/exported.ts";
import { APP_TOKEN, openBridge, type SocketBridge } from "../support/servers/socket-mode.ts";
import {
  eachBuildsOnTheOneBefore,
  MINUTE,
  opens,
  START_FORM,
  sees,
  sendForm,
  startWhole,
  type Whole,
} from "../support/servers/whole.ts";

const CASES = (["slack", "teams"] as const).flatMap((platform) =>
  (["automatic", "guided"] as const).map((mode) => [platform, mode] as const),
);
const IN_TEAMS = { ana: "Ana Duarte", ben: "Ben Okafor", chloe: "Chloé Martin", kenji: "Kenji Sato" };
const STEPS = ["Organization", "Billing", "Workspaces", "Members", "Security and monitoring", "Verify"];

/** Socket Mode, which needs no public address: the bot's connection leads through here. */
async function overSocket() {
  let slackApiUrl = "";
  const bridge = await openBridge(() => slackApiUrl);
  const env = (url: string) => {
    slackApiUrl = url;
    return { SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge.url}/api/` };
  };
  return { bridge, options: { botUrl: () => bridge.url, env } };
}

/**
 * Each test goes on where the one before it ended: together they are one Setup from nothing to six of six. With an Admin
 * key Slack is connected over Socket Mode, without one over HTTP.
 */
describe.each(CASES)("the whole Setup in %s, %s", (platform, mode) => {
  const inTeams = platform === "teams";
  const guided = mode === "guided";
  const proof = guided ? /confirmed by @\w+/ : /verified with Mistral/;
  /** Where an answer to Ana stays: in Teams it comes to her chat, wherever she asks. */
  const own = inTeams ? "dm" : "#mistral";

  let world: Whole;
  let socket: SocketBridge | null = null;
  const as = (handle: string) => (inTeams ? world.inTeams(handle) : world.as(handle));
  const name = (handle: keyof typeof IN_TEAMS) => (inTeams ? IN_TEAMS[handle] : handle);
  const newest = (handle: string, where: `#${string}` | "dm") => () =>
    as(handle).messages(where).at(-1) ?? "";
  const news = () => as("ben").messages("#mistral");
  const approvals = () => as("ben").messages("#mistral-approvals");
  const saying = (...parts: string[]) => new RegExp(parts.join("[\\s\\S]*"));

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    const connected = inTeams || guided ? null : await overSocket();
    socket = connected?.bridge ?? null;
    world = await startWhole({ mode, platforms: [platform], ...connected?.options });
  });
  afterAll(async () => {
    await world.stop();
    if (socket !== null) await closed(socket.server);
  });

  it("an owner starts it with a command in a channel and sees six steps; the channel hears of it", async () => {
    const ana = as("ana");
    // The bot knows the channels of Teams in which it was spoken to.
    if (inTeams) await ana.command("help", "#mistral-approvals");
    expect(await ana.command("", "#mistral")).toEqual({ ok: true });
    if (inTeams) await sees(newest("ana", "#mistral"), "The answer is in your chat with me");
    await opens(ana, /in about 15 minutes/);
    if (!inTeams) expect(ana.modal()).toMatch(/Mistral account[\s\S]*credit card[\s\S]*colleague to invite/);
    await sendForm(ana, "Start the Mistral Setup", START_FORM);
    await opens(ana, /0 of 6 steps done\.[\s\S]*1\. Organization: open/);
    await sees(news, `@${name("ana")} started the Mistral Setup`);
  });

  it("the Organization gets its name", async () => {
    const ana = as("ana");
    await ana.press("Set the organization", { in: inTeams ? "dm" : "modal" });
    await sendForm(ana, "1. Organization", {
      "Name of the Organization": "Atelier Lumen",
    });
    await opens(ana, "Your answers are saved.");
    await ana.press("Show the checklist", { in: "modal" });
    await opens(ana, /1\. Organization: done[\s\S]*Name as entered: Atelier Lumen/);
  });

  it("billing is handed to the person with the card, who confirms that step and sees no other", async () => {
    const [ana, kenji] = [as("ana"), as("kenji")];
    const toKenji = { "Who does it?": name("kenji") };
    await ana.press("Hand to someone", { in: "modal" });
    await opens(ana, "They get the step Billing");
    await sendForm(ana, "Hand to someone", toKenji);
    if (inTeams) {
      await opens(ana, /Who does it\?: Kenji Sato[\s\S]*cannot reach somebody you chose/);
      await world.inTeams("kenji").install();
      await sendForm(ana, "Hand to someone", toKenji);
    }
    await opens(ana, `Handed over. ${name("kenji")} gets this step`);
    await sees(kenji.dm, `@${name("ana")} asks you to do one step of the Mistral Setup: Billing`);
    if (!inTeams)
      expect(kenji.buttons("dm")).toEqual(["I have done this", "Open Billing", "Open Subscription"]);
    await kenji.command();
    await sees(newest("kenji", "dm"), "[Confirm billing]");
    expect(kenji.buttons("dm")).not.toContain("Add Workspaces");

    world.mistral.change({ kind: "payment", on: true });
    await kenji.press("I have done this");
    await sendForm(kenji, "2. Billing", {
      "Payment method": "Credit card",
      Plan: "Pay-as-you-go",
      "Monthly spending limit": "50",
    });
    await opens(kenji, "Billing takes up to 3 minutes to take effect");
    await kenji.close();
    await sees(kenji.dm, `This step is closed, confirmed by @${name("kenji")}`);
    await world.settle();
    if (!guided) expect(world.mistral.panel().monthlyLimit).toBe(50);
  });

  it("until the warm-up is over a refused key is to wait; then the channel hears that keys should work", async () => {
    await as("chloe").command("key");
    await sees(newest("chloe", "dm"), /wait until (?:[\w ]+, )?\d\d:\d\d/);
    expect(news().join()).not.toMatch(/warm-up over/);
    await world.later(3 * MINUTE);
    await sees(
      news,
      saying(`Payment method confirmed by @${name("kenji")} .*, warm-up over: keys should work now`),
    );
  });

  it("a second Workspace is made", async () => {
    const ana = as("ana");
    await ana.press("Show the checklist", { in: "modal" });
    await opens(ana, "2. Billing: done");
    await ana.press("Add Workspaces", { in: "modal" });
    await sendForm(ana, "3. Workspaces", { "Names, one per line": "Engineering" });
    const byHand = "A card for it comes to you";
    await opens(ana, guided ? byHand : "On its way: 1 Workspace");
    await world.settle();
    await ana.close();
    if (guided) {
      await sees(ana.dm, /Create a Workspace at Mistral[\s\S]*Engineering/);
      await ana.press("Done", { in: "dm" });
      await sees(ana.dm, `Done, confirmed by @${name("ana")}`);
    } else {
      expect(world.mistral.panel().workspaces.map((each) => each.name)).toContain("Engineering");
    }
  });

  it("a member asks for three, an approver drops one with Change, another approves with the button", async () => {
    const [ana, ben, chloe] = [as("ana"), as("ben"), as("chloe")];
    const addresses = ["kenji@lumen.example", "paul@lumen.example", "rosa@lumen.example"];
    await chloe.command(`invite ${addresses.join(" ")} member`, inTeams ? "dm" : "#mistral");
    await opens(chloe, /Mistral will e-mail these people[\s\S]*kenji@lumen.example/);
    await sendForm(chloe, "Ask for invitations", { Reason: "for the new project" });
    await opens(chloe, "Your Request for 3 people is with the approvers");
    await chloe.close();
    const asks = `@${name("chloe")} asks to invite`;
    await sees(
      approvals,
      saying(`${asks} 3 people`, "for the new project", "\\[Approve\\] \\[Deny\\] \\[Change\\]"),
    );

    await ana.press("Change", { in: "#mistral-approvals" });
    await sendForm(ana, "Change the Request", { "Who stays in it": addresses.slice(0, 2) });
    await ana.close();
    await sees(approvals, `${asks} 2 people`);

    expect(await ben.press("Approve", { in: "#mistral-approvals" })).toMatchObject({ ok: true });
    await sees(
      approvals,
      saying("asks to invite 2 people", "Taken out by an approver: \\S+@\\S+", `Approved by @${name("ben")}`),
    );
    await world.settle();
    for (const who of ["ana", "ben"])
      expect(as(who).messages("#mistral-approvals").join()).not.toContain("[Approve]");
    await sees(chloe.dm, `Approved by @${name("ben")}`);
  });

  it.runIf(inTeams)("a press that a client of Teams repeats has no second effect", async () => {
    const approval = world.teams.deliveries
      .sent()
      .findLast((sent) => JSON.stringify(sent).includes(`"verb":"approve"`));
    expect(await world.teams.deliveries.event(approval)).toMatchObject({ status: 200 });
    await world.settle();
    const entries = world.bot.store.read((tx) => [...tx.record.all()]);
    expect(entries.filter(({ event }) => event === "request.approved")).toHaveLength(1);
    expect(world.mistral.mails().length).toBe(guided ? 0 : 2);
  });

  it("nothing is called Pending before Mistral has it; then the card, the requester and the invitee see it", async () => {
    const [ben, chloe, kenji] = [as("ben"), as("chloe"), as("kenji")];
    if (guided) {
      expect(approvals().join()).toMatch(/approved, waits for a person at Mistral/);
      expect(approvals().join()).not.toMatch(/sending|: Pending/);
      await sees(ben.dm, /Invite at Mistral[\s\S]*kenji@lumen\.example\npaul@lumen\.example/);
      await ben.press("Done", { in: "dm" });
    }
    await sees(approvals, /kenji@lumen\.example: Pending/);
    expect(approvals().join()).toMatch(/paul@lumen\.example: Pending/);
    expect(approvals().join()).toMatch(proof);
    await sees(chloe.dm, /kenji@lumen\.example: Pending/);
    await sees(kenji.dm, `@${name("chloe")} invites you to Atelier Lumen at Mistral as Member`);
    expect(kenji.dm().join()).toMatch(/runs out after 7 days[\s\S]*\[I have joined\] \[No e-mail\?\]/);
    if (!guided) expect(world.mistral.mails()).toHaveLength(2);
  });

  it.runIf(!inTeams && !guided)(
    "goes on after the connection broke, with nothing answered over HTTP",
    async () => {
      const { breakOff, connections } = must(socket).socket;
      breakOff();
      await expect.poll(connections, { timeout: 10_000 }).toBe(2);
      const answer = await fetch(`${world.bot.url}/slack/events`, { method: "POST", body: "{}" });
      expect(answer.status).toBe(404);
    },
  );

  it("one accepts and goes Active: the channel, the requester and the invitee hear it", async () => {
    const [chloe, kenji] = [as("chloe"), as("kenji")];
    if (!guided) {
      const mail = must(world.mistral.mails().find(({ to }) => to === "kenji@lumen.example"));
      expect(world.mistral.accept(mail.id)).toBeNull();
    }
    await kenji.press("I have joined", { in: "dm" });
    await sees(news, `@${name("kenji")} is Active`);
    await sees(news, proof);
    await sees(chloe.dm, /kenji@lumen\.example is Active/);
    await sees(kenji.dm, /Welcome to Mistral: your first key/);
    expect(news().join()).not.toMatch(/kenji@lumen\.example/);
  });

  it("security can wait, a key works, and then six of six are done with Evidence on every line", async () => {
    const [ana, kenji] = [as("ana"), as("kenji")];
    if (kenji.modal() !== null) await kenji.close();
    await ana.command("", own);
    await sees(newest("ana", own), "Set up security");
    await ana.press("Later", { in: own });
    await opens(ana, "Security can wait");
    await ana.close();
    if (guided) {
      await kenji.press("My key works", { in: "dm" });
      await sees(kenji.dm, /A key works, /);
      await ana.command("", own);
      await sees(
        newest("ana", own),
        saying("6\\. Verify: open", `A key works, confirmed by @${name("kenji")}`),
      );
      await ana.press("Verify", { in: own });
      await sendForm(ana, "6. Verify", { "Does a key work?": ["Yes, a key works"] });
      await ana.close();
    }
    await world.settle();
    await ana.command("", own);
    const lines = (await sees(newest("ana", own), "6 of 6 steps done")).split("\n");
    for (const title of STEPS) {
      const at = lines.findIndex((line) => line.includes(`. ${title}: `));
      expect(lines.slice(at, at + 2).join(" "), title).toMatch(
        /: (done|one is enough|left for later).*(confirmed by @[\w ]+|verified with Mistral) (?:[\w ]+, )?\d\d:\d\d/i,
      );
    }
  });

  it("the channel gets one summary with the time it took", async () => {
    const summary = await sees(newest("ben", "#mistral"), /The Mistral Setup is complete/);
    expect(summary).toMatch(/Ready in \d+ minutes?, 1 of 2 Members Active/);
    expect(news().filter((text) => text.includes("is complete"))).toHaveLength(1);
  });

  it("the Record of it all, as a file, is whole and holds no name, no address and no key", async () => {
    const database = recorded().at("copy.db");
    world.bot.store.backup(database);
    const file = `${database}.jsonl`;
    const said: string[] = [];
    expect(await runRecord([file], { path: database, kind: "real" }, (line) => said.push(line))).toBe(0);
    const head = world.bot.store.read((tx) => tx.record.end().hash);
    expect(said.at(-1)).toBe(`Head: ${head}`);
    expect(await verified(file, "--head", head)).toMatchObject({ code: 0 });
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/"event":"setup\.started"[\s\S]*"event":"setup\.completed"/);
    expect(text).not.toMatch(/@|lumen|\bana\b|\bben\b|\bchloe\b|\bkenji\b|\bpaul\b|-key-|xox[a-z]-/i);
  });

  it("the platform turned nothing down, and nobody was invited twice", () => {
    expect(world.refused()).toEqual([]);
    const invitations = world.mistral.calls().filter(({ path }) => path.endsWith("/users-invite"));
    expect(invitations.map(({ method }) => method)).toEqual(guided ? [] : ["POST"]);
  });
});
