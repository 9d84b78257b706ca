import { describe, expect, it } from "vitest";
import { confirmed, verified } from "../../../src/domain/evidence.ts";
import type { Invitation } from "../../../src/domain/invitations/invitation.ts";
import type { View } from "../../../src/view/core/view.ts";
import {
  activeCard,
  inviteeCard,
  joinedCard,
  noEmailView,
  nudgeCard,
  welcomeCard,
} from "../../../src/view/invitations/people-cards.ts";
import { taskCard, troubleCard } from "../../../src/view/tasks/task-cards.ts";
import { labelsIn, read } from "../../support/reading/read-view.ts";
import * as sample from "../../support/samples/facts.ts";

const { NOW, active, invitation, pending, readerOf } = sample;
const [ana, zoe, paul, channel] = [readerOf("p_ana"), readerOf("p_zoe"), readerOf("p_paul"), readerOf(null)];
const facts = (given: Invitation, setup = sample.warm) => ({ invitation: given, setup, now: NOW });
const card = (given: Invitation) => inviteeCard(zoe, { ...facts(given), inviter: "p_paul" });
const noEmail = (maySendAgain: boolean) => noEmailView(zoe, { invitation: pending(), maySendAgain });
const WAITING = ["I've joined", "No e-mail?"];

/** What is shown, a part of it, and what can be pressed. */
type Shown = readonly [what: string, view: View, words: RegExp, labels: readonly string[]];

describe("what an invitee hears", () => {
  it.each<Shown>([
    [
      "what the e-mail is, until when it counts, and what to press",
      card(pending()),
      /@paul.*Example Ltd.*zoe@example\.com.*expires.*2 Dec/s,
      WAITING,
    ],
    [
      "that they are Active, and how to make the first key",
      card(active()),
      /You're Active, verified with Mistral 14:09.*never paste it into chat/s,
      ["My key works", "Open API keys", "My key is refused"],
    ],
    ["that it ran out", card(pending({ status: "expired" })), /expired after 7 days/, ["Send it again"]],
    ["that it was revoked", card(pending({ status: "revoked" })), /was revoked/, []],
    ["nothing early", card(invitation({ status: "sending" })), /^(?!.*e-mailing).*Approved, sending/s, []],
    ["a nudge while it is Pending", nudgeCard(zoe, facts(pending())), /still waiting/, WAITING],
    ["no nudge once they have joined", nudgeCard(zoe, facts(active())), /^(?!.*still waiting)/s, []],
    ["where to look for an e-mail that did not come", noEmail(true), /right\?.*spam/s, ["Send it again"]],
    ["to wait for an e-mail that was sent just now", noEmail(false), /a few minutes/, []],
    [
      "that Active was taken back, and not once more what the e-mail is",
      welcomeCard(zoe, facts(pending())),
      /^(?!.*e-mailing).*aren't Active yet/s,
      WAITING,
    ],
    ["no key with the role Billing", welcomeCard(zoe, facts(active({ role: "billing" }))), /Billing/, []],
  ])("is %s", (_, view, words, labels) => {
    expect(read(view)).toMatch(words);
    expect(labelsIn(view)).toEqual(labels);
  });

  it("is how to make the first key, when to wait, and to say once that it works", () => {
    const welcome = (setup: typeof sample.warm) => welcomeCard(zoe, facts(active(), setup));
    expect(read(welcome(sample.warm))).toContain("never paste it into chat");
    expect(labelsIn(welcome(sample.warm))).toContain("My key is refused");
    expect(labelsIn(welcome(sample.warm))).toContain("My key works");
    expect(read(welcome(sample.warming))).toContain("until 14:12");
    const said = welcome({ ...sample.warm, keyWorks: confirmed("p_zoe", NOW) });
    expect(labelsIn(said)).not.toContain("My key works");
    expect(read(said)).toContain("confirmed by @zoe 14:10");
  });
});

describe("who went Active", () => {
  it("is told to the channel by name with the Evidence, never by address, and only while it is so", () => {
    const gone = active({ id: 3, status: "removed", invitee: "p_ben" });
    const invitations = [active(), active({ id: 2, invitee: null }), gone];
    const words = read(activeCard(channel, { invitations, now: NOW }));
    expect(words).toMatch(/@zoe, verified with Mistral 14:09.*A new member/s);
    expect(words).not.toMatch(/@example\.com|@ben/);
  });

  it("is told to the requester by address, with the day of what is not of today", () => {
    const old = active({ evidence: verified("members", NOW - 3 * sample.DAY) });
    expect(read(joinedCard(paul, { invitations: [old], now: NOW }))).toMatch(
      /zoe@example\.com.*verified with Mistral 22 Nov, 14:10/s,
    );
  });
});

describe("a Task", () => {
  const second = invitation({ id: 2, status: "sending", address: "x@y.io" });
  const of = sample.taskFacts();
  const done = sample.task({ state: "done", closedBy: "p_ana", closedAt: NOW });

  it("gives the addresses that are still to be invited, ready to copy, with the role and the page", () => {
    const view = taskCard(ana, { ...of, invitations: [...of.invitations, second] });
    expect(view.blocks).toContainEqual({ kind: "copy", text: "zoe@example.com\nx@y.io" });
    expect(read(view)).toContain("Member");
    expect(labelsIn(view)).toEqual(["Done", "I can't do this", "Open Members"]);
    const revoked = [...of.invitations, { ...second, status: "revoked" as const }];
    expect(read(taskCard(ana, { ...of, invitations: revoked }))).not.toContain("x@y.io");
  });

  it("is followed by rows for those who were invited, and by where to send again what ran out", () => {
    const view = taskCard(ana, { ...of, task: done, invitations: [pending(), active({ id: 2 })] });
    expect(labelsIn(view)).toEqual(
      expect.arrayContaining(["Mark Active", "Mark expired", "Open Members", "Compare with Mistral"]),
    );
    expect(read(view)).toContain("Done, confirmed by @ana 14:10");
    const ranOut = taskCard(ana, { ...of, task: done, invitations: [pending({ status: "expired" })] });
    expect(labelsIn(ranOut)).toEqual(["Open Members", "Show the members"]);
  });

  it("says that a Pending Invitation takes a new one to change its role", () => {
    const task = sample.task({ kind: "role", role: "admin" });
    expect(read(taskCard(ana, { ...of, task, invitations: [pending()] }))).toMatch(
      /to Admin\. Still Pending\? Revoke the invitation and invite again/,
    );
  });
});

it("work that was given up says what and why in our own words alone, and what can be done until it was", () => {
  const row = sample.jobRow({ kind: "prune" });
  const shown = (change: object) =>
    troubleCard(ana, { job: { ...row, ...change }, about: [], owner: "p_ana", now: NOW });
  expect(read(shown({}))).toMatch(/A background job failed.*No connection for too long/s);
  expect(labelsIn(shown({}))).toEqual(["Try again", "Drop it"]);
  expect(labelsIn(shown({ state: "ready" }))).toEqual([]);
  const reason = (lastError: string) => read(shown({ lastError }));
  expect(reason("key_refused forbidden: no")).toContain("The configured key was refused");
  expect(reason("odd_detail forbidden: no")).toMatch(/^(?!.*: no).*Not allowed/s);
  expect(reason("Error: forbidden")).toContain("This bot's log has the details");
});
