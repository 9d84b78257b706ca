import fc from "fast-check";

const SURROGATES = { from: 0xd800, count: 0x800 };
const CHARACTERS = 0x11_0000 - SURROGATES.count;

function numberOf(character: unknown): number {
  const point = typeof character === "string" ? character.codePointAt(0) : undefined;
  if (point === undefined || String.fromCodePoint(point) !== character) throw new Error("no character");
  return point < SURROGATES.from ? point : point - SURROGATES.count;
}

const character = fc
  .nat(CHARACTERS - 1)
  .map((nth) => String.fromCodePoint(nth < SURROGATES.from ? nth : nth + SURROGATES.count), numberOf);

/** As with fast-check's unit "binary", which first lists all 1.1 million characters, and takes a second for that. */
export const anyText = (constraints: Omit<fc.StringConstraints, "unit"> = {}): fc.Arbitrary<string> =>
  fc.string({ ...constraints, unit: character });
