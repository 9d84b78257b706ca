import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { csv } from "../../src/domain/csv.ts";

const read = (text: string) => Papa.parse<string[]>(text.replace(/^\uFEFF/, "")).data.slice(0, -1);

describe("a table as CSV", () => {
  it("begins with the mark of UTF-8, and ends each row alike", () => {
    expect(csv([["email"], ["zoë@lumen.example"]])).toBe('\uFEFF"email"\r\n"zoë@lumen.example"\r\n');
    expect(csv([])).toBe("\uFEFF");
  });

  it("gives back what its cells held, with quotes, commas and line breaks", () => {
    const rows = [
      ["a", "", 'He said "no", twice'],
      ["1,5;2", "two\r\nlines", "'"],
    ];
    expect(read(csv(rows))).toEqual(rows);
  });

  it("puts an apostrophe before what a spreadsheet would take for a formula, and before nothing else", () => {
    const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"];
    expect(read(csv([formulas]))).toEqual([formulas.map((text) => `'${text}`)]);
    expect(read(csv([["1-1", "a@b.example", "(left)"]]))).toEqual([["1-1", "a@b.example", "(left)"]]);
  });
});
