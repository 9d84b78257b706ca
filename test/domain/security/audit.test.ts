import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import {
  type AuditEvent,
  inOrder,
  PROOFS,
  type Proof,
  provenBy,
} from "../../../src/domain/security/audit.ts";
import { NOTHING_OBSERVED } from "../../../src/domain/setup/observed.ts";

const NAMES = Object.keys(PROOFS) as Proof[];
const event = (type: string, at: number, id = at): AuditEvent => ({
  id: String(id),
  at,
  type,
  actor: null,
  target: null,
});
const given = (proof: Proof, at: number) => event(PROOFS[proof][0], at);
const taken = (proof: Exclude<Proof, "keyMade">, at: number) => event(PROOFS[proof][1], at);

describe("what the audit log proves", () => {
  it.each(NAMES)("%s is proven from the moment of its event", (proof) => {
    expect(provenBy(NOTHING_OBSERVED, [given(proof, 7)])[proof]).toEqual(verified("audit", 7));
  });

  it.each(["payment", "domainVerified", "saml"] as const)(
    "%s is not proven once it was taken back",
    (proof) => {
      const proven = provenBy(NOTHING_OBSERVED, [given(proof, 7)]);
      expect(provenBy(proven, [given(proof, 7), taken(proof, 9)])[proof]).toBeNull();
      expect(provenBy(proven, [taken(proof, 9), given(proof, 7)])[proof]).toBeNull();
      expect(provenBy(proven, [taken(proof, 9), given(proof, 11)])[proof]).toEqual(verified("audit", 11));
    },
  );

  it("of two entries of one moment the one with the greater number counts", () => {
    const events = [event(PROOFS.saml[1], 5, 10), event(PROOFS.saml[0], 5, 9)];
    expect(provenBy(NOTHING_OBSERVED, events).saml).toBeNull();
  });

  it("a key that was made stays made, and the first one says since when", () => {
    const proven = provenBy(NOTHING_OBSERVED, [given("keyMade", 7)]);
    expect(provenBy(proven, [given("keyMade", 9), event("api_key.delete", 10)])).toBe(proven);
  });

  it("does not depend on how the events came in, as long as the last ones are read again", () => {
    const type = fc.constantFrom(
      ...NAMES.filter((name) => name !== "keyMade").flatMap((name) => [...PROOFS[name]]),
    );
    const some = fc.array(fc.record({ type, at: fc.nat(20) }), { maxLength: 12 });
    fc.assert(
      fc.property(some, fc.nat(12), (list, cut) => {
        const events = list.map(({ type: is, at }, id) => event(is, at, id + 1));
        const whole = provenBy(NOTHING_OBSERVED, events);
        const parts = provenBy(provenBy(NOTHING_OBSERVED, events.slice(0, cut)), events);
        expect(parts).toEqual(whole);
      }),
    );
  });
});

it("entries are in the order of their times and then of their numbers", () => {
  const ids = [event("a", 2, 1), event("a", 1, 10), event("a", 1, 9)].sort(inOrder).map(({ id }) => id);
  expect(ids).toEqual(["9", "10", "1"]);
});
