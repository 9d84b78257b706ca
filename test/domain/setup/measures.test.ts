import { describe, expect, it } from "vitest";
import { confirmed, verified } from "../../../src/domain/evidence.ts";
import { MEASURES, measureEvidence, withWord } from "../../../src/domain/setup/measures.ts";
import { NOTHING_OBSERVED } from "../../../src/domain/setup/observed.ts";

const word = confirmed("p_ana", 1);
const later = confirmed("p_ben", 2);

describe.each(MEASURES)("a person's word about %s", (measure) => {
  it("is kept, first word first, and can be taken back", () => {
    const said = withWord(NOTHING_OBSERVED, measure, true, word);
    expect(measureEvidence(said, measure)).toBe(word);
    expect(withWord(said, measure, true, later)).toBe(said);
    expect(withWord(said, measure, false, later)).toEqual(NOTHING_OBSERVED);
    expect(withWord(NOTHING_OBSERVED, measure, false, later)).toBe(NOTHING_OBSERVED);
  });

  it("says nothing about the others", () => {
    const said = withWord(NOTHING_OBSERVED, measure, true, word);
    for (const other of MEASURES.filter((each) => each !== measure))
      expect(measureEvidence(said, other)).toBeNull();
  });
});

it("what Mistral has verified is nobody's to change", () => {
  const proven = { ...NOTHING_OBSERVED, saml: verified("audit", 1) };
  expect(withWord(proven, "saml", false, later)).toBe(proven);
  expect(withWord(proven, "saml", true, later)).toBe(proven);
});
