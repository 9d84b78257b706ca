import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRecord } from "../src/cli/record.ts";
import { recorded, verified } from "./support/exported.ts";
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
const proof = {
  automatic: /verified with Mistral/,
  guided: /confirmed by @\w+/,
} as const;

/** Each test goes on where the one before it ended: together they are one Setup from nothing to six of six. */
describe.each(MODES)("the whole Setup, %s", (mode) => {
  let world: Whole;
  const as = (handle: string) => world.as(handle);
  const newest = (handle: string, where: `#${string}` | "dm") => () =>
    as(handle).messages(where).at(-1) ?? "";
  const news = () => as("ben").messages("#mistral");
  const approvals = () => as("ben").messages("#mistral-approvals");

  eachBuildsOnTheOneBefore();
  beforeAll(async () => {
    world = await startWhole({ mode });
  });
  afterAll(async () => {
    await world.stop();
  });

  it("an admin starts it with /mistral-setup and sees six steps; the channel hears of it", async () => {
    const ana = as("ana");
    expect(await ana.command("", "#mistral")).toEqual({ ok: true });
    await opens(ana, /six steps, about 15 minutes/);
    expect(ana.modal()).toMatch(/Mistral account[\s\S]*credit card[\s\S]*colleague to invite/);
    await sendForm(ana, "Start the Mistral Setup", {
      "Channel for approvals": "mistral-approvals",
      "Channel for news": "mistral",
      "Approvers besides you": ["ben"],
    });
    await opens(ana, "0 of 6 steps done. Next: Organization");
    await sees(news, "@ana started the Mistral Setup");
  });

  it("the Organization gets its name", async () => {
    const ana = as("ana");
    await ana.press("Set the organization", { in: "modal" });
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
    await sendForm(ana, "Hand to someone", { "Who does it?": "kenji" });
    await opens(ana, "Handed over. kenji gets this step from this bot");
    await sees(kenji.dm, /@ana asks you to do one step of the Mistral Setup: Billing/);
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
    await sees(() => kenji.dm()[0] ?? "", /Done, confirmed by @kenji/);
    await world.settle();
    if (mode === "automatic") expect(world.mistral.panel().monthlyLimit).toBe(50);
  });

  it("until the warm-up is over a refused key is to wait; then the channel hears that keys should work", async () => {
    const chloe = as("chloe");
    await chloe.command("key");
    await sees(newest("chloe", "dm"), /wait until (?:[\w ]+, )?\d\d:\d\d/);
    expect(news().join()).not.toMatch(/warm-up over/);
    await world.later(3 * MINUTE);
    await sees(news, /Payment method confirmed by @kenji .*, warm-up over: keys should work now/);
  });

  it("a second Workspace is made", async () => {
    const ana = as("ana");
    await ana.press("Show the checklist", { in: "modal" });
    await opens(ana, "2. Billing: done");
    await ana.press("Add Workspaces", { in: "modal" });
    await sendForm(ana, "3. Workspaces", { "Names, one per line": "Engineering" });
    await opens(ana, mode === "guided" ? "This bot sends you a card for it" : "On its way: 1 Workspace");
    await world.settle();
    if (mode === "guided") {
      await sees(newest("ana", "dm"), /Create a Workspace at Mistral[\s\S]*Engineering/);
      await ana.close();
      await ana.press("Done", { in: "dm" });
      await sees(newest("ana", "dm"), /Done, confirmed by @ana/);
    } else {
      expect(world.mistral.panel().workspaces.map(({ name }) => name)).toContain("Engineering");
      await ana.close();
    }
  });

  it("a member asks for three, an approver drops one with Change, another approves with the button", async () => {
    const [ana, ben, chloe] = [as("ana"), as("ben"), as("chloe")];
    await chloe.command(
      "invite kenji@lumen.example paul@lumen.example rosa@lumen.example member",
      "#mistral",
    );
    await opens(chloe, /Mistral will e-mail these people/);
    expect(chloe.modal()).toContain("kenji@lumen.example");
    await sendForm(chloe, "Ask for invitations", { Reason: "for the new project" });
    await opens(chloe, "Your Request for 3 people is with the approvers");
    await chloe.close();
    await sees(
      approvals,
      /@chloe asks to invite 3 people[\s\S]*for the new project[\s\S]*\[Approve\] \[Deny\] \[Change\]/,
    );

    await ana.press("Change", { in: "#mistral-approvals" });
    await sendForm(ana, "Change the Request", {
      "Who stays in it": ["kenji@lumen.example", "paul@lumen.example"],
    });
    await sees(approvals, /@chloe asks to invite 2 people/);

    await ben.press("Approve", { in: "#mistral-approvals" });
    await sees(
      approvals,
      /asks to invite 2 people[\s\S]*Taken out by an approver: \S+@\S+[\s\S]*Approved by @ben/,
    );
    expect(approvals().join()).not.toContain("[Approve]");
    await sees(chloe.dm, /Approved by @ben/);
    await world.settle();
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
    await sees(kenji.dm, /@chloe invites you to Atelier Lumen at Mistral as Member/);
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
    await sees(news, /@kenji is Active/);
    await sees(news, proof[mode]);
    await sees(chloe.dm, /kenji@lumen\.example is Active/);
    await sees(kenji.dm, /Welcome to Mistral: your first key/);
    expect(news().join()).not.toMatch(/kenji@lumen\.example/);
  });

  it("security can wait, a key works, and then six of six are done with Evidence on every line", async () => {
    const [ana, kenji] = [as("ana"), as("kenji")];
    if (kenji.modal() !== null) await kenji.close();
    await ana.command("", "#mistral");
    await sees(newest("ana", "#mistral"), "Set up security");
    await ana.press("Set up security", { in: "#mistral" });
    await sendForm(ana, "5. Security", { Later: ["The rest can wait"] });
    await opens(ana, "Security can wait");
    await ana.close();
    if (mode === "guided") {
      await kenji.press("My key works", { in: "dm" });
      await sees(kenji.dm, /A key works, /);
      await ana.command("", "#mistral");
      await sees(newest("ana", "#mistral"), /6\. Verify: open[\s\S]*A key works, confirmed by @kenji/);
      await ana.press("Verify", { in: "#mistral" });
      await sendForm(ana, "6. Verify", { "Does a key work?": ["Yes, a key works"] });
      await ana.close();
    }
    await world.settle();
    await ana.command("", "#mistral");
    const checklist = await sees(newest("ana", "#mistral"), "6 of 6 steps done");
    const lines = checklist.split("\n");
    for (const title of [
      "Organization",
      "Billing",
      "Workspaces",
      "Members",
      "Security and monitoring",
      "Verify",
    ]) {
      const at = lines.findIndex((line) => line.includes(`. ${title}: `));
      expect(lines[at], title).toMatch(/: (done|one is enough|left for later)/);
      expect(lines[at + 1], title).toMatch(
        /(confirmed by @\w+|verified with Mistral) (?:[\w ]+, )?\d\d:\d\d/i,
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
    await world.bot.store.backup(database);
    const file = `${database}.jsonl`;
    const said: string[] = [];
    expect(await runRecord([file], { path: database, kind: "real" }, (line) => said.push(line))).toBe(0);
    const head = world.bot.store.read((tx) => tx.record.head());
    expect(said.at(-1)).toBe(`Head: ${head}`);
    expect(await verified(file, "--head", head)).toMatchObject({ code: 0 });
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/"event":"setup\.started"[\s\S]*"event":"setup\.completed"/);
    expect(text).not.toMatch(/@|lumen|\bana\b|\bben\b|\bchloe\b|\bkenji\b|\bpaul\b|-key-|xox[a-z]-/i);
  });

  it("Slack turned nothing down, and nobody was invited twice", () => {
    expect(world.refused()).toEqual([]);
    const invitations = world.mistral.calls().filter(({ path }) => path.endsWith("/users-invite"));
    expect(invitations.map(({ method }) => method)).toEqual(mode === "automatic" ? ["POST"] : []);
  });
});
