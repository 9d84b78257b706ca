import { describe, expect, test } from "vitest";
import { type Message, messageOf, rangeOf, type Subject, subjectOf } from "../../src/domain/message.ts";

const AT = 1_760_000_000_000;

const stored: readonly (readonly [Subject, Message])[] = [
  ["setup:1", { kind: "setup" }],
  [`billing:1.${AT}`, { kind: "billing", confirmedAt: AT }],
  ["request:7", { kind: "request", request: 7 }],
  [`reminder:request.7.${AT}.2`, { kind: "reminder", of: "request", about: "7", since: AT, times: 2 }],
  [`outcome:7.12.failed.${AT}`, { kind: "outcome", request: 7, invitation: 12, status: "failed", at: AT }],
  [`task:3.${AT}`, { kind: "task", task: 3, at: AT }],
  [`helper:security.${AT}`, { kind: "helper", step: "security", at: AT }],
  [`nudge:12.2.${AT}`, { kind: "nudge", invitation: 12, day: 2, sentAt: AT }],
  [`ran-out:${AT}`, { kind: "ran-out", sentAt: AT }],
  ["welcome:12", { kind: "welcome", invitation: 12 }],
  ["active:5", { kind: "active", digest: 5 }],
  ["joined:5", { kind: "joined", digest: 5 }],
  [`approver:p_ben.${AT}`, { kind: "approver", person: "p_ben", at: AT }],
  ["alert:other-organization.4", { kind: "alert", of: "other-organization", alert: 4 }],
  [`domain:2.${AT}`, { kind: "domain", domain: 2, at: AT }],
  ["account:slack.U1", { kind: "account", of: "slack", account: "U1" }],
  ["account:teams.29:1.a-b", { kind: "account", of: "teams", account: "29:1.a-b" }],
  ["account:p_gone", { kind: "account", of: "p_gone" }],
  ["home:p_ana", { kind: "home", person: "p_ana" }],
  ["home:p_ana.checklist", { kind: "home", person: "p_ana", page: "checklist" }],
  ["home:p_ana.moved", { kind: "home", person: "p_ana", page: "moved" }],
];

describe("A message as text", () => {
  test.each(stored)("%s is read as it was written", (subject, message) => {
    expect(subjectOf(message)).toBe(subject);
    expect(messageOf(subject)).toEqual(message);
  });

  test.each([
    "",
    "setup",
    "request:",
    "request:seven",
    "request:0",
    "nudge:12.2",
    "helper:lunch.1",
    "alert:weather.4",
    "home:p_ana.attic",
    "outcome:7.12.lost.1",
    "constructor:1",
  ])("is refused when it is %j", (text) => {
    expect(messageOf(text)).toBeNull();
  });

  test("lies in the range of what it is about, and in no other", () => {
    const isIn = (text: string, [from, to]: readonly [string, string]) => text >= from && text < to;
    for (const about of [`welcome:7`, `welcome:7.${AT}`])
      expect([rangeOf("welcome", 7), rangeOf("welcome", null)].map((range) => isIn(about, range))).toEqual([
        true,
        true,
      ]);
    expect(isIn("welcome:70", rangeOf("welcome", 7))).toBe(false);
    expect(isIn("welcome:7", rangeOf("nudge", null))).toBe(false);
    expect(isIn("alert:left.7", rangeOf("alert", "left"))).toBe(true);
    expect(isIn("alert:outage.7", rangeOf("alert", "left"))).toBe(false);
  });
});
