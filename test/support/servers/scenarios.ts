import { must } from "../must.ts";
import type { Player, Stage } from "../world/stage.ts";
import { MINUTE } from "./whole.ts";

const KENJI = "kenji@lumen.example";
const PAUL = "paul@lumen.example";
const ROSA = "rosa@lumen.example";

/** What people do, written once and played on each platform. Each goes on where the one before it ended. */
export const scenarios: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  "whoever may not start the Setup is told who can; the owner starts it with a form": async ({ as }) => {
    await as("chloe").says("");
    await as("chloe").reads(/can start the Setup/);
    await as("chloe").says("invite");
    await as("chloe").reads(/has not started yet/);
    const ana = as("ana");
    await ana.says("");
    await ana.reads(/^Start the Mistral Setup\n/);
    await ana.sends("Start the Mistral Setup", {
      "Channel for approvals": "mistral-approvals",
      "Channel for news": "mistral",
      "Approvers besides you": ["ben"],
    });
    await ana.reads(/0 of 6 steps done/);
    await ana.reads(/started the Mistral Setup/, "news");
  },

  "during the warm-up a refused key is to wait, and afterwards keys work": async ({ as, world }) => {
    const [ana, chloe] = [as("ana"), as("chloe")];
    world.mistral.change({ kind: "payment", on: true });
    await ana.presses("Confirm billing");
    await ana.sends("2. Billing", { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
    await ana.reads(/Billing takes up to 3 minutes/);
    await chloe.says("key");
    await chloe.reads(/wait until (?:[\w ]+, )?\d\d:\d\d/);
    await world.later(3 * MINUTE);
    await ana.reads(/warm-up over/, "news");
    await chloe.says("key");
    await chloe.reads(/Never paste a key into chat/);
  },

  "bad rows are shown before anything is saved; back in the form everything typed is there": async ({
    as,
  }) => {
    const chloe = as("chloe");
    await chloe.says(`invite ${KENJI}, not-an-address member`);
    await chloe.sends("Ask for invitations", { Reason: "for the new project" });
    await chloe.reads(/^Look at the list\n/);
    await chloe.goesBack();
    await chloe.sends("Ask for invitations", { "E-mail addresses": `${KENJI}\n${PAUL}\npaul` });
    await chloe.reads(/^Look at the list\n/);
    await chloe.sends("Look at the list", {});
    await chloe.reads(/Your Request for 2 people is with the approvers/);
    await as("ben").reads(/asks to invite 2 people[\s\S]*for the new project/, "approvals");
  },

  "an approver takes somebody out; the requester withdraws the rest": async ({ as }) => {
    const [ben, chloe] = [as("ben"), as("chloe")];
    await ben.presses("Change", "approvals");
    await ben.sends("Change the Request", { "Who stays in it": [KENJI] });
    await ben.reads(/asks to invite one person/, "approvals");
    await chloe.reads(/You asked to invite 2 people/, "chat");
    await chloe.presses("Withdraw", "chat");
    await ben.reads(/Withdrawn by @[\s\S]*/, "approvals");
    if (ben.sees("approvals").length > 0) throw new Error("what was withdrawn can still be decided");
  },

  "an approver denies with a reason that the requester reads": async ({ as }) => {
    const [ben, chloe] = [as("ben"), as("chloe")];
    await asks(chloe, `${ROSA} member`);
    await ben.presses("Deny", "approvals");
    await ben.sends("Deny the Request", { Reason: "next quarter" });
    await ben.reads(/Denied by @.*[\s\S]*next quarter/, "approvals");
    await chloe.reads(/Your Request was answered[\s\S]*next quarter/, "chat");
  },

  "nobody decides on their own Request": async ({ as }) => {
    const [ana, ben] = [as("ana"), as("ben")];
    await ben.says(`invite ${ROSA} admin`);
    await ben.sends("Ask for invitations", { Reason: "she runs it" });
    await ben.reads(/with the approvers/);
    await ben.presses("Approve", "approvals");
    await ben.reads(/Nobody decides on their own Request/);
    await ana.presses("Deny", "approvals");
    await ana.sends("Deny the Request", { Reason: "one Admin is enough" });
    await ana.reads(/Denied by @/, "approvals");
  },

  "whoever presses after it was decided is told by whom": async ({ as, mode }) => {
    const [ana, ben, chloe] = [as("ana"), as("ben"), as("chloe")];
    await asks(chloe, `${KENJI} member`);
    const late = ben.holds("Approve", "approvals");
    await ana.presses("Approve", "approvals");
    await ana.reads(/Approved by @/, "approvals");
    await late();
    await ben.reads(/Approved by .*Nothing was changed/);
    if (mode === "guided") await ana.presses("Done", "chat");
    await ana.reads(/kenji@lumen\.example: Pending/, "approvals");
    await chloe.reads(/kenji@lumen\.example: Pending/, "chat");
  },

  "what somebody may not do, or nobody knows, is said": async ({ as }) => {
    const told: readonly (readonly [string, string, RegExp])[] = [
      ["ben", "settings", /Only the owner of the Setup can do this/],
      ["chloe", "record", /Only the owner and the approvers can do this/],
      ["chloe", "frobnicate", /I do not know frobnicate/],
      ["chloe", "status", /Where the Setup stands/],
      ["greta", "invite", /^Guests cannot request or decide here/],
    ];
    for (const [who, word, words] of told) {
      await as(who).says(word);
      await as(who).reads(words);
    }
  },

  "the invitee says that they have joined, and hears what comes next": async ({ as, mode, world }) => {
    const kenji = as("kenji");
    await kenji.reads(/invites you to/, "chat");
    await kenji.presses("No e-mail?", "chat");
    await kenji.reads(/spam/);
    if (mode === "automatic") {
      const mail = must(world.mistral.mails().find(({ to }) => to === KENJI));
      world.mistral.accept(mail.id);
    }
    await kenji.presses("I have joined", "chat");
    await kenji.reads(/Welcome to Mistral/, "chat");
    await as("chloe").reads(/is Active/, "news");
    await as("chloe").reads(/kenji@lumen\.example is Active/, "chat");
  },

  "an Invitation is sent again with one press, and revoked after a question": async ({ as, mode }) => {
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
    await ana.reads(/./);
    await done();
    await ana.reads(/paul@lumen\.example: revoked/, "approvals");
  },

  "a step is handed to somebody, who does it": async ({ as }) => {
    const [ana, chloe] = [as("ana"), as("chloe")];
    await ana.says("");
    await ana.presses("Hand to someone");
    await ana.sends("Hand to someone", { "Who does it?": "chloe" });
    await ana.reads(/Handed over/);
    await chloe.reads(/asks you to do one step of the Mistral Setup/, "chat");
    await chloe.presses("I have done this", "chat");
    await chloe.sends("1. Organization", {
      "Name of the Organization": "Atelier Lumen",
    });
    await chloe.reads(/Your answers are saved\./);
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
  await person.reads(/with the approvers/);
}
