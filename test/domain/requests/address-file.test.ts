import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParsedRow } from "../../../src/domain/requests/address.ts";
import {
  LONGEST_LIST,
  MAX_FILE_BYTES,
  MAX_IN_FILE,
  separatedRows,
} from "../../../src/domain/requests/address-file.ts";
import { anyText } from "../../support/any/any-text.ts";
import { readAddressFile } from "../../support/reading/address-file.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readAddressFile(utf8(text));

function listIn(bytes: Uint8Array | string): readonly ParsedRow[] {
  const found = readAddressFile(typeof bytes === "string" ? utf8(bytes) : bytes);
  if (typeof found === "string") throw new Error(`refused: ${found}`);
  return found;
}

const addressesIn = (bytes: Uint8Array | string): string[] => listIn(bytes).map(({ address }) => address);
const BOTH = ["ana@lumen.example", "bo@lumen.example"];

describe("the columns of a file", () => {
  it.each([
    ["email", "email\nana@lumen.example\nbo@lumen.example\n"],
    [
      "E-mail, with semicolons as Excel writes them in French",
      "Nom;E-mail\r\nAna;ana@lumen.example\r\nBo;bo@lumen.example",
    ],
    ["mail, with tabs", "mail\tname\nana@lumen.example\tAna\nbo@lumen.example\tBo"],
    ["Adresse", "Prénom,Adresse\nAna,ana@lumen.example\nBo,bo@lumen.example"],
    ["Adresse e-mail", "Adresse e-mail;Rôle\nana@lumen.example;Member\nbo@lumen.example;Admin"],
    [
      "an export of Google Workspace",
      "First Name [Required],Email Address [Required]\nAna,ana@lumen.example\nBo,bo@lumen.example",
    ],
    ["e-mail beside where people live", "Address,Email\nParis,ana@lumen.example\nLyon,bo@lumen.example"],
    [
      "quotes around everything",
      '"Name","E-Mail"\n"Ruiz, ""Ana""","ana@lumen.example"\n"Bo","bo@lumen.example"',
    ],
    ["a line that says what separates", "sep=;\nemail;name\nana@lumen.example;A,B,C\nbo@lumen.example;D"],
    ["names around the addresses", 'email\n"Ruiz, Ana <ana@lumen.example>"\nBo <bo@lumen.example>'],
    ["no header at all", "ana@lumen.example\r\nbo@lumen.example"],
    ["no header and other columns", "Ana,ana@lumen.example,Sales\nBo,bo@lumen.example,Sales"],
    ["no header, all in one line", "ana@lumen.example; bo@lumen.example"],
  ])("are found with %s", (_what, text) => {
    expect(addressesIn(text)).toEqual(BOTH);
  });

  it("name a line without an address by what else it says, and take none from another column", () => {
    const rows = listIn(
      "name,email,boss\nAna,ana@lumen.example,\nCy,,eve@lumen.example\n,,eve@lumen.example\n,,\n",
    );
    expect(rows.map(({ address, valid }) => [address, valid])).toEqual([
      ["ana@lumen.example", true],
      ["cy", false],
      ["–", false],
    ]);
  });

  it("keep what is no address, so that it can be named", () => {
    const rows = listIn("email\nana@lumen.example\nnobody\nana@lumen.example");
    expect(rows.map(({ address, valid }) => [address, valid])).toEqual([
      ["ana@lumen.example", true],
      ["nobody", false],
      ["ana@lumen.example", true],
    ]);
  });

  it("are all read among thousands of blank lines", () => {
    expect(addressesIn(`email\nana@lumen.example\n${", \n".repeat(3_000)}bo@lumen.example\n`)).toEqual(BOTH);
  });

  it("are read when a quote is never closed", () => {
    expect(addressesIn('email,note\nana@lumen.example,"oh\nbo@lumen.example,no')).toEqual(BOTH);
  });
});

describe("the bytes of a file", () => {
  const text = "E-mail;Prénom\r\nana@lumen.example;Zoé\r\nbo@lumen.example;Bo\r\n";
  it.each([
    ["UTF-8", utf8(text)],
    ["UTF-8 with a byte order mark", utf8(`\ufeff${text}`)],
    ["UTF-16, as Excel calls Unicode text", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["what Excel writes on Windows", Buffer.from(text, "latin1")],
  ])("are read as %s", (_what, bytes) => {
    expect(addressesIn(bytes)).toEqual(BOTH);
  });

  it.each([
    ["nothing", "", "empty"],
    ["blank lines", "\ufeff\r\n ; \r\n\r\n", "empty"],
    ["a workbook", "PK\u0003\u0004\u0014\u0000ana@lumen.example", "not-text"],
    ["a picture", "\u0089PNG\r\n\u001a\n\u0000", "not-text"],
    ["names alone", "name,team\nAna,Sales", "no-addresses"],
    ["a column with nothing in it", "name,email\nAna,\nBo,", "no-addresses"],
    ["a header alone", "email\n", "no-addresses"],
  ])("that are %s are refused", (_what, given, kind) => {
    expect(read(given)).toBe(kind);
  });

  it("that are too many are refused before they are read", () => {
    expect(readAddressFile(new Uint8Array(MAX_FILE_BYTES + 1))).toBe("too-large");
  });

  it("that hold too many addresses are refused", () => {
    const lines = Array.from({ length: MAX_IN_FILE + 1 }, (_, n) => `p${n}@lumen.example`);
    expect(read(lines.join("\n"))).toBe("too-many");
    expect(addressesIn(lines.slice(1).join("\n"))).toHaveLength(MAX_IN_FILE);
    const long = lines.slice(1).map((address) => `"Someone with a name of forty-odd letters" <${address}>`);
    expect(addressesIn(long.join("\n"))).toHaveLength(MAX_IN_FILE);
    expect(read(`email\n${'x"'.repeat(LONGEST_LIST / 2)}@lumen.example`)).toBe("too-large");
  });
});

const separator = fc.constantFrom(",", ";", "\t");
const newLine = fc.constantFrom("\n", "\r\n", "\r");
const cell = fc
  .string({ unit: fc.constantFrom("a", "é", " ", ",", ";", "\t", '"', "\n", "@", "."), maxLength: 8 })
  .map((words) => words.trim());
/** The first row says by its form alone what separates; a first cell with "sep=" would be an instruction. */
const table = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 6 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

const quoted = (words: string): string => `"${words.replaceAll('"', '""')}"`;

describe("any table", () => {
  it("comes back as it was written but for blank lines, whatever separates it", () => {
    fc.assert(
      fc.property(table, separator, newLine, fc.boolean(), (rows, by, end, all) => {
        const header = rows[0]?.map((_, n) => `column ${n}`) ?? [];
        const needs = (words: string) => all || /[",;\t\r\n]/.test(words);
        const lines = [header, ...rows].map((cells) =>
          cells.map((words) => (needs(words) ? quoted(words) : words)).join(by),
        );
        const kept = rows
          .filter((cells) => cells.some((words) => words !== ""))
          .map((cells) => cells.map((words) => words.replace(/\n(?:[ \t,;]*\n)+/g, "\n")));
        expect(separatedRows(lines.join(end))).toEqual([header, ...kept]);
      }),
    );
  });
});

describe("any bytes", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    anyText({ maxLength: 200 }).map(utf8),
    fc
      .array(
        fc.constantFrom(
          "email",
          "a@b.example",
          '"',
          ",",
          ";",
          "\t",
          "\r\n",
          "\n",
          "<",
          ">",
          " ",
          "sep=",
          "\ufeff",
        ),
        {
          maxLength: 200,
        },
      )
      .map((parts) => utf8(parts.join(""))),
  );

  it("are read or refused, never more than the limit", () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const found = readAddressFile(given);
        if (typeof found === "string") return;
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(MAX_IN_FILE);
        for (const { address } of found) expect(address.length).toBeLessThanOrEqual(500);
      }),
    );
  });
});
