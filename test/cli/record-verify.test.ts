import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entryHash, headText } from "../../src/domain/record/record.ts";
import { someEntries } from "../support/reading/entries.ts";
import { recorded, type Said, verified } from "../support/reading/exported.ts";

/** The lines of an export of five entries, changed, and what the check says of them. */
async function check(change: (lines: string[]) => string[]): Promise<Said> {
  const server = recorded(someEntries(5));
  const file = server.at("a.jsonl");
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

const inFirst = (from: string, to: string) => (lines: string[]) =>
  lines.with(0, (lines[0] ?? "").replace(from, to));

const before = (line: number): string =>
  line === 1 ? "" : ` The ${line === 2 ? "1 entry" : `${line - 1} entries`} before it fit.`;
const noEntry = (line: number): string =>
  `Line ${line} of FILE is no entry of the Record as the export writes it.${before(line)}`;
const unfit = (n: number): string =>
  `Line ${n} of FILE: entry ${n} does not fit the chain: it or the one before it was changed, taken out or moved.${before(n)}`;

const swapped = ([one = "", two = "", ...rest]: string[]): string[] => [two, one, ...rest];

describe("the check of an exported Record", () => {
  it("finds nothing in what was exported, and says what it cannot see", async () => {
    const { code, said } = await check((lines) => lines);
    expect(code).toBe(0);
    expect(said).toMatch(
      /^FILE holds 5 entries, and all fit\. Head: 5:[\da-f]{64}\nNot seen this way: .*--head/,
    );
  });

  it.each<[string, (lines: string[]) => string[], string]>([
    ["a changed entry", (lines) => lines.with(2, (lines[2] ?? "").replace("pending", "active")), unfit(3)],
    ["a changed entry whose hash was made to fit", forged, unfit(4)],
    ["a line taken out", (lines) => lines.toSpliced(2, 1), unfit(3)],
    ["the first line taken out", (lines) => lines.slice(1), unfit(1)],
    ["lines that changed places", swapped, unfit(1)],
    ["a line that is there twice", (lines) => lines.toSpliced(2, 0, lines[1] ?? ""), unfit(3)],
    ["a line cut in its middle", (lines) => lines.with(4, (lines[4] ?? "").slice(0, 60)), noEntry(5)],
    ["an empty line", (lines) => lines.toSpliced(1, 0, "\n"), noEntry(2)],
    ["the same written differently", inFirst('"at":', '"at": '), noEntry(1)],
    ["something beside an entry", inFirst("{", '{"seq":1,'), noEntry(1)],
    ["data without end", inFirst('"pending"', "[".repeat(1e5) + "]".repeat(1e5)), noEntry(1)],
    ["a file of something else", () => ["hello\n"], noEntry(1)],
    ["a file without an end of line", () => ["x".repeat(3_000_000)], noEntry(1)],
  ])("names %s and says why", async (_, change, said) => {
    expect(await check(change)).toEqual({ code: 1, said });
  });

  it("finds a lost end only with a head that somebody has kept", async () => {
    const server = recorded(someEntries(9));
    const heads = server.store.read((tx) => [...tx.record.all()].map(headText));
    const shown = [3, 6].flatMap((seq) => ["--head", `Record: head ${heads[seq - 1]?.toUpperCase()}`]);
    const live = () => server.verify(...shown);
    expect(await live()).toEqual({
      code: 0,
      said: expect.stringMatching(/is that of entry 6: up to there nothing .*; 3 entries came later\.$/),
    });
    expect(await server.verify("--head", server.head())).toMatchObject({ code: 0 });
    server.tamper("DELETE FROM record WHERE seq > 4");
    expect(await server.verify()).toMatchObject({ code: 0 });
    const lost = `none has the head ${heads[5]}: behind entry 3 the end was cut off, or the Record was written anew.`;
    expect(await live()).toEqual({ code: 1, said: expect.stringContaining(lost) });
    server.tamper("UPDATE record SET actor = 'p_mallory' WHERE seq = 2");
    expect(await server.verify()).toEqual({ code: 1, said: expect.stringContaining("entry 2 does not fit") });
  });

  it("says of a Record without entries that none has the head that somebody has kept", async () => {
    const { path, verify } = recorded();
    const head = `57:${"a".repeat(32)}`;
    expect(await verify("--head", head)).toEqual({
      code: 1,
      said: `${path} holds no entries, and none has the head ${head}: the end was cut off, or the Record was written anew. Head: 0:${"0".repeat(64)}`,
    });
  });

  it("finds in the database that its triggers, which keep it append-only, were taken out", async () => {
    const server = recorded(someEntries(9));
    server.drop("record_no_delete");
    expect(await server.verify()).toEqual({
      code: 1,
      said: expect.stringMatching(
        /holds 9 entries, but what keeps the Record append-only, two triggers, was taken out of it/,
      ),
    });
  });

  it("says in one sentence what it cannot read, and how it is called", async () => {
    const { at } = recorded();
    mkdirSync(at("folder.jsonl"));
    for (const [name, code] of Object.entries({ none: "ENOENT", folder: "EISDIR" }))
      expect((await verified(at(`${name}.jsonl`))).said).toMatch(
        `(${code}); name the file that was exported.`,
      );
    for (const head of ["123", "57:3f9a", "a".repeat(64)])
      expect((await verified(at("none.jsonl"), "--head", head)).said).toContain("That is no head");
    for (const args of [[], ["a", "b"], ["a", "--head"], ["a", "--head", "b", "c"], ["a", "--heads", "1"]])
      expect(await verified(...args)).toEqual({ code: 2, said: expect.stringContaining("Usage") });
  });
});

describe("an auditor who has an exported Record and the page on backups and the Record alone", () => {
  /** As the page says it, and with nothing of this program. */
  function faultIn(file: string): number | null {
    let previous = "0".repeat(64);
    for (const line of readFileSync(file, "utf8").trimEnd().split("\n")) {
      const entry = JSON.parse(line);
      const { seq, at, actor, event, subject, data } = entry;
      const text = JSON.stringify([previous, seq, at, actor, event, subject, data]);
      const hash = createHash("sha256").update(text, "utf8").digest("hex");
      if (entry.previous !== previous || entry.hash !== hash) return seq;
      previous = hash;
    }
    return null;
  }

  it("checks every hash with ten lines of their own", async () => {
    const words = { note: 'Zoë said "no" \\ \u2028 \ud83d\ude00', z: null, a: true, B: 1.5, data: "x" };
    const odd = someEntries(3).map((entry, index) => (index === 1 ? { ...entry, data: words } : entry));
    const server = recorded(odd);
    const file = server.at("a.jsonl");
    await server.export(file);
    expect(faultIn(file)).toBeNull();
    server.tamper("UPDATE record SET actor = 'p_mallory' WHERE seq = 2");
    await server.export(server.at("b.jsonl"));
    expect(faultIn(server.at("b.jsonl"))).toBe(2);
    const formula = "JSON.stringify([previous, seq, at, actor, event, subject, data])";
    const page = new URL("../../.github/docs/backup-and-record.md", import.meta.url);
    expect(readFileSync(page, "utf8")).toContain(formula);
  });
});
