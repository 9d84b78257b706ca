import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddresses } from "../../../src/domain/requests/address.ts";
import { preflight, requestsFor } from "../../../src/domain/requests/preflight.ts";

type Standing = Parameters<typeof preflight>[2];
type Known = { domains?: readonly string[]; standing?: Standing };

const judged = (text: string, { domains = [], standing = () => null }: Known = {}) =>
  preflight(parseAddresses(text), domains, standing);
const check = (...given: Parameters<typeof judged>) => judged(...given).verdicts;
const problems = (...given: Parameters<typeof check>) => check(...given).map(({ problem }) => problem);

describe("the preflight of addresses", () => {
  it("finds nothing wrong with new addresses", () => {
    expect(problems("ana@example.com, ben@example.com")).toEqual([null, null]);
  });

  it("judges equal addresses once, whatever their case, and names them", () => {
    const text = "Ana@example.com, ben@example.com, ana@EXAMPLE.com, nobody, ana@example.com, nobody";
    expect(problems(text)).toEqual([null, null, "not-an-address"]);
    expect(judged(text).repeated).toEqual(["ana@example.com", "nobody"]);
  });

  it("asks whether an address with a space in it is one", () => {
    const [verdict] = check("john smith@example.com");
    expect(verdict).toEqual({ address: "john smith@example.com", problem: "space-inside" });
    expect(problems("john smith, zoe@localhost")).toEqual(["not-an-address", "not-an-address"]);
  });

  it("names Members, Pending ones, and what is no address", () => {
    const standing: Standing = (address) =>
      address.startsWith("ana") ? "member" : address.startsWith("ben") ? "pending" : null;
    const text = "ana@example.com, ben@example.com, paul";
    expect(problems(text, { standing })).toEqual(["member", "pending", "not-an-address"]);
  });

  it("refuses addresses outside the allowed domains, subdomains included", () => {
    const text = "ana@example.com, ben@sub.example.com, zoe@evil-example.com, eve@example.com.evil.org";
    const outside = "outside-domains";
    expect(problems(text, { domains: ["example.com"] })).toEqual([null, outside, outside, outside]);
  });

  it("gives one verdict per address in the order of the rows", () => {
    const texts = fc.array(fc.constantFrom("a@x.io", "A@x.io", "b@x.io", "c@y.io", "nobody", "d@x.io"));
    fc.assert(
      fc.property(texts, (list) => {
        const rows = parseAddresses(list.join("\n"));
        const known: Standing = (address) => (address === "d@x.io" ? "member" : null);
        const { verdicts, repeated } = preflight(rows, ["x.io"], known);
        const written = rows.map(({ address }) => address);
        expect(verdicts.map(({ address }) => address)).toEqual([...new Set(written)]);
        const twice = (address: string): boolean => written.indexOf(address) < written.lastIndexOf(address);
        expect(new Set(repeated)).toEqual(new Set(written.filter(twice)));
        const good = verdicts.filter(({ problem }) => problem === null).map(({ address }) => address);
        for (const address of good) expect(["a@x.io", "b@x.io"]).toContain(address);
      }),
    );
  });
});

it("many addresses become Requests of at most a hundred, and of fewer where they are long", () => {
  const all = (n: number, length: number) =>
    Array.from({ length: n }, (_, at) => `${at}`.padEnd(length, "x"));
  const sizes = (...given: Parameters<typeof all>) => requestsFor(all(...given)).map(({ length }) => length);
  expect([sizes(0, 20), sizes(230, 20), sizes(60, 254)]).toEqual([[], [100, 100, 30], [51, 9]]);
  expect(requestsFor(all(230, 20)).flat()).toEqual(all(230, 20));
});
