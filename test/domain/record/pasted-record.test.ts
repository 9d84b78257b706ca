import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsKey } from "../../../src/domain/key/secret.ts";
import { readPastedRecord, VALUE_PREFIXES } from "../../../src/domain/security/txt-record.ts";

describe("a pasted record", () => {
  it.each([
    ["mistral-verify=abc", null, "mistral-verify=abc"],
    ["TXT\t@\tmistral-domain-verification=abc-12", "@", "mistral-domain-verification=abc-12"],
    ["Type: TXT\nName: @\nValue: mistral-domain-verification=abc", "@", "mistral-domain-verification=abc"],
    ["Value: mistral-verify=abc\nName: _mistral-verification", "_mistral-verification", "mistral-verify=abc"],
    [
      "Type\nTXT\nName\n_mistral-verification\nValue\nmistral-verify=abc",
      "_mistral-verification",
      "mistral-verify=abc",
    ],
    [
      "Type Name Value\nTXT _mistral-verification mistral-verify=abc",
      "_mistral-verification",
      "mistral-verify=abc",
    ],
    [
      '_mistral-verification.example.com. 3600 IN TXT "mistral-verify=abc="',
      "_mistral-verification.example.com.",
      "mistral-verify=abc=",
    ],
    ["| TXT | `@` | `mistral-domain-verification=abc` |", "@", "mistral-domain-verification=abc"],
    ["{name: “@”, content: “mistral-verify=abc”}", "@", "mistral-verify=abc"],
    [
      "Add this TXT record to example.com: mistral-domain-verification=abc.",
      "example.com",
      "mistral-domain-verification=abc",
    ],
    ["Host name=_verify Value=Mistral-Verify=aBc", "_verify", "mistral-verify=aBc"],
    ["mistral-verify=abc\u200b mistral-verify=abc", null, "mistral-verify=abc"],
  ])("%s is understood", (text, name, value) => {
    expect(readPastedRecord(text)).toEqual({ name, value });
  });

  it.each([
    "",
    "TXT @ v=spf1 -all",
    "mistral-verify=",
    "mistral-verify = abc",
    "google-site-verification=abc",
  ])("%s holds nothing of Mistral's", (text) => {
    expect(readPastedRecord(text)).toBe("nothing");
  });

  it("with two values is not guessed at", () => {
    expect(readPastedRecord("mistral-verify=a mistral-verify=b")).toBe("several");
  });

  const code = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
  const value = fc.tuple(fc.constantFrom(...VALUE_PREFIXES), code).map((parts) => parts.join(""));
  const name = fc.constantFrom("@", "_mistral-verification", "_mistral-verification.example.com.");

  it("is read in any order, with any labels, quotes and spaces", () => {
    const quote = fc.constantFrom("", '"', "'", "`");
    const gap = fc.constantFrom(" ", "\t", "\n", " | ", ", ", "\r\n");
    const named = fc.constantFrom("", "Name: ", "Host: ", "Name\n", "Record name: ");
    const valued = fc.constantFrom("", "Value: ", "Content: ", "TXT value\n");
    const extra = fc.constantFrom("", "TXT", "Type: TXT", "TTL: 3600", "IN TXT", "TTL Auto");
    fc.assert(
      fc.property(
        fc.record({ name, value, quote, gap, named, valued, extra, flip: fc.boolean() }),
        ({ name: at, value: is, quote: q, gap: g, named: n, valued: v, extra: x, flip }) => {
          const parts = [`${n}${q}${at}${q}`, `${v}${q}${is}${q}`];
          const text = [x, ...(flip ? parts.toReversed() : parts)].join(g);
          expect(readPastedRecord(text)).toEqual({ name: at, value: is });
        },
      ),
    );
  });

  it("never makes anything fail, and gives nothing that was not pasted", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), value, (noise, inside) => {
        for (const text of [noise, `${noise}${inside}${noise}`, `${inside} ${noise}`]) {
          const read = readPastedRecord(text);
          if (typeof read !== "string") expect(text.toLowerCase()).toContain(read.value.toLowerCase());
        }
      }),
    );
  });

  it("is no API key, however its code looks; a key beside it still is one", () => {
    const key = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF";
    expect(holdsKey(`TXT @ mistral-verify=${key}`)).toBe(false);
    expect(holdsKey(`mistral-verify=abc ${key}`)).toBe(true);
  });
});
