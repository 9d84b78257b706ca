import assert from "node:assert/strict";
import { STEP_NAMES } from "../../../src/domain/setup/setup.ts";
import { must } from "../must.ts";
import { MINUTE, START_FORM } from "../servers/whole.ts";
import { stepsDone, titleOf } from "../steps.ts";
import type { Player, Stage } from "./stage.ts";

const KENJI = "kenji@lumen.example";
const PAUL = "paul@lumen.example";
const ROSA = "rosa@lumen.example";

const proofIn = (mode: Stage["mode"]): RegExp =>
  mode === "guided" ? /confirmed by @\w+/ : /verified with Mistral/;

/** A whole Setup, written once and played on each platform. Each part goes on where the one before it ended. */
export const scenarios: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  "whoever may not start the Setup is told who can; the owner starts it with a form": async ({ as }) => {
    await as("chloe").says("");
    await as("chloe").reads(/can start the setup/);
    await as("chloe").says("invite");
    await as("chloe").reads(/hasn't started yet/);
    const ana = as("ana");
    await ana.says("");
    await ana.reads(/^Start the setup\n[\s\S]*in about 15 minutes/);
    await ana.sends("Start the setup", START_FORM);
    await ana.reads(new RegExp(`${stepsDone(0)}\\.[\\s\\S]*⬜ ${titleOf("organization")}`));
    await ana.reads(/@\w[\w ]* started the setup/, "news");
  },

  "the Organization gets its name": async ({ as }) => {
    const ana = as("ana");
    await ana.presses("Set the organization");
    await ana.sends(titleOf("organization"), { "Name of the organization": "Atelier Lumen" });
    await ana.reads(/Organization confirmed\./);
    await ana.presses("Show the checklist");
    await ana.reads(/✅ \d\. Organization[\s\S]*Entered as Atelier Lumen/);
  },

  "billing is handed to the person with the card, who confirms that step and sees no other": async ({
    as,
    mode,
    world,
  }) => {
    const [ana, kenji] = [as("ana"), as("kenji")];
    await ana.presses("Hand to someone");
    await ana.reads(/They get the step Billing/);
    await ana.sends("Hand to someone", { Who: "kenji" });
    await ana.reads(/Handed over\. This bot asks/);
    await kenji.reads(/^Billing\n.*asked you to do this step/, "chat");
    await kenji.says("");
    await kenji.reads(/\[Confirm billing\]/);
    assert(!kenji.sees("chat").includes("Add Workspaces"));
    world.mistral.change({ kind: "payment", on: true });
    await kenji.presses("I've done this", "chat");
    const paid = { "Payment method": "Credit card", Plan: "Pay-as-you-go", "Monthly spending limit": "50" };
    await kenji.sends(titleOf("billing"), paid);
    await kenji.reads(/Billing confirmed\. Keys should work by/);
    await kenji.reads(/This step is closed, (confirmed by @|verified with Mistral)/, "chat");
    if (mode === "automatic") assert.equal(world.mistral.panel().monthlyLimit, 50);
  },

  "during the warm-up a refused key is to wait, and afterwards keys work": async ({ as, world }) => {
    const [ana, chloe] = [as("ana"), as("chloe")];
    await chloe.says("key");
    await chloe.reads(/wait until (?:[\w ]+, )?\d\d:\d\d/);
    await world.later(3 * MINUTE);
    await ana.reads(/Payment method confirmed by @.*, warm-up over: keys should work now/, "news");
    await chloe.says("key");
    await chloe.reads(/never here/);
  },

  "a second Workspace is made": async ({ as, mode, world }) => {
    const ana = as("ana");
    await ana.says("");
    await ana.presses("Add Workspaces");
    await ana.sends(titleOf("workspaces"), { "Names, one per line": "Engineering" });
    if (mode === "automatic") {
      await ana.reads(/Creating 1 Workspace/);
      assert(world.mistral.panel().workspaces.some(({ name }) => name === "Engineering"));
      return;
    }
    await ana.reads(/A card asks you/);
    await ana.reads(/Create a Workspace at Mistral[\s\S]*Engineering/, "chat");
    await ana.presses("Done", "chat");
    await ana.reads(/Done, confirmed by @/, "chat");
  },

  "bad rows are shown before anything is saved; back in the form everything typed is there": async ({
    as,
  }) => {
    const chloe = as("chloe");
    await chloe.says(`invite ${KENJI}, not-an-address member`);
    await chloe.sends("Ask for invitations", { Reason: "for the new project" });
    await chloe.reads(/^Check these addresses\n/);
    await chloe.goesBack();
    await chloe.sends("Ask for invitations", { "E-mail addresses": `${KENJI}\n${PAUL}\npaul` });
    await chloe.reads(/^Check these addresses\n/);
    await chloe.sends("Check these addresses", {});
    await chloe.reads(/You asked to invite 2 people[\s\S]*Waiting for an approver/);
    await as("ben").reads(/wants to invite 2 people[\s\S]*for the new project/, "approvals");
  },

  "an approver takes somebody out; the requester withdraws the rest": async ({ as }) => {
    const [ben, chloe] = [as("ben"), as("chloe")];
    await ben.presses("Change", "approvals");
    await ben.sends("Change the request", { "Who stays": [KENJI] });
    await ben.reads(/wants to invite one person/, "approvals");
    await chloe.reads(/You asked to invite 2 people/, "chat");
    await chloe.presses("Withdraw", "chat");
    await ben.reads(/Withdrawn by @[\s\S]*/, "approvals");
    assert.deepEqual(ben.sees("approvals"), []);
  },

  "an approver denies with a reason that the requester reads": async ({ as }) => {
    const [ben, chloe] = [as("ben"), as("chloe")];
    await asks(chloe, `${ROSA} member`);
    await ben.presses("Deny", "approvals");
    await ben.sends("Deny the request", { Reason: "next quarter" });
    await ben.reads(/Denied by @.*[\s\S]*next quarter/, "approvals");
    await chloe.reads(/Your request was denied[\s\S]*next quarter/, "chat");
  },

  "whoever presses after it was decided is told by whom, and nothing is Pending before Mistral has it":
    async ({ as, mode }) => {
      const [ana, ben, chloe] = [as("ana"), as("ben"), as("chloe")];
      await asks(chloe, `${KENJI} member`);
      const late = ben.holds("Approve", "approvals");
      await ana.presses("Approve", "approvals");
      await ana.reads(/Approved by @/, "approvals");
      await late();
      await ben.reads(/Approved by .*Nothing was changed/);
      if (mode === "guided") {
        assert.doesNotMatch(
          await ana.reads(/approved, to be sent by hand/, "approvals"),
          /sending|: Pending/,
        );
        await ana.presses("Done", "chat");
      }
      assert.match(await ana.reads(/kenji@lumen\.example: Pending/, "approvals"), proofIn(mode));
      await chloe.reads(/kenji@lumen\.example: Pending/, "chat");
    },

  "what somebody may not do, or nobody knows, is said": async ({ as }) => {
    const told: readonly (readonly [string, string, RegExp])[] = [
      ["ben", "settings", /Only the owner of the setup can do this/],
      ["chloe", "record", /Only the owner and the approvers can do this/],
      ["chloe", "frobnicate", /There's no frobnicate command/],
      ["chloe", "status", /Setup status/],
      ["greta", "invite", /^Guests can't ask or decide here/],
    ];
    for (const [who, word, words] of told) {
      await as(who).says(word);
      await as(who).reads(words);
    }
  },

  "the invitee says that they have joined, and hears what comes next": async ({ as, mode, world }) => {
    const kenji = as("kenji");
    await kenji.reads(/invited you to Atelier Lumen at Mistral as Member[\s\S]*expires/, "chat");
    await kenji.presses("No e-mail?", "chat");
    await kenji.reads(/spam/);
    if (mode === "automatic") {
      const mail = must(world.mistral.mails().find(({ to }) => to === KENJI));
      world.mistral.accept(mail.id);
    }
    await kenji.presses("I've joined", "chat");
    await kenji.reads(/Your first key/, "chat");
    const told = await as("chloe").reads(/@\w[\w ]* is Active/, "news");
    assert.match(told, proofIn(mode));
    assert.doesNotMatch(told, /kenji@/);
    await as("chloe").reads(/kenji@lumen\.example is Active/, "chat");
  },

  "security can wait, a key works, and all steps are done with Evidence on every line": async ({
    as,
    mode,
  }) => {
    const [ana, kenji] = [as("ana"), as("kenji")];
    await ana.says("");
    await ana.presses("Later");
    await ana.reads(/Security can wait/);
    if (mode === "guided") {
      await kenji.presses("My key works", "chat");
      await kenji.reads(/A key works, /, "chat");
      await ana.says("");
      await ana.reads(/⬜ \d\. Verify[\s\S]*A key works, confirmed by @/);
      await ana.presses("Verify");
      await ana.sends(titleOf("verify"), { "Does a key work?": ["Yes, a key works"] });
    }
    await ana.says("");
    const lines = (await ana.reads(new RegExp(stepsDone()))).split("\n");
    for (const step of STEP_NAMES) {
      const at = lines.findIndex((line) => line.includes(titleOf(step)));
      assert.match(
        lines.slice(at, at + 2).join(" "),
        /^(✅|⏭️.*: (one is enough|left for later)).*(confirmed by @[\w ]+|verified with Mistral) (?:[\w ]+, )?\d\d:\d\d/i,
      );
    }
    const summary = await ana.reads(/Mistral Setup complete/, "news");
    assert.match(summary, /Ready in \d+ minutes?, 1 of 1 Members Active/);
  },

  "an Invitation is sent again with one press, and revoked after a question": async ({ as, mode, world }) => {
    const ana = as("ana");
    await asks(as("chloe"), `${PAUL} member`);
    await ana.presses("Approve", "approvals");
    const done = async () => {
      if (mode === "guided") await ana.presses("Done", "chat");
    };
    await done();
    await ana.reads(/paul@lumen\.example: Pending/, "approvals");
    await ana.says("members");
    await ana.presses("Send again");
    await ana.reads(/again/);
    await done();
    await ana.says("members");
    ana.isAsked("Revoke", /\?/);
    await ana.presses("Revoke");
    await ana.reads(mode === "guided" ? /A card asks you/ : /revok/i);
    await done();
    const proof = mode === "guided" ? "confirmed by" : "verified with Mistral";
    await ana.reads(new RegExp(`paul@lumen\\.example: revoked, ${proof}`), "approvals");
    await as("chloe").reads(/1 invitation revoked/, "chat");
    // Nobody holds two links that work.
    const mails = world.mistral.mails().filter(({ to }) => to === PAUL);
    assert.deepEqual([...new Set(mails.map(({ state }) => state))], mode === "guided" ? [] : ["revoked"]);
  },

  "a long list of Members and the Record are read in pages": async ({ as, mode }) => {
    const ben = as("ben");
    const many = Array.from({ length: 12 }, (_, index) => `person${index}@lumen.example`);
    await ben.says(`invite ${many.join(" ")} member`);
    await ben.sends("Invite people", {});
    if (mode === "guided") await ben.presses("Done", "chat");
    await ben.says("members");
    await ben.reads(/Page 1 of 2|1 of 2/);
    await ben.presses("Next page");
    await ben.reads(/2 of 2/);
    await ben.presses("Previous page");
    await ben.reads(/1 of 2/);
    await ben.says("record");
    await ben.reads(/Page 1 of/);
    await ben.presses("Next page");
    await ben.reads(/Page 2 of/);
  },
};

async function asks(person: Player, what: string): Promise<void> {
  await person.says(`invite ${what}`);
  await person.sends("Ask for invitations", { Reason: "for the data team" });
  await person.reads(/Waiting for an approver/);
}
