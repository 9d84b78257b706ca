import { describe, expect, it } from "vitest";
import { confirmed, verified } from "../../../src/domain/evidence.ts";
import type { Invitation } from "../../../src/domain/invitations/invitation.ts";
import {
  inviteeCard,
  noEmailView,
  nudgeCard,
  welcomeCard,
} from "../../../src/view/invitations/people-cards.ts";
import { activeCard, joinedCard } from "../../../src/view/members/member-cards.ts";
import { taskCard, troubleCard } from "../../../src/view/tasks/task-cards.ts";
import { labelsIn, read } from "../../support/reading/read-view.ts";
import * as sample from "../../support/samples/facts.ts";

const { NOW, active, invitation, pending, readerOf } = sample;
const zoe = readerOf("p_zoe");
const channel = readerOf(null);
const card = (given: Invitation) =>
  inviteeCard(zoe, { invitation: given, inviter: "p_paul", setup: sample.warm, now: NOW });

describe("what an invitee hears", () => {
  it("is what the e-mail is, until when it can be accepted, and what to press", () => {
    const words = read(card(pending()));
    for (const part of [
      "@paul",
      "Example Ltd",
      "zoe@example.com",
      "within a few minutes",
      "7 days",
      "2 Dec",
    ]) {
      expect(words).toContain(part);
    }
    expect(labelsIn(card(pending()))).toEqual(["I have joined", "No e-mail?"]);
  });

  it("follows the Invitation when it is accepted, runs out or is revoked", () => {
    expect(read(card(active()))).toContain("You are Active, verified with Mistral 14:09");
    expect(labelsIn(card(active()))).toEqual([]);
    expect(labelsIn(card(pending({ status: "expired" })))).toEqual(["Send it again"]);
    expect(read(card(pending({ status: "revoked" })))).toContain("was revoked");
  });

  it("does not promise an e-mail before Mistral has the Invitation", () => {
    expect(read(card(invitation({ status: "sending" })))).not.toContain("within a few minutes");
  });

  it("is no nudge any more once they have joined", () => {
    const nudge = (given: Invitation) => nudgeCard(zoe, { invitation: given, setup: sample.warm, now: NOW });
    expect(labelsIn(nudge(pending()))).toContain("No e-mail?");
    expect(read(nudge(active()))).not.toContain("still waiting");
  });

  it("names the address, spam and sending again when no e-mail came", () => {
    const view = noEmailView(zoe, { invitation: pending(), maySendAgain: true });
    expect(read(view)).toMatch(/right address[\s\S]*spam/);
    expect(labelsIn(view)).toEqual(["Send it again"]);
    expect(labelsIn(noEmailView(zoe, { invitation: pending(), maySendAgain: false }))).toEqual([]);
  });

  it("is how to make the first key, without ever asking for it", () => {
    const view = welcomeCard(zoe, { invitation: active(), setup: sample.warm, now: NOW });
    expect(read(view)).toMatch(/never in chat/);
    expect(read(view)).toMatch(/refused, use the key command/);
    expect(labelsIn(view)).toContain("My key works");
  });

  it("says that it was taken back, instead of what the card about the e-mail says already", () => {
    const view = welcomeCard(zoe, { invitation: pending(), setup: sample.warm, now: NOW });
    expect(read(view)).toContain("has been taken back");
    expect(read(view)).not.toContain("within a few minutes");
    expect(labelsIn(view)).toEqual(["I have joined", "No e-mail?"]);
  });

  it("says until when to wait while billing warms up", () => {
    const view = welcomeCard(zoe, { invitation: active(), setup: sample.warming, now: NOW });
    expect(read(view)).toContain("until 14:12");
  });

  it("sends nobody with the Billing role to make keys", () => {
    const given = { invitation: active({ role: "billing" }), setup: sample.warm, now: NOW };
    expect(labelsIn(welcomeCard(zoe, given))).toEqual([]);
  });

  it("stops asking whether the key works once they said so", () => {
    const setup = { ...sample.warm, keyWorks: confirmed("p_zoe", NOW) };
    const view = welcomeCard(zoe, { invitation: active(), setup, now: NOW });
    expect(labelsIn(view)).not.toContain("My key works");
    expect(read(view)).toContain("confirmed by @zoe 14:10");
  });
});

describe("who went Active", () => {
  it("is told to the channel by name with the Evidence, never by address", () => {
    const words = read(
      activeCard(channel, { invitations: [active(), active({ id: 2, invitee: null })], now: NOW }),
    );
    expect(words).toContain("@zoe, verified with Mistral 14:09");
    expect(words).toContain("A new Member");
    expect(words).not.toContain("@example.com");
  });

  it("is told to the requester by address", () => {
    expect(read(joinedCard(readerOf("p_paul"), { invitations: [active()], now: NOW }))).toContain(
      "zoe@example.com",
    );
  });

  it("says the day as well of what is not of today", () => {
    const old = active({ evidence: verified("members", NOW - 3 * sample.DAY) });
    const words = read(joinedCard(readerOf("p_paul"), { invitations: [old], now: NOW }));
    expect(words).toContain("verified with Mistral 22 Nov, 14:10");
  });

  it("leaves out who is no longer Active", () => {
    const gone = active({ id: 2, status: "removed", invitee: "p_ben" });
    expect(read(activeCard(channel, { invitations: [active(), gone], now: NOW }))).not.toContain("@ben");
  });
});

describe("a Task", () => {
  const facts = {
    task: sample.task(),
    invitations: [
      invitation({ status: "sending" }),
      invitation({ id: 2, status: "sending", address: "x@y.io" }),
    ],
    workspace: null,
    setup: sample.warm,
    mode: "guided",
    now: NOW,
  } as const;
  const ana = readerOf("p_ana");

  it("gives the addresses ready to copy, one per line, with the role and the page", () => {
    const view = taskCard(ana, facts);
    expect(view.blocks).toContainEqual({ kind: "copy", text: "zoe@example.com\nx@y.io" });
    expect(read(view)).toContain("Member");
    expect(labelsIn(view)).toEqual(["Done", "Not possible because…", "Open Members"]);
  });

  it("leaves out addresses that are no longer to be invited", () => {
    const [first] = facts.invitations;
    const invitations = [first ?? invitation(), invitation({ id: 2, status: "revoked", address: "x@y.io" })];
    expect(read(taskCard(ana, { ...facts, invitations }))).not.toContain("x@y.io");
  });

  it("offers to mark who is Active once the invitations are out", () => {
    const task = sample.task({ state: "done", closedBy: "p_ana", closedAt: NOW });
    const invitations = [
      pending({ evidence: confirmed("p_ana", NOW) }),
      active({ id: 2, evidence: verified("members", NOW) }),
    ];
    const view = taskCard(ana, { ...facts, task, invitations });
    expect(labelsIn(view)).toEqual(["Is Active", "Open Members", "Compare with Mistral's list"]);
    expect(read(view)).toContain("Done, confirmed by @ana 14:10");
  });

  it("leads to where what ran out can be sent again", () => {
    const task = sample.task({ state: "done", closedBy: "p_ana", closedAt: NOW });
    const view = taskCard(ana, { ...facts, task, invitations: [pending({ status: "expired" })] });
    expect(labelsIn(view)).toEqual(["Open Members", "Show the members"]);
  });

  it("says that a Pending Invitation takes a new one to change its role", () => {
    const role = { ...facts, task: sample.task({ kind: "role", role: "admin" }), invitations: [pending()] };
    expect(read(taskCard(ana, role))).toMatch(
      /to Admin\. A Pending Invitation keeps its role: revoke it, then invite the address again/,
    );
  });
});

describe("work that was given up", () => {
  const row = sample.jobRow({ kind: "sync" });
  const ana = readerOf("p_ana");

  it("says what and why in plain words, and offers to try again or drop it", () => {
    const view = troubleCard(ana, { job: row, about: [], owner: "p_ana", now: NOW });
    expect(read(view)).toContain("Something that was planned could not be done.");
    expect(read(view)).toContain("could not be reached");
    expect(read(view)).not.toContain("no answer");
    expect(labelsIn(view)).toEqual(["Try again", "Drop it"]);
  });

  it("finds the most exact code it has words for, and none in what came from outside", () => {
    const reason = (lastError: string) =>
      read(troubleCard(ana, { job: { ...row, lastError }, about: [], owner: "p_ana", now: NOW }));
    expect(reason("key_refused forbidden: no")).toContain("The configured key was refused");
    expect(reason("odd_detail forbidden: no")).toContain("not allowed");
    expect(reason("Error: forbidden")).toContain("The log of the bot has the details");
  });

  it("leaves nothing to press once it was tried again", () => {
    expect(
      labelsIn(troubleCard(ana, { job: { ...row, state: "ready" }, about: [], owner: "p_ana", now: NOW })),
    ).toEqual([]);
  });
});
