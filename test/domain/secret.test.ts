import { describe, expect, it } from "vitest";
import { holdsKey } from "../../src/domain/secret.ts";

const KEY = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE";

describe("what looks like an API key", () => {
  it.each([KEY, `my key is ${KEY}.`, `MISTRAL_API_KEY=${KEY}`])("is noticed in %j", (text) => {
    expect(holdsKey(text)).toBe(true);
  });

  it.each([
    "invite paul@lumen.example",
    "d41d8cd98f00b204e9800998ecf8427e",
    "11111111-2222-3333-4444-555555555555",
    "a".repeat(32),
    `${KEY}x`,
    "",
  ])("is not seen in %j", (text) => {
    expect(holdsKey(text)).toBe(false);
  });
});
