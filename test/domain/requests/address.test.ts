import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePastedList } from "../../../src/domain/members/pasted-list.ts";
import { isAddress, onePerLine, parseAddresses } from "../../../src/domain/requests/address.ts";
import { anyText } from "../../support/any/any-text.ts";

const addressesIn = (text: string): string[] => parseAddresses(text).map(({ address }) => address);

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const anAddress = fc
  .tuple(
    word,
    fc.constantFrom("", "+tag", ".last", "'s", "_x"),
    word,
    fc.constantFrom("com", "io", "co.uk", "fr"),
  )
  .map(([local, more, domain, top]) => `${local}${more}@${domain}.${top}`);

describe("pasted addresses", () => {
  it.each([
    ["commas", "ana@example.com, ben@example.com,zoe@example.com", ["ana@", "ben@", "zoe@"]],
    ["semicolons of Outlook", "ana@example.com; ben@example.com;", ["ana@", "ben@"]],
    [
      "new lines of every kind",
      "ana@example.com\r\nben@example.com\n\nzoe@example.com",
      ["ana@", "ben@", "zoe@"],
    ],
    ["names with brackets", "Ana B <ana@example.com>, Ben <ben@example.com>", ["ana@", "ben@"]],
    ["a quoted name with a comma", '"B., Ana" <ana@example.com>, ben@example.com', ["ana@", "ben@"]],
    [
      "an unquoted name with a comma",
      "Doe, Ana <ana@example.com>; Roe, Ben <ben@example.com>",
      ["ana@", "ben@"],
    ],
    ["the address as its own name", "ana@example.com <ana@example.com>, ben@example.com", ["ana@", "ben@"]],
    ["quotes around addresses", '"ana@example.com", "ben@example.com"', ["ana@", "ben@"]],
    ["a trailing dot", "Invite: ana@example.com.", ["ana@"]],
    ["mailto links", "mailto:ana@example.com?subject=Hi, MAILTO:ben@example.com", ["ana@", "ben@"]],
    [
      "links as Slack writes them",
      "<mailto:ana@example.com|ana@example.com> <mailto:ben@example.com|Ben>",
      ["ana@", "ben@"],
    ],
    ["a tab-separated table", "Ana\tana@example.com\tMember\nBen\tben@example.com\tAdmin", ["ana@", "ben@"]],
    ["brackets and quotes around", "(ana@example.com) 'ben@example.com'", ["ana@", "ben@"]],
  ])("are found in %s", (_what, text, expected) => {
    const whole = expected.map((address) => (address.endsWith("@") ? `${address}example.com` : address));
    expect(addressesIn(text)).toEqual(whole);
    expect(parseAddresses(text).every(({ valid }) => valid)).toBe(true);
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
    expect(parseAddresses(text)).toEqual([
      expect.objectContaining({ address: "rosa@lumen.example", valid: true }),
    ]);
    expect(parsePastedList(`${text} Active`)).toEqual([{ address: "rosa@lumen.example", state: "active" }]);
  });

  it("stay apart at every kind of white space", () => {
    for (const space of ["\t", "\v", "\f", "\u00a0", "\u2028", "\u3000"])
      expect(addressesIn(`ana@example.com${space}ben@example.com`)).toHaveLength(2);
  });

  it("keep letters of every script, in one normal form", () => {
    expect(addressesIn("jose\u0301@müller.example, 用户@例子.公司")).toEqual([
      "josé@müller.example",
      "用户@例子.公司",
    ]);
    expect(parseAddresses("用户@例子.公司")[0]?.valid).toBe(true);
  });

  it("give a row to whatever is no address, so that it can be named", () => {
    const rows = parseAddresses("ana@example.com, paul, zoe@localhost");
    expect(rows.map(({ address, valid }) => [address, valid])).toEqual([
      ["ana@example.com", true],
      ["paul", false],
      ["zoe@localhost", false],
    ]);
  });

  it("give a row to brackets without an address, next to addresses as well", () => {
    const rows = parseAddresses("ana@example.com <!channel> Ben <ben@example.com>");
    expect(rows.map(({ address, valid }) => [address, valid])).toEqual([
      ["ana@example.com", true],
      ["!channel", false],
      ["ben@example.com", true],
    ]);
  });

  it("of a command stand on lines without their commas, each with its name", () => {
    expect(onePerLine('ana@example.com, "Roe, Rosa" <rosa@example.com>; paul,')).toBe(
      'ana@example.com\n"Roe, Rosa" <rosa@example.com>\npaul',
    );
  });

  it.each([
    ["a name and an address", "John Smith smith@example.com", "john smith smith@example.com"],
    ["an address with a space", "john smith@example.com", "john smith@example.com"],
    ["one behind another address", "ana@example.com john smith@example.com", "john smith@example.com"],
    ["one in quotes", '"john smith@example.com"', "john smith@example.com"],
    ["one in a numbered list", "2. john smith@example.com", "john smith@example.com"],
    ["one behind a label", "To: john smith@example.com", "john smith@example.com"],
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
    const rows = parseAddresses(text).filter(({ valid }) => !valid);
    expect(rows.map(({ address }) => address)).toEqual([whole]);
    expect(parseAddresses(text).map(({ address }) => address)).not.toContain("smith@example.com");
  });

  it.each([
    ["bullets", "- ana@example.com\n* ben@example.com\n• zoe@example.com"],
    ["bullets with boxes", "- [ ] ana@example.com\n- [x] ben@example.com\n☐ zoe@example.com"],
    ["numbers", "1. ana@example.com\n2) ben@example.com\n(13) zoe@example.com"],
    ["and", "ana@example.com, ben@example.com and zoe@example.com"],
    ["et", "ana@example.com et ben@example.com, et zoe@example.com"],
    ["signs between them", "ana@example.com / ben@example.com | zoe@example.com"],
    ["labels", "To: ana@example.com\nCc : ben@example.com\nAdresse e-mail : zoe@example.com"],
    ["names in quotes", '"Ana B" ana@example.com, “Ben C” ben@example.com; « Zoé D » zoe@example.com'],
    ["names in brackets", "(Ana B) ana@example.com, [Ben] ben@example.com, Zoé (zoe@example.com)"],
    [
      "a table with names first",
      "Ana B\tana@example.com\nBen C\tben@example.com\nZoé\tzoe@example.com\tMember",
    ],
    ["names of Outlook", "B, Ana <ana@example.com>; C, Ben <ben@example.com>; D, Zoé <zoe@example.com>"],
    ["what stands behind them", "ana@example.com (Ana)\nben@example.com Admin\nzoe@example.com, "],
  ])("are whole with %s", (_what, text) => {
    expect(addressesIn(text)).toEqual(["ana@example.com", "ben@example.com", "zoe@example.com"]);
  });

  it("are not swallowed by a quote that is never closed", () => {
    expect(addressesIn('"Ana <ana@example.com>\nben@example.com')).toContain("ben@example.com");
  });

  it("are none in empty text", () => {
    for (const text of ["", "  \n ,; \n", ",,,"]) expect(parseAddresses(text)).toEqual([]);
  });

  it.each([
    "a@b",
    "@example.com",
    "ana@",
    "ana@@example.com",
    "a..b@example.com",
    ".a@example.com",
    "ana@-example.com",
    "ana@example-.com",
    "ana@example..com",
    "ana@192.168.0.1",
    "an a@example.com",
    "ana@exa mple.com",
    `${"a".repeat(65)}@example.com`,
    `ana@${"a".repeat(64)}.com`,
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
        const found = parseAddresses(text).filter(({ valid }) => valid);
        const again = found.map(({ address }) => address);
        expect(addressesIn(again.join("\n"))).toEqual(again);
      }),
      { numRuns: 500 },
    );
  });
});
