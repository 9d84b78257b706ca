import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "./support/must.ts";
import {
  eachBuildsOnTheOneBefore,
  MINUTE,
  opens,
  sees,
  sendForm,
  startWhole,
  type Whole,
} from "./support/whole.ts";

const MODES = ["automatic", "guided"] as const;
const proof = { automatic: /verified with Mistral/, guided: /confirmed by @[\w ]+/ } as const;

/** Each test goes on where the one before it ended: together they are one Setup from nothing to six of six. */
describe.each(MODES)("the whole Setup in Teams alone, %s", (mode) => {
  let world: Whole;
  const as = (handle: string) => world.inTeams(handle);
  const newest = (handle: string, where: `#${string}` | "dm") => () =>
    as(handle).messages(where).at(-1) ?? "";
  const news = () => as("ben").messages("#mistral");
  const approvals = () => as("ben").messages("#mistral-approvals");

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startWhole({ mode, platforms: ["teams"] });
  });
  afterAll(async () => {
    await world.stop();
  });

  it("an owner starts it with a mention in a channel, and fills in the form in the chat with the bot", async () => {
    const ana = as("ana");
    await ana.command("help", "#mistral-approvals");
    expect(await ana.command("", "#mistral")).toEqual({ ok: true });
    await sees(newest("ana", "#mistral"), "The answer is in your chat with me");
    await opens(ana, /six steps, about 15 minutes/);
    await sendForm(ana, "Start the Mistral Setup", {
      "Channel for approvals": "mistral-approvals",
      "Channel for news": "mistral",
      "Approvers besides you": ["ben"],
    });
    await opens(ana, "0 of 6 steps done. Next: Organization");
    await sees(news, "@Ana Duarte started the Mistral Setup");
  });

  it("the Organization gets its name in a dialog", async () => {
    const ana = as("ana");
    await ana.press("Set the organization", { in: "dm" });
    await sendForm(ana, "1. Organization", {
      "Which is yours?": "New account",
      "Name of the Organization": "Atelier Lumen",
    });
    await opens(ana, "Noted: your Organization exists");
    await ana.press("Show the checklist", { in: "modal" });
    await opens(ana, /Organization: Atelier Lumen[\s\S]*1\. Organization: done/);
  });

  it("billing is handed to whoever has the card, who confirms that step and sees no other", async () => {
    const [ana, kenji] = [as("ana"), as("kenji")];
    await ana.press("Hand to someone", { in: "modal" });
    await opens(ana, "They get the step Billing");
    await sendForm(ana, "Hand to someone", { "Who does it?": "Kenji Sato" });
    await opens(ana, /Who does it\?: Kenji Sato[\s\S]*cannot reach whom you chose/);
    await kenji.install();
    await sendForm(ana, "Hand to someone", { "Who does it?": "Kenji Sato" });
    await opens(ana, "Handed over. Kenji Sato gets this step");
    await sees(kenji.dm, /@Ana Duarte asks you to do one step of the Mistral Setup: Billing/);
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
    await sees(kenji.dm, /Done, confirmed by @Kenji Sato/);
    await world.settle();
    if (mode === "automatic") expect(world.mistral.panel().monthlyLimit).toBe(50);
  });

  it("until the warm-up is over a refused key is to wait; then the channel hears that keys should work", async () => {
    const chloe = as("chloe");
    await chloe.command("key");
    await sees(newest("chloe", "dm"), /wait until (?:[\w ]+, )?\d\d:\d\d/);
    expect(news().join()).not.toMatch(/warm-up over/);
    await world.later(3 * MINUTE);
    await sees(news, /Payment method confirmed by @Kenji Sato .*, warm-up over: keys should work now/);
  });

  it("a second Workspace is made", async () => {
    const ana = as("ana");
    await ana.press("Show the checklist", { in: "modal" });
    await opens(ana, "2. Billing: done");
    await ana.press("Add Workspaces", { in: "modal" });
    await sendForm(ana, "3. Workspaces", { "Names, one per line": "Engineering" });
    await opens(ana, mode === "guided" ? "This bot sends you a card for it" : "On its way: 1 Workspace");
    await world.settle();
    await ana.close();
    if (mode === "guided") {
      await sees(ana.dm, /Create a Workspace at Mistral[\s\S]*Engineering/);
      await ana.press("Done", { in: "dm" });
      await sees(ana.dm, /Done, confirmed by @Ana Duarte/);
    } else {
      expect(world.mistral.panel().workspaces.map(({ name }) => name)).toContain("Engineering");
    }
  });

  it("a member asks for three, an approver drops one with Change, another approves with the button", async () => {
    const [ana, ben, chloe] = [as("ana"), as("ben"), as("chloe")];
    await chloe.command("invite kenji@lumen.example paul@lumen.example rosa@lumen.example member");
    await opens(chloe, /Mistral will e-mail these people/);
    await sendForm(chloe, "Ask for invitations", { Reason: "for the new project" });
    await opens(chloe, "Your Request for 3 people is with the approvers");
    await sees(
      approvals,
      /@Chloé Martin asks to invite 3 people[\s\S]*for the new project[\s\S]*\[Approve\] \[Deny\] \[Change\]/,
    );

    await ana.press("Change", { in: "#mistral-approvals" });
    await sendForm(ana, "Change the Request", {
      "Who stays in it": ["kenji@lumen.example", "paul@lumen.example"],
    });
    await ana.close();
    await sees(approvals, /@Chloé Martin asks to invite 2 people/);

    expect(await ben.press("Approve", { in: "#mistral-approvals" })).toMatchObject({ ok: true });
    await sees(approvals, /asks to invite 2 people[\s\S]*Approved by @Ben Okafor/);
    expect(approvals().join()).not.toContain("[Approve]");
    await world.settle();
    expect(as("ana").messages("#mistral-approvals").join()).not.toContain("[Approve]");
    await sees(chloe.dm, /Approved by @Ben Okafor/);
  });

  it("a press that a client repeats, because it missed the answer, has no second effect", async () => {
    const decided = () =>
      world.bot.store.read((tx) => [...tx.record.all()].filter(({ event }) => event === "request.approved"));
    const approval = world.teams.deliveries
      .sent()
      .findLast((sent) => JSON.stringify(sent).includes(`"verb":"approve"`));
    expect(await world.teams.deliveries.send(approval)).toMatchObject({ status: 200 });
    await world.settle();
    expect(decided()).toHaveLength(1);
    expect(world.mistral.mails().length).toBe(mode === "automatic" ? 2 : 0);
  });

  it("nothing is called Pending before Mistral has it; then the card, the requester and the invitee see it", async () => {
    const [ben, chloe, kenji] = [as("ben"), as("chloe"), as("kenji")];
    if (mode === "guided") {
      expect(approvals().join()).toMatch(/approved, waits for a person at Mistral/);
      expect(approvals().join()).not.toMatch(/sending/);
      expect(approvals().join()).not.toMatch(/: Pending/);
      await sees(ben.dm, /Invite at Mistral[\s\S]*kenji@lumen\.example\npaul@lumen\.example/);
      await ben.press("Done", { in: "dm" });
    }
    await sees(approvals, /kenji@lumen\.example: Pending/);
    expect(approvals().join()).toMatch(/paul@lumen\.example: Pending/);
    expect(approvals().join()).toMatch(proof[mode]);
    await sees(chloe.dm, /kenji@lumen\.example: Pending/);
    await sees(kenji.dm, /@Chloé Martin invites you to Atelier Lumen at Mistral as Member/);
    expect(kenji.dm().join()).toMatch(/runs out after 7 days[\s\S]*\[I have joined\] \[No e-mail\?\]/);
    if (mode === "automatic") expect(world.mistral.mails().map(({ to }) => to)).toHaveLength(2);
  });

  it("one accepts and goes Active: the channel, the requester and the invitee hear it", async () => {
    const [chloe, kenji] = [as("chloe"), as("kenji")];
    if (mode === "automatic") {
      const mail = must(world.mistral.mails().find(({ to }) => to === "kenji@lumen.example"));
      expect(world.mistral.accept(mail.id)).toBeNull();
    }
    await kenji.press("I have joined", { in: "dm" });
    await sees(news, /@Kenji Sato is Active/);
    await sees(news, proof[mode]);
    await sees(chloe.dm, /kenji@lumen\.example is Active/);
    await sees(kenji.dm, /Welcome to Mistral: your first key/);
    expect(news().join()).not.toMatch(/kenji@lumen\.example/);
  });

  it("security can wait, a key works, and then six of six are done with Evidence on every line", async () => {
    const [ana, kenji] = [as("ana"), as("kenji")];
    await ana.command("", "#mistral");
    await sees(newest("ana", "dm"), "Set up security");
    await ana.press("Set up security", { in: "dm" });
    await sendForm(ana, "5. Security", { Later: ["The rest can wait"] });
    await opens(ana, "Security can wait");
    await ana.close();
    if (mode === "guided") {
      await kenji.press("My key works", { in: "dm" });
      await sees(kenji.dm, /A key works, /);
      await ana.command();
      await sees(newest("ana", "dm"), /6\. Verify: open[\s\S]*A key works, confirmed by @Kenji Sato/);
      await ana.press("Verify", { in: "dm" });
      await sendForm(ana, "6. Verify", { "Does a key work?": ["Yes, a key works"] });
      await ana.close();
    }
    await world.settle();
    await ana.command();
    const checklist = await sees(newest("ana", "dm"), "6 of 6 steps done");
    expect(checklist.match(/\d\. [\w ]+: (done|one is enough|left for later)/g)).toHaveLength(6);
    expect(
      checklist.match(/(confirmed by @[\w ]+|verified with Mistral) (?:[\w ]+, )?\d\d:\d\d/gi)?.length,
    ).toBeGreaterThanOrEqual(6);
  });

  it("the channel gets one summary with the time it took", async () => {
    const summary = await sees(newest("ben", "#mistral"), /The Mistral Setup is complete/);
    expect(summary).toMatch(/Ready in \d+ minutes?, 1 of 2 Members Active/);
    expect(news().filter((text) => text.includes("is complete"))).toHaveLength(1);
  });

  it("Teams turned nothing down, and nobody was invited twice", () => {
    expect(world.refused()).toEqual([]);
    const invitations = world.mistral.calls().filter(({ path }) => path.endsWith("/users-invite"));
    expect(invitations.map(({ method }) => method)).toEqual(mode === "automatic" ? ["POST"] : []);
  });
});
