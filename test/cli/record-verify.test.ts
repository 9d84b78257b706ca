import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entryHash, headText } from "../../src/domain/record/record.ts";
import { someEntries } from "../support/reading/entries.ts";
import { recorded, type Said, verified } from "../support/reading/exported.ts";

type Change = (lines: string[]) => string[];

/** The lines of an export of five entries, changed, and what the check says of them. */
const check = (change: Change): Promise<Said> => checkAs("a.jsonl", change);

async function checkAs(name: string, change: Change): Promise<Said> {
  const server = recorded(someEntries(5));
  const file = server.at(name);
  await server.export(file);
  const lines = readFileSync(file, "utf8").split(/(?<=\n)/);
  writeFileSync(file, change(lines).join(""));
  const { code, said } = await verified(file);
  return { code, said: said.replaceAll(file, "FILE") };
}

/** With the third line's entry changed, and its hash made to fit again. */
function forged(lines: string[]): string[] {
  const forged = { ...JSON.parse(lines[2] ?? ""), actor: "p_mallory" };
  const hash = entryHash(forged.previous, forged.seq, forged);
  return lines.with(2, `${JSON.stringify({ ...forged, hash })}\n`);
}

const swapped = ([one = "", two = "", ...rest]: string[]): string[] => [two, one, ...rest];

describe("the check of an exported Record", () => {
  it("finds nothing in what was exported, and says what it cannot see", async () => {
    const { code, said } = await check((lines) => lines);
    expect(code).toBe(0);
    expect(said).toMatch(
      /^FILE holds 5 entries, and all fit\. Head: [\da-f]{64}\nNot seen this way: .*--head/,
    );
  });

  it.each<[string, (lines: string[]) => string[], string]>([
    [
      "a changed entry",
      (lines) => lines.with(2, (lines[2] ?? "").replace("pending", "active")),
      "Line 3 of FILE: entry 3 was changed: its hash is not that of what it says. The 2 entries before it fit.",
    ],
    [
      "a changed entry whose hash was made to fit",
      forged,
      "Line 4 of FILE: entry 4 does not continue entry 3; one of the two was changed. The 3 entries before it fit.",
    ],
    [
      "a line taken out",
      (lines) => lines.toSpliced(2, 1),
      "Line 3 of FILE: entry 3 is missing; entry 4 is in its place. The 2 entries before it fit.",
    ],
    [
      "the first line taken out",
      (lines) => lines.slice(1),
      "Line 1 of FILE: entry 1 is missing; entry 2 is in its place.",
    ],
    ["lines that changed places", swapped, "Line 1 of FILE: entry 1 is missing; entry 2 is in its place."],
    [
      "a line that is there twice",
      (lines) => lines.toSpliced(2, 0, lines[1] ?? ""),
      "Line 3 of FILE: entry 3 is missing; entry 2 is here out of order or twice. The 2 entries before it fit.",
    ],
    [
      "a line cut in its middle",
      (lines) => lines.with(4, (lines[4] ?? "").slice(0, 60)),
      "Line 5 of FILE is not an entry of the Record. The 4 entries before it fit.",
    ],
    [
      "an empty line",
      (lines) => lines.toSpliced(1, 0, "\n"),
      "Line 2 of FILE is not an entry of the Record. The 1 entry before it fit.",
    ],
    [
      "the same written differently",
      (lines) => lines.with(0, (lines[0] ?? "").replace('"at":', '"at": ')),
      "Line 1 of FILE: entry 1 is not written as the export writes it.",
    ],
    [
      "something beside an entry",
      (lines) => lines.with(0, (lines[0] ?? "").replace("{", '{"seq":1,')),
      "Line 1 of FILE: entry 1 is not written as the export writes it.",
    ],
    [
      "data that is nested without end",
      (lines) => lines.with(0, (lines[0] ?? "").replace('"pending"', "[".repeat(1e5) + "]".repeat(1e5))),
      "Line 1 of FILE is not an entry of the Record.",
    ],
    ["a file of something else", () => ["hello\n"], "Line 1 of FILE is not an entry of the Record."],
    [
      "a file without an end of line",
      () => ["x".repeat(3_000_000)],
      "Line 1 of FILE is not an entry of the Record.",
    ],
  ])("names %s and says why", async (_, change, said) => {
    expect(await check(change)).toEqual({ code: 1, said });
  });

  it("with a head kept elsewhere shows that the end was cut off, which it does not by itself", async () => {
    const server = recorded(someEntries(5));
    const file = server.at("a.jsonl");
    await server.export(file);
    const whole = readFileSync(file, "utf8");
    writeFileSync(
      file,
      whole
        .split(/(?<=\n)/)
        .slice(0, 3)
        .join(""),
    );
    expect(await verified(file)).toMatchObject({ code: 0 });
    expect(await verified("--head", server.head(), file)).toMatchObject({ code: 1 });
    expect(await verified(file, "--head", server.head())).toEqual({
      code: 1,
      said: expect.stringContaining("The 3 entries in"),
    });
    writeFileSync(file, whole);
    expect(await verified(file, "--head", server.head().toUpperCase())).toEqual({
      code: 0,
      said: expect.stringContaining("That is the head that was kept: nothing was changed or cut off."),
    });
  });

  it("with an older head tells how many entries came later", async () => {
    const server = recorded(someEntries(3));
    const older = server.head();
    const [more] = someEntries(1);
    server.store.transact((tx) => more && tx.record.append(more));
    await server.export(server.at("a.jsonl"));
    expect(await verified(server.at("a.jsonl"), "--head", older)).toEqual({
      code: 0,
      said: expect.stringMatching(/is that of entry 3: up to there .*; 1 entry came later\.$/),
    });
  });

  it("takes several heads as they are shown in chat, and names the part in which the Record was written anew", async () => {
    const server = recorded(someEntries(9));
    const heads = server.store.read((tx) => [...tx.record.all()].map(headText));
    const shown = [3, 6, 9].flatMap((seq) => ["--head", `Record: entry ${seq}, head ${heads[seq - 1]}`]);
    const live = () => server.verify(...shown);
    expect(await live()).toEqual({ code: 0, said: expect.stringContaining("That is the newest head") });
    server.rewriteFrom(5);
    expect(await server.verify()).toMatchObject({ code: 0 });
    expect(await live()).toEqual({
      code: 1,
      said: expect.stringContaining("an entry from 4 to 6 was changed"),
    });
    server.tamper("DELETE FROM record WHERE seq > 4");
    expect(await server.verify("--head", heads[7] ?? "")).toEqual({
      code: 1,
      said: expect.stringContaining("entry 8, whose head was kept, is not there: the end was cut off."),
    });
    expect(await server.verify("--head", heads[3] ?? "")).toMatchObject({ code: 0 });
    server.tamper("UPDATE record SET actor = 'p_mallory' WHERE seq = 2");
    expect(await server.verify()).toEqual({ code: 1, said: expect.stringContaining("entry 2 was changed") });
  });

  it("says in one sentence what it cannot read, and how it is called", async () => {
    const { at } = recorded();
    mkdirSync(at("folder.jsonl"));
    expect((await verified(at("none.jsonl"))).said).toContain("There is no file");
    expect((await verified(at("folder.jsonl"))).said).toContain("name a file that you may read");
    expect((await verified(at("none.csv"))).said).toContain("There is no file");
    expect((await verified(at("none.jsonl"), "--head", "123")).said).toContain("That is no head");
    for (const args of [[], ["a", "b"], ["a", "--head"], ["a", "--head", "b", "c"], ["a", "--heads", "1"]])
      expect(await verified(...args)).toEqual({ code: 2, said: expect.stringContaining("Usage") });
  });
});
