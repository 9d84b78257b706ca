import fc from "fast-check";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALPHABET = [...`${LETTERS}${LETTERS.toUpperCase()}0123456789`];

/** An API key as Mistral makes them. One in 300 has no digit, which the examples cover. */
export const apiKey: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 32, maxLength: 32 })
  .map((letters) => letters.join(""))
  .filter((key) => /[a-z]/.test(key) && /[A-Z]/.test(key) && /\d/.test(key));

/** A text with a key in it, in the ways in which people paste them. */
export const withKey = (key: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    key,
    ` ${key}\n`,
    `it is refused: ${key}.`,
    `MISTRAL_API_KEY=${key}`,
    `export MISTRAL_API_KEY='${key}'`,
    `curl -H "Authorization: Bearer ${key}" https://api.mistral.ai/v1/models`,
    `https://example.com/keys/${key}?from=chat`,
    `https://example.com/?key%3D${key}%26x`,
    `paul@lumen.example, ${key}@lumen.example`,
    `<${key}>`,
    `*${key}*`,
    `\`${key}\``,
    `Paul <paul@lumen.example>\tMember\tPending\n${key}\tActive`,
    `${key.slice(0, 7)}\u200b${key.slice(7)}`,
  );
