import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { someEntries } from "../support/reading/entries.ts";
import { recorded, type Said, verified } from "../support/reading/exported.ts";

/** The lines of an export of five entries, changed, and what the check says of them. */
async function check(change: (lines: string[]) => string[]): Promise<Said> {
  const server = recorded(someEntries(5));
  const file = server.at("a.csv");
  await server.export(file);
  const lines = readFileSync(file, "utf8").split(/(?<=\n)/);
  writeFileSync(file, change(lines).join(""));
  const { code, said } = await verified(file);
  return { code, said: said.replaceAll(file, "FILE") };
}

describe("the check of a Record that was exported for a spreadsheet", () => {
  it("finds nothing in what was exported, and says what it cannot see", async () => {
    const { code, said } = await check((lines) => lines);
    expect(code).toBe(0);
    expect(said).toMatch(
      /^FILE holds 5 entries, and all fit\. Head: [\da-f]{64}\nThe column of names .*\nNot seen/,
    );
  });

  it.each<[string, (lines: string[]) => string[], string]>([
    [
      "a changed entry",
      (lines) => lines.with(3, (lines[3] ?? "").replace("pending", "active")),
      "Line 4 of FILE: entry 3 was changed: its hash is not that of what it says. The 2 entries before it fit.",
    ],
    [
      "a changed time",
      (lines) => lines.with(3, (lines[3] ?? "").replace(/\d{4}-/, "1999-")),
      "Line 4 of FILE: entry 3 was changed: its hash is not that of what it says. The 2 entries before it fit.",
    ],
    [
      "a line taken out",
      (lines) => lines.toSpliced(3, 1),
      "Line 4 of FILE: entry 3 is missing; entry 4 is in its place. The 2 entries before it fit.",
    ],
    [
      "lines that changed places",
      ([head = "", one = "", two = "", ...rest]) => [head, two, one, ...rest],
      "Line 2 of FILE: entry 1 is missing; entry 2 is in its place.",
    ],
    [
      "a line cut in its middle",
      (lines) => lines.with(5, (lines[5] ?? "").slice(0, -40)),
      "Line 6 of FILE is not an entry of the Record. The 4 entries before it fit.",
    ],
    [
      "a quote that never ends",
      (lines) => lines.with(2, `"${lines[2]}`),
      "Line 3 of FILE is not an entry of the Record. The 1 entry before it fit.",
    ],
    [
      "the same written differently",
      (lines) => lines.with(1, (lines[1] ?? "").replace(/^1,/, '"1",')),
      "Line 2 of FILE: entry 1 is not written as the export writes it.",
    ],
    [
      "headings that were changed or cut off",
      (lines) => lines.slice(1),
      "Line 1 of FILE is not the line of headings: it was changed, or this is no exported Record.",
    ],
    [
      "a file with nothing in it",
      () => [],
      "Line 1 of FILE is not the line of headings: it was changed, or this is no exported Record.",
    ],
    [
      "a file without an end of line",
      (lines) => [lines[0] ?? "", "x".repeat(3_000_000)],
      "Line 2 of FILE is not an entry of the Record.",
    ],
  ])("names %s and says why", async (_, change, said) => {
    expect(await check(change)).toEqual({ code: 1, said });
  });
});
