import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publicDomain, recordName } from "../../../src/domain/security/txt-record.ts";

describe("a domain in public DNS", () => {
  it.each([
    ["Example.COM", "example.com"],
    ["\u200elumen\u00ad.com\ufeff", "lumen.com"],
    [" @example.com. ", "example.com"],
    ["sub.example.co.uk", "sub.example.co.uk"],
    ["müller.example", "xn--mller-kva.example"],
    ["例え.jp", "xn--r8jz45g.jp"],
    ["xn--mller-kva.example", "xn--mller-kva.example"],
  ])("%s is read as %s", (written, domain) => {
    expect(publicDomain(written)).toBe(domain);
  });

  it.each([
    ...["", "localhost", "example", "127.0.0.1", "10.1", "0x7f.1", "[::1]", "::1", "db.internal"],
    ...["printer.local", "router.lan", "1.168.192.in-addr.arpa", "https://example.com", "example.com/path"],
    ...["ana@example.com", "example.com:53", "exa mple.com", "-example.com", "example-.com"],
    ...["example..com", ".example.com", "_dmarc.example.com", `${"a".repeat(64)}.com`],
    `${"a.".repeat(120)}com`,
  ])("%s is none", (written) => {
    expect(publicDomain(written)).toBeNull();
  });

  it("is always one that can be asked for, with room for Mistral's label before it", () => {
    const parts = ["a", "example", "COM", "1", "0x7f", "-", "a-b", "xn--a", "é", "_", "", "a".repeat(63)];
    const label = fc.constantFrom(...parts);
    const text = fc.oneof(
      fc.string(),
      fc.array(label, { maxLength: 9 }).map((labels) => labels.join(".")),
    );
    fc.assert(
      fc.property(text, (written) => {
        const domain = publicDomain(written);
        if (domain === null) return;
        expect(domain).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[^.]*[a-z])[a-z0-9-]{1,63}$/);
        expect(`_mistral-verification.${domain}`.length).toBeLessThanOrEqual(253);
        expect(publicDomain(domain)).toBe(domain);
      }),
    );
  });
});

describe("the name of a record", () => {
  it.each([
    [null, "example.com"],
    ["@", "example.com"],
    ["example.com.", "example.com"],
    ["_mistral-verification", "_mistral-verification.example.com"],
    ["_Mistral-Verification.Example.com.", "_mistral-verification.example.com"],
    ["_mistral-verification.sub", "_mistral-verification.sub.example.com"],
    ["_mistral-verification.Müller.example.", "_mistral-verification.xn--mller-kva.example"],
  ])("%s is completed", (written, name) => {
    const domain = name.endsWith("kva.example") ? "xn--mller-kva.example" : "example.com";
    expect(recordName(written, domain)).toBe(name);
  });

  it.each(["example.org", "not example.com", "a/b", "x".repeat(64), `_${"y.".repeat(130)}`])(
    "%s does not belong to the domain, or is none",
    (written) => {
      expect(recordName(written, "example.com")).toBeNull();
    },
  );

  it("never leaves its domain", () => {
    fc.assert(
      fc.property(fc.string(), (written) => {
        const name = recordName(written, "example.com");
        if (name !== null) expect(`.${name}`.endsWith(".example.com")).toBe(true);
      }),
    );
  });
});
