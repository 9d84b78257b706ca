import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DriftFacts, type Finding, findDrift, isNews } from "../../../src/domain/members/drift.ts";
import type { Observed } from "../../../src/domain/setup/observed.ts";
import { warm } from "../../support/samples/facts.ts";

const ada = { id: "m1", address: "ada@lumen.example" };
const bob = { id: "m2", address: "bob@other.example" };
const spent = { limit: 150, currency: "EUR", reached: true, paymentFailure: true, at: 1 };

const facts = (change: Partial<DriftFacts> = {}, observed: Partial<Observed> = {}): DriftFacts => ({
  setup: { ...warm, observed: { ...warm.observed, ...observed } },
  mode: "automatic",
  admins: [ada, bob],
  expired: [],
  outside: [],
  review: [],
  ...change,
});
const kinds = (found: readonly Finding[]) => found.map(({ kind }) => kind);

describe("what is not as it should be", () => {
  it("is nothing where everything is in order", () => {
    expect(findDrift(facts())).toEqual([]);
  });

  it("names the only Admin, and nobody where there are two or the list is not read", () => {
    expect(findDrift(facts({ admins: [ada] }))).toEqual([
      { kind: "one-admin", keys: ["one-admin:m1"], names: [ada.address] },
    ]);
    expect(findDrift(facts({ admins: [] }))).toEqual([]);
    expect(findDrift(facts({ admins: null }))).toEqual([]);
  });

  it("holds people by their ids, so that what is remembered has no address in it", () => {
    const found = findDrift(facts({ admins: [ada], expired: [bob], outside: [bob] }));
    expect(found.flatMap(({ keys }) => keys).join()).not.toContain("@");
    expect(kinds(found)).toEqual(["one-admin", "expired", "outside"]);
  });

  it("has what Mistral said of spending only while Mistral can be asked", () => {
    expect(kinds(findDrift(facts({}, { spending: spent })))).toEqual(["limit-reached", "payment-failed"]);
    expect(findDrift(facts({ mode: "guided" }, { spending: spent }))).toEqual([]);
  });

  it("has a key that had worked, and none that never did", () => {
    const refused = { outcome: "refused", at: 5 } as const;
    expect(kinds(findDrift(facts({}, { probe: { ...refused, failingSince: 5 } })))).toEqual(["key-fails"]);
    expect(findDrift(facts({}, { probe: { ...refused, failingSince: null } }))).toEqual([]);
  });
});

const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
const findingsOf = (of: readonly string[]): Finding[] =>
  of.map((key) => ({ kind: "expired", keys: [`expired:${key}`], names: [key] }));

describe("what the daily check found", () => {
  it("is news when a finding was not there before, also when it comes back", () => {
    fc.assert(
      fc.property(keys, keys, (before, today) => {
        const known = findingsOf(before).flatMap((finding) => finding.keys);
        expect(isNews(findingsOf(today), known)).toBe(today.some((key) => !before.includes(key)));
      }),
    );
  });

  it("is no news where it was told the moment it was seen", () => {
    const gone: Finding = { kind: "domain-gone", keys: ["domain-gone:1"], names: ["lumen.example"] };
    expect(isNews([gone], [])).toBe(false);
    expect(isNews([gone, ...findingsOf(["a"])], [])).toBe(true);
  });
});
