import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddresses } from "../../src/domain/address.ts";
import { preflight } from "../../src/domain/preflight.ts";

const nobody = () => false;
const check = (text: string, change: Partial<Parameters<typeof preflight>[0]> = {}) =>
  preflight({
    rows: parseAddresses(text),
    role: "member",
    domains: [],
    isMember: nobody,
    isUnderWay: nobody,
    ...change,
  });
const problems = (...given: Parameters<typeof check>) => check(...given).map(({ problem }) => problem);

describe("the preflight of addresses", () => {
  it("finds nothing wrong with new addresses", () => {
    expect(problems("ana@example.com, ben@example.com")).toEqual([null, null]);
  });

  it("counts the first of equal addresses, whatever their case", () => {
    expect(problems("Ana@example.com, ana@EXAMPLE.com")).toEqual([null, "duplicate"]);
  });

  it("names Members, Pending ones, and what is no address", () => {
    const isMember = (address: string) => address.startsWith("ana");
    const isUnderWay = (address: string) => address.startsWith("ben");
    const text = "ana@example.com, ben@example.com, paul";
    expect(problems(text, { isMember, isUnderWay })).toEqual(["member", "pending", "not-an-address"]);
  });

  it("refuses addresses outside the allowed domains, subdomains included", () => {
    const text = "ana@example.com, ben@sub.example.com, zoe@evil-example.com, eve@example.com.evil.org";
    const outside = "outside-domains";
    expect(problems(text, { domains: ["Example.com"] })).toEqual([null, outside, outside, outside]);
  });

  it("points out every role above Member, without refusing it", () => {
    expect(check("ana@example.com", { role: "admin" })).toEqual([
      { address: "ana@example.com", problem: null, strongRole: true },
    ]);
    expect(check("ana@example.com", { role: "billing" })[0]?.strongRole).toBe(true);
    expect(check("ana@example.com")[0]?.strongRole).toBe(false);
  });

  it("gives one verdict per row in the order of the rows, and no address twice among the good ones", () => {
    const texts = fc.array(fc.constantFrom("a@x.io", "A@x.io", "b@x.io", "c@y.io", "nobody", "d@x.io"));
    fc.assert(
      fc.property(texts, (list) => {
        const rows = parseAddresses(list.join("\n"));
        const verdicts = preflight({
          rows,
          role: "member",
          domains: ["x.io"],
          isMember: (address) => address === "d@x.io",
          isUnderWay: nobody,
        });
        expect(verdicts.map(({ address }) => address)).toEqual(rows.map(({ address }) => address));
        const good = verdicts.filter(({ problem }) => problem === null).map(({ address }) => address);
        expect(new Set(good).size).toBe(good.length);
        for (const address of good) expect(["a@x.io", "b@x.io"]).toContain(address);
      }),
    );
  });
});
