import fc from "fast-check";
import { isAddress } from "../../../src/domain/requests/address.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789._{}&'*-";
/** Cyrillic, Greek, Hebrew, Chinese, an accent, full width. */
const OTHERS = "аеорсο\u05d0\u05d1中文éｃ";
const wordOf = (letters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength });

const local = fc.oneof(
  { weight: 6, arbitrary: wordOf(LETTERS, 30) },
  wordOf(LETTERS + OTHERS, 64),
  fc.constant("l".repeat(64)),
);
const domain = fc.oneof(
  { weight: 6, arbitrary: fc.constant("acme.example") },
  fc.constantFrom("evil.example", "acme.example.evil.test", "аcme.example", "אקמי.example", "ａcme.example"),
  wordOf("aс文", 60).map((label) => `${label}.${label}.${label}.example`),
);

/** From one to a hundred different addresses, as anybody may ask for them. */
export const anyAskedFor: fc.Arbitrary<string[]> = fc
  .oneof(
    fc.integer({ min: 1, max: 5 }),
    fc.constantFrom(39, 40, 41, 61, 100),
    fc.integer({ min: 1, max: 100 }),
  )
  .chain((most) =>
    fc.uniqueArray(
      fc
        .tuple(local, domain)
        .map(([name, at]) => `${name}@${at}`.toLowerCase().normalize("NFC"))
        .filter(isAddress),
      { minLength: most, maxLength: most },
    ),
  );
