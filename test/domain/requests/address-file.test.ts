import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LONGEST_LIST,
  MAX_FILE_BYTES,
  MAX_IN_FILE,
  separatedRows,
} from "../../../src/domain/requests/address-file.ts";
import { anyText } from "../../support/any/any-text.ts";
import { readAddressFile } from "../../support/reading/address-file.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (given: Uint8Array | string) => readAddressFile(typeof given === "string" ? utf8(given) : given);
/** With "no: " before what is no address; or why the file is refused. */
function judged(given: Uint8Array | string): readonly string[] | string {
  const found = read(given);
  if (typeof found === "string") return found;
  return found.map(({ address, valid }) => (valid ? address : `no: ${address}`));
}
const BOTH = ["a@x.io", "b@x.io"];

describe("the columns of a file", () => {
  it.each([
    ["email", "email\na@x.io\nb@x.io\n"],
    ["E-mail, with semicolons as Excel writes them in French", "Nom;E-mail\r\nAna;a@x.io\r\nBo;b@x.io"],
    ["mail, with tabs", "mail\tname\na@x.io\tAna\nb@x.io\tBo"],
    ["Adresse", "Prénom,Adresse\nAna,a@x.io\nBo,b@x.io"],
    ["Adresse e-mail", "Adresse e-mail;Rôle\na@x.io;Member\nb@x.io;Admin"],
    ["what Google Workspace exports", "Name [Required],Email Address [Required]\nAna,a@x.io\nBo,b@x.io"],
    ["e-mail beside where people live", "Address,Email\nParis,a@x.io\nLyon,b@x.io"],
    ["quotes around everything", '"Name","E-Mail"\n"Ruiz, ""Ana""","a@x.io"\n"Bo","b@x.io"'],
    ["a line that says what separates", "sep=;\nemail;name\na@x.io;A,B,C\nb@x.io;D"],
    ["names around the addresses", 'email\n"Ruiz, Ana <a@x.io>"\nBo <b@x.io>'],
    ["no header at all", "a@x.io\r\nb@x.io"],
    ["no header and other columns", "Ana,a@x.io,Sales\nBo,b@x.io,Sales"],
    ["no header, all in one line", "a@x.io; b@x.io"],
    ["thousands of blank lines", `email\na@x.io\n${", \n".repeat(3_000)}b@x.io\n`],
    ["a quote that is never closed", 'email,note\na@x.io,"oh\nb@x.io,no'],
  ])("are found with %s", (_what, text) => {
    expect(judged(text)).toEqual(BOTH);
  });

  it("name a line without an address by what else it says, and take none from another column", () => {
    const text = "name,email,boss\nAna,a@x.io,\nCy,,eve@x.io\n,,eve@x.io\n,,\n";
    expect(judged(text)).toEqual(["a@x.io", "no: cy", "no: –"]);
    expect(judged("email\na@x.io\nnobody\na@x.io")).toEqual(["a@x.io", "no: nobody", "a@x.io"]);
  });
});

describe("the bytes of a file", () => {
  const text = "E-mail;Prénom\r\na@x.io;Zoé\r\nb@x.io;Bo\r\n";
  it.each([
    ["UTF-8", utf8(text)],
    ["UTF-8 with a byte order mark", utf8(`\ufeff${text}`)],
    ["UTF-16, as Excel calls Unicode text", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["what Excel writes on Windows", Buffer.from(text, "latin1")],
  ])("are read as %s", (_what, bytes) => {
    expect(judged(bytes)).toEqual(BOTH);
  });

  it.each<[what: string, given: Uint8Array | string, why: string]>([
    ["nothing", "", "empty"],
    ["blank lines", "\ufeff\r\n ; \r\n\r\n", "empty"],
    ["a workbook", "PK\u0003\u0004\u0014\u0000a@x.io", "not-text"],
    ["a picture", "\u0089PNG\r\n\u001a\n\u0000", "not-text"],
    ["names alone", "name,team\nAna,Sales", "no-addresses"],
    ["a column with nothing in it", "name,email\nAna,\nBo,", "no-addresses"],
    ["a header alone", "email\n", "no-addresses"],
    ["too many", new Uint8Array(MAX_FILE_BYTES + 1), "too-large"],
    ["too long a list", `email\n${'x"'.repeat(LONGEST_LIST / 2)}@x.io`, "too-large"],
  ])("that are %s are refused", (_what, given, why) => {
    expect(read(given)).toBe(why);
  });

  it("that hold too many addresses are refused", () => {
    const lines = Array.from({ length: MAX_IN_FILE + 1 }, (_, n) => `p${n}@x.io`);
    expect(read(lines.join("\n"))).toBe("too-many");
    expect(read(lines.slice(1).join("\n"))).toHaveLength(MAX_IN_FILE);
    const long = lines.slice(1).map((address) => `"Someone with a name of forty-odd letters" <${address}>`);
    expect(read(long.join("\n"))).toHaveLength(MAX_IN_FILE);
  });
});

const separator = fc.constantFrom(",", ";", "\t");
const newLine = fc.constantFrom("\n", "\r\n", "\r");
const sign = fc.constantFrom("a", "é", " ", ",", ";", "\t", '"', "\n", "@", ".");
const cell = fc.string({ unit: sign, maxLength: 8 }).map((words) => words.trim());
/** The first row says by its form alone what separates; a first cell with "sep=" would be an instruction. */
const table = fc.integer({ min: 2, max: 4 }).chain((width) => {
  const row = fc.array(cell, { minLength: width, maxLength: width });
  return fc.array(row, { minLength: 1, maxLength: 6 });
});

const quoted = (words: string): string => `"${words.replaceAll('"', '""')}"`;

it("any table comes back as it was written but for blank lines, whatever separates it", () => {
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

it("any bytes are read or refused, never more than the limit", () => {
  const known = ["email", "a@b.example", '"', ",", ";", "\t", "\r\n", "\n", "<", ">", " ", "sep=", "\ufeff"];
  const pieces = fc.array(fc.constantFrom(...known), { maxLength: 200 }).map((parts) => parts.join(""));
  const texts = fc.oneof(anyText({ maxLength: 200 }), pieces).map(utf8);
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), texts), (given) => {
      const found = read(given);
      if (typeof found === "string") return;
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThanOrEqual(MAX_IN_FILE);
      for (const { address } of found) expect(address.length).toBeLessThanOrEqual(500);
    }),
  );
});
