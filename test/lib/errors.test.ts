import { expect, it } from "vitest";
import { networkError } from "../../src/lib/errors.ts";

const thrown = (facts: object) =>
  new TypeError("fetch failed", {
    cause: new AggregateError([Object.assign(new Error("late"), { code: "ETIMEDOUT", ...facts })]),
  });

it.each([
  ["that was never made cannot have changed anything", { syscall: "connect" }, "unavailable"],
  ["that was cut off may have changed something", { syscall: "read" }, "outcome_unknown"],
] as const)("a connection %s", (_title, facts, code) => {
  expect(networkError("POST /invites", "write", thrown(facts))).toMatchObject({ code, detail: "ETIMEDOUT" });
});

it("a call that the proxy refuses has no reason, rather than the number that such an error has", () => {
  const cause = new DOMException("Request was cancelled.");
  const refused = new TypeError("fetch failed", { cause });
  expect(networkError("Slack", "read", refused)).toMatchObject({ message: "Slack: connection_failed" });
});
