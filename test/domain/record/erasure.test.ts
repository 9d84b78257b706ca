import fc from "fast-check";
import { expect, test } from "vitest";
import { hasAddress, withoutTraces } from "../../../src/domain/record/erasure.ts";

const PAUL = "paul@lumen.example";
const traces = { addresses: [PAUL], names: ["Max"] };

test.each([
  "jeanpaul@lumen.example",
  "jean.paul@lumen.example",
  "jean-paul@lumen.example",
  "jean+paul@lumen.example",
  "paul@lumen.example.org",
  "paul@lumen.example-site.org",
])("%s is somebody else's, and stays", (other) => {
  expect(hasAddress(`for ${other}, please`, PAUL)).toBe(false);
  expect(withoutTraces(`for ${other}, please`, traces)).toBe(`for ${other}, please`);
});

test.each([
  "paul@lumen.example",
  "'PAUL@Lumen.example'",
  "<paul@lumen.example>.",
  "mailto:paul@lumen.example?subject=x",
  '{"address":"paul@lumen.example"}',
  "…paul@lumen.example, Max",
  "paul@lumen.example. And then",
  "paul@lumen.example-",
])("their address is found in %j, and left out", (words) => {
  expect(hasAddress(words, PAUL)).toBe(true);
  const left = withoutTraces(words, traces);
  expect(left).toContain("…");
  expect(left.toLowerCase()).not.toContain("paul");
});

test("what is left out is not found any more, whatever stands around it", () => {
  const around = fc.string({ unit: fc.constantFrom(..."aZ1.-_+%@<>'\" é\n,;:") });
  const property = fc.property(around, around, (before, after) => {
    expect(hasAddress(withoutTraces(`${before}${PAUL}${after}`, traces), PAUL)).toBe(false);
  });
  fc.assert(property, { numRuns: 500 });
});

test("a name goes as a whole word, as it is written, and before a shorter one that begins it", () => {
  expect(withoutTraces("Max, maximum and max", traces)).toBe("…, maximum and max");
  expect(withoutTraces("for Max Muster", { ...traces, names: ["Max", "Max Muster"] })).toBe("for …");
});
