import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePastedList } from "../../../src/domain/members/pasted-list.ts";
import { isAddress, onePerLine, parseAddresses } from "../../../src/domain/requests/address.ts";
import { anyText } from "../../support/any/any-text.ts";

const addressesIn = (text: string): string[] => parseAddresses(text).map(({ address }) => address);
/** With "no: " before what is no address. */
const judged = (text: string): string[] =>
  parseAddresses(text).map(({ address, valid }) => (valid ? address : `no: ${address}`));

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const tag = fc.constantFrom("", "+tag", ".last", "'s", "_x");
const anAddress = fc
  .tuple(word, tag, word, fc.constantFrom("com", "io", "co.uk", "fr"))
  .map(([local, more, domain, top]) => `${local}${more}@${domain}.${top}`);

describe("pasted addresses", () => {
  it.each<[what: string, text: string, n?: number]>([
    ["commas", "a@x.io, b@x.io,c@x.io"],
    ["semicolons of Outlook", "a@x.io; b@x.io;", 2],
    ["new lines of every kind", "a@x.io\r\nb@x.io\n\nc@x.io"],
    ["names with brackets", "Ana B <a@x.io>, Ben <b@x.io>", 2],
    ["a quoted name with a comma", '"B., Ana" <a@x.io>, b@x.io', 2],
    ["unquoted names with commas", "Doe, Ana <a@x.io>; Roe, Ben <b@x.io>, C,, Zoé <c@x.io>"],
    ["the address as its own name", "a@x.io <a@x.io>, b@x.io", 2],
    ["quotes around addresses", '"a@x.io", "b@x.io"', 2],
    ["a trailing dot", "Invite: a@x.io.", 1],
    ["mailto links", "mailto:a@x.io?subject=Hi, MAILTO:b@x.io", 2],
    ["links as Slack writes them", "<mailto:a@x.io|a@x.io> <mailto:b@x.io|Ben>", 2],
    ["a tab-separated table", "Ana\ta@x.io\tMember\nBen\tb@x.io\tAdmin", 2],
    ["a table with names first", "Ana B\ta@x.io\nBen C\tb@x.io\nZoé\tc@x.io\tMember"],
    ["brackets and quotes around", "(a@x.io) 'b@x.io'", 2],
    ["bullets", "- a@x.io\n* b@x.io\n• c@x.io"],
    ["bullets with boxes", "- [ ] a@x.io\n- [x] b@x.io\n☐ c@x.io"],
    ["numbers", "1. a@x.io\n2) b@x.io\n(13) c@x.io"],
    ["and", "a@x.io, b@x.io and c@x.io"],
    ["et", "a@x.io et b@x.io, et c@x.io"],
    ["y", "a@x.io y b@x.io o c@x.io"],
    ["labels in Spanish", "Para: a@x.io\nCorreo electrónico: b@x.io\nDirección: c@x.io"],
    ["signs between them", "a@x.io / b@x.io | c@x.io"],
    ["labels", "To: a@x.io\nCc : b@x.io\nAdresse e-mail : c@x.io"],
    ["names in quotes", '"Ana B" a@x.io, “Ben C” b@x.io; « Zoé D » c@x.io'],
    ["names in brackets", "(Ana B) a@x.io, [Ben] b@x.io, Zoé (c@x.io)"],
    ["what stands behind them", "a@x.io (Ana)\nb@x.io Admin\nc@x.io, "],
  ])("are found whole in %s", (_what, text, n = 3) => {
    expect(judged(text)).toEqual(["a@x.io", "b@x.io", "c@x.io"].slice(0, n));
  });

  it.each([
    ["a soft hyphen of a PDF", "ro\u00adsa@lumen.example"],
    ["spaces of no width", "\u200brosa@\u200blumen.example\u200b"],
    ["marks of text from right to left", "\u200erosa@lumen.example\u202c\u2069"],
    ["a byte order mark", "\ufeffrosa@lumen.\ufeffexample"],
    ["a word joiner in a link", "<mailto:rosa@lumen.example\u2060|rosa@lumen.example\u2060>"],
    ["a sign that chooses how the letter is drawn", "rosa\ufe0f@lumen.example"],
    ["a filler and a control character", "rosa\u3164@lumen.example\u0002"],
  ])("are the same with %s, which nobody sees", (_what, text) => {
    expect(judged(text)).toEqual(["rosa@lumen.example"]);
    expect(parsePastedList(`${text} Active`)).toEqual([{ address: "rosa@lumen.example", state: "active" }]);
  });

  it("stay apart at every kind of white space", () => {
    for (const space of ["\t", "\v", "\f", "\u00a0", "\u2028", "\u3000"])
      expect(addressesIn(`a@x.io${space}b@x.io`)).toHaveLength(2);
  });

  it("keep letters of every script, in one normal form", () => {
    expect(judged("jose\u0301@müller.example, 用户@例子.公司")).toEqual([
      "josé@müller.example",
      "用户@例子.公司",
    ]);
  });

  it("give a row to whatever is no address, and to brackets without one, so that it can be named", () => {
    expect(judged("a@x.io, paul, zoe@localhost")).toEqual(["a@x.io", "no: paul", "no: zoe@localhost"]);
    expect(judged("a@x.io <!channel> Ben <b@x.io>")).toEqual(["a@x.io", "no: !channel", "b@x.io"]);
  });

  it("of a command stand on lines without their commas, each with its name", () => {
    const lines = 'a@x.io\n"Roe, Rosa" <rosa@example.com>\npaul';
    expect(onePerLine('a@x.io, "Roe, Rosa" <rosa@example.com>; paul,')).toBe(lines);
  });

  it.each([
    ["a name and an address", "John Smith smith@example.com", "john smith smith@example.com"],
    ["an address with a space", "john smith@example.com", "john smith@example.com"],
    ["one behind another address", "ana@example.com john smith@example.com", "john smith@example.com"],
    ["one in quotes", '"john smith@example.com"', "john smith@example.com"],
    ["one in a numbered list", "2. john smith@example.com", "john smith@example.com"],
    ["one behind a label", "To: john smith@example.com", "john smith@example.com"],
    ["an initial that is a Spanish word", "y chen@example.com", "y chen@example.com"],
    ["an initial", "J. smith@example.com", "j. smith@example.com"],
    ["one with a space before its dot", "john .smith@example.com", "john .smith@example.com"],
    ["a word before and", "john and smith@example.com", "john and smith@example.com"],
    ["a word that ends like a label", "john: smith@example.com", "john: smith@example.com"],
    ["a word in brackets at its beginning", "(john)smith@example.com", "john)smith@example.com"],
    ["a bracket that was never opened", "john) smith@example.com", "john) smith@example.com"],
    ["a word set apart by a sign", "John - smith@example.com", "john smith@example.com"],
    ["one in brackets", "(john smith@example.com)", "john smith@example.com"],
    ["letters of other planes", "𝒶 𝒷@example.com", "𝒶 𝒷@example.com"],
    ["spaces that do not break", "john\u00a0smith@example.com", "john smith@example.com"],
  ])("are not taken out of the words before them: %s", (_what, text, whole) => {
    expect(judged(text).filter((row) => row !== "ana@example.com")).toEqual([`no: ${whole}`]);
  });

  it("are not swallowed by a quote that is never closed", () => {
    expect(addressesIn('"Ana <a@x.io>\nb@x.io')).toContain("b@x.io");
  });

  it("are none in empty text", () => {
    for (const text of ["", "  \n ,; \n", ",,,"]) expect(parseAddresses(text)).toEqual([]);
  });

  it.each([
    ...["a@b", "@example.com", "ana@", "ana@@example.com", "a..b@example.com", ".a@example.com"],
    ...["ana@-example.com", "ana@example-.com", "ana@example..com", "ana@192.168.0.1", "an a@example.com"],
    ...["ana@exa mple.com", `${"a".repeat(65)}@example.com`, `ana@${"a".repeat(64)}.com`],
    `ana@${"abc.".repeat(70)}com`,
  ])("are refused when they cannot be one: %s", (address) => {
    expect(isAddress(address)).toBe(false);
  });

  it("come out in order and as often as they went in, however they are separated", () => {
    const separator = fc.constantFrom(",", ", ", ";", "; ", "\n", "\r\n", " ");
    const written = fc.constantFrom(
      (address: string) => address,
      (address: string) => `<${address}>`,
      (address: string) => `<mailto:${address}|${address}>`,
      (address: string) => address.toUpperCase(),
    );
    const parts = fc.array(fc.tuple(anAddress, written, separator), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(parts, (list) => {
        const text = list.map(([address, write, end]) => write(address) + end).join("");
        expect(addressesIn(text)).toEqual(list.map(([address]) => address));
      }),
    );
  });

  it("come out the same when the result is read again", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 200 }), (text) => {
        const again = parseAddresses(text).flatMap(({ address, valid }) => (valid ? [address] : []));
        expect(addressesIn(again.join("\n"))).toEqual(again);
      }),
      { numRuns: 500 },
    );
  });
});
