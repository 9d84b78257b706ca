import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChainedEntry,
  entryHash,
  FIRST_HASH,
  firstBroken,
  type RecordEntry,
  type RecordEvent,
} from "../../../src/domain/record/record.ts";

const entry = fc.record({
  at: fc.nat(),
  actor: fc.constantFrom("p_ana", "mistral", "bot"),
  event: fc.constantFrom<RecordEvent>("setup.started", "request.made", "job.dropped"),
  subject: fc.string({ maxLength: 20 }),
  data: fc.dictionary(
    fc.string({ maxLength: 5 }),
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
  ),
});

function chain(entries: readonly RecordEntry[]): ChainedEntry[] {
  let previous = FIRST_HASH;
  return entries.map((one, index) => {
    const seq = index + 1;
    const hash = entryHash(previous, seq, one);
    const chained = { ...one, seq, previous, hash };
    previous = hash;
    return chained;
  });
}

describe("the Record's chain", () => {
  it("holds for whatever was recorded", () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        expect(firstBroken(chain(entries))).toBeNull();
      }),
    );
  });

  it("names the first entry that was changed", () => {
    const two = fc.array(entry, { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(two, fc.nat(), (entries, pick) => {
        const chained = chain(entries);
        const index = pick % chained.length;
        const changed = chained.map((one, at) => (at === index ? { ...one, at: one.at + 1 } : one));
        expect(firstBroken(changed)).toBe(index + 1);
      }),
    );
  });

  it("names the place at which an entry was taken out or two were swapped", () => {
    const [first, second, third] = chain(
      [1, 2, 3].map((at) => ({ at, actor: "bot", event: "setup.started", subject: "s", data: {} })),
    );
    if (!first || !second || !third) throw new Error("three entries");
    expect(firstBroken([first, third])).toBe(2);
    expect(firstBroken([second, first, third])).toBe(1);
  });

  it("does not depend on the order in which data was written", () => {
    const base = { at: 1, actor: "bot", event: "setup.started", subject: "s" } as const;
    const hash = entryHash(FIRST_HASH, 1, { ...base, data: { a: 1, b: 2 } });
    expect(entryHash(FIRST_HASH, 1, { ...base, data: { b: 2, a: 1 } })).toBe(hash);
  });
});
