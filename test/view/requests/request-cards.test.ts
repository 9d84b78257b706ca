import { describe, expect, it } from "vitest";
import { confirmed, verified } from "../../../src/domain/evidence.ts";
import { wrongCard } from "../../../src/view/key/wrong-card.ts";
import {
  askedCard,
  outcomeCard,
  reminderCard,
  requestCard,
} from "../../../src/view/requests/request-cards.ts";
import { actionsIn, labelsIn, read } from "../../support/reading/read-view.ts";
import * as sample from "../../support/samples/facts.ts";

const { facts, invitation, readerOf, request, side } = sample;
const channel = readerOf(null);
const paul = readerOf("p_paul");
const decidedBy = (state: "approved" | "denied", by: string) => request(sample.decided(state, by));

describe("the card of a Request", () => {
  it("says who asks, for whom, as what, why, and that Mistral will e-mail", () => {
    const words = read(requestCard(channel, facts()));
    const parts = ["@paul", "zoe@example.com", "Member", "New in the data team", "Engineering"];
    for (const part of [...parts, "someone sends the invitation at Mistral"]) expect(words).toContain(part);
  });

  it("says that its requester wants to join, when they ask for nobody else", () => {
    const own = facts({ isOwn: true });
    expect(read(requestCard(channel, own))).toMatch(
      /^paul wants to join Mistral as Member\.\n@paul wants to join/,
    );
    expect(read(askedCard(paul, own))).toContain("You asked to join Mistral as Member.");
    expect(read(askedCard(paul, facts()))).toContain("You asked to invite one person as Member.");
  });

  it("warns when nobody can decide, and not that one approver decides alone", () => {
    const warns = (people: string[]) =>
      /Nobody else can decide/.test(read(requestCard(channel, facts({ sides: [side({ people })] }))));
    expect([[], ["p_ana"], ["p_ana", "p_ben"]].map(warns)).toEqual([true, false, false]);
  });

  it("never sounds sent before Mistral has it", () => {
    for (const status of ["approved", "sending"] as const) {
      const given = facts({ request: decidedBy("approved", "p_ana"), invitations: [invitation({ status })] });
      for (const card of [requestCard, askedCard, outcomeCard]) {
        const words = read(card(paul, given));
        expect(words).toMatch(/approved, (not sent yet|to be sent by hand)/);
        expect(words).not.toMatch(/Pending|Active|granted|invited/);
      }
    }
  });

  it("says from where it knows that an Invitation is Pending", () => {
    const request = decidedBy("approved", "p_ana");
    const evidenceOf = (evidence: ReturnType<typeof verified>) =>
      read(requestCard(channel, facts({ request, invitations: [sample.pending({ evidence })] })));
    expect(evidenceOf(verified("members", sample.NOW))).toContain("Pending, verified with Mistral 14:10");
    expect(evidenceOf(confirmed("p_ben", sample.NOW))).toContain("Pending, confirmed by @ben 14:10");
  });

  it("says that approved ones wait for billing", () => {
    const approved = [invitation({ status: "approved" })];
    const of = { request: decidedBy("approved", "p_ana"), invitations: approved };
    const waiting = facts({ ...of, billingAllows: false });
    expect(read(requestCard(channel, waiting))).toContain("approved, waiting for billing");
    expect(read(outcomeCard(paul, waiting))).toContain("goes on by itself");
  });

  it("says after a change what was asked, what is left of it, and who was taken out", () => {
    const rosa = { id: 2, address: "rosa@example.com" };
    const dropped = invitation({ ...rosa, status: "denied", since: sample.NOW - 5 * 60_000 });
    for (const state of ["open", "approved", "denied"] as const) {
      const given = facts({
        request: state === "open" ? request() : decidedBy(state, "p_ana"),
        invitations: [invitation(), dropped],
      });
      const asked = read(askedCard(paul, given));
      expect(asked).toContain("You asked to invite 2 people. An approver changed it to one person");
      for (const words of [asked, read(requestCard(channel, given))]) {
        expect(words).toContain("Taken out by an approver: rosa@example.com");
      }
    }
  });

  it.each(["admin", "billing", "member"] as const)("warns about every role but Member: %s", (role) => {
    const words = read(requestCard(channel, facts({ request: request({ role }) })));
    expect(words.includes("⚠️")).toBe(role !== "member");
  });

  it("says in a reminder since when it waits, with the same buttons, until it is decided", () => {
    const reminder = reminderCard(readerOf("p_ana"), facts());
    expect(read(reminder)).toContain("since 14:04");
    expect(actionsIn(reminder.blocks)).toEqual(actionsIn(requestCard(readerOf("p_ana"), facts()).blocks));
    const late = reminderCard(readerOf("p_ana"), facts({ request: decidedBy("denied", "p_ben") }));
    expect(labelsIn(late)).toEqual([]);
    expect(read(late)).not.toContain("Still waiting");
  });

  it("that lapsed names no person, and is not called answered", () => {
    const lapsed = facts({ request: request(sample.decided("lapsed", null)) });
    expect(read(requestCard(channel, lapsed))).toContain("after 7 days without an answer");
    expect(read(outcomeCard(paul, lapsed))).toMatch(/\nNobody answered your request\n/);
  });

  it("tells the requester what went wrong, and lets who approved it send again", () => {
    const invitations = [sample.pending({ status: "expired" })];
    const of = { request: decidedBy("approved", "p_ana"), invitations };
    const expired = facts({ ...of, deciders: ["p_ana"] });
    expect(wrongCard(paul, expired).summary).toContain("expired");
    expect(labelsIn(wrongCard(paul, expired))).toEqual([]);
    expect(labelsIn(wrongCard(readerOf("p_ana"), expired))).toEqual(["Send again"]);
    expect(read(outcomeCard(paul, expired))).toMatch(/Your request was approved[\s\S]*expired/);
  });

  it("shows no failure word that came from outside", () => {
    const failed = facts({
      request: decidedBy("approved", "p_ana"),
      invitations: [invitation({ status: "failed", failure: "constructor <script>" })],
    });
    const words = read(requestCard(channel, failed));
    expect(words).toContain("not sent. Mistral didn't say why");
    expect(words).not.toContain("script");
  });
});
