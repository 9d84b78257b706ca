import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordEntry } from "../../src/domain/record/record.ts";
import { must } from "../support/must.ts";
import { recorded, verified } from "../support/reading/exported.ts";
import { entries as ofEveryKind } from "../support/samples/records.ts";

const PAGE = readFileSync(new URL("../../.github/docs/backup-and-record.md", import.meta.url), "utf8");
const PROGRAM = must(/```python\n([\s\S]*?)```/.exec(PAGE)?.[1]);
const hasPython = spawnSync("python3", ["--version"]).status === 0;

const ODD = ["Zoë 😀 \u2028 line", '"quoted" \\ and \u0000 \u001f \u007f', "שלום", '","subject":"x"'];
const entries: RecordEntry[] = [
  ...ofEveryKind().map(({ seq, previous, hash, ...entry }) => entry),
  ...ODD.map(
    (odd, at): RecordEntry => ({
      ...{ at, actor: "operator", event: "settings.changed", subject: odd },
      data: {
        [odd]: odd,
        "\ud800": "half \udc00 a character",
        "\uffff": 0,
        "😀": 1.5e-9,
        10: true,
        9: null,
        none: -1,
        large: 1e21,
      },
    }),
  ),
];

async function exported() {
  const server = recorded(entries);
  const file = server.at("a.jsonl");
  await server.export(file);
  return { file, bytes: readFileSync(file), head: server.head() };
}

function inPython(file: string) {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", PROGRAM, file], { encoding: "utf8" });
  return { code: status, said: `${stdout}${stderr}`.trim() };
}

/** Both on the same bytes: whether they fit, and else the number of the first line that does not. */
async function both(file: string, bytes: Uint8Array) {
  writeFileSync(file, bytes);
  const [ours, python] = [await verified(file), inPython(file)];
  const line = (said: string) => Number(/^Line (\d+)/.exec(said)?.[1] ?? 0);
  return {
    ours: { code: ours.code, line: line(ours.said) },
    python: { code: python.code, line: line(python.said) },
    said: python.said,
  };
}

describe.skipIf(!hasPython)("the check in Python that the page shows, where there is a python3,", () => {
  it("is short", () => {
    expect(PROGRAM.split("\n").length).toBeLessThan(40);
  });

  it("finds what an export holds in order, entries of every kind in any writing, and names the same head", async () => {
    const { file, bytes, head } = await exported();
    const { ours, python, said } = await both(file, bytes);
    expect([ours, python]).toEqual([
      { code: 0, line: 0 },
      { code: 0, line: 0 },
    ]);
    expect(said).toBe(`${entries.length} entries fit. Head: ${head}`);
  });

  it("agrees with ours on each file that somebody has changed", async () => {
    const { file, bytes } = await exported();
    const lines = bytes.toString().split(/(?<=\n)/);
    const [one = "", two = ""] = lines;
    const without = one.slice(0, -1);
    for (const [what, changed] of Object.entries({
      "a line taken out": lines.toSpliced(2, 1),
      "lines that changed places": [two, one, ...lines.slice(2)],
      "a line twice": lines.toSpliced(2, 0, two),
      "the end cut in a line": lines.with(-1, (lines.at(-1) ?? "").slice(0, 60)),
      "no entries": [],
      "an empty line": lines.toSpliced(1, 0, "\n"),
      "spaces in a line": lines.with(0, one.replace('"at":', '"at": ')),
      "a carriage return": lines.with(0, `${without}\r\n`),
      "another key": lines.with(0, one.replace("{", '{"x":1,')),
      "a mark at the beginning": lines.with(0, `\uFEFF${one}`),
      "another writing of the same letter": lines.with(0, one.replace('"setup', '"\\u0073etup')),
      "capital letters in a hash": lines.with(
        0,
        one.replace(/"hash":"\w+"/, (hash) => hash.toUpperCase()),
      ),
    })) {
      const { ours, python } = await both(file, Buffer.from(changed.join("")));
      expect(ours.code, what).toBe(1);
      expect(python, what).toEqual(ours);
    }
  });

  it("accepts, as ours does, a file without the end of its last line", async () => {
    const { file, bytes } = await exported();
    const { ours, python } = await both(file, bytes.subarray(0, -1));
    expect([ours.code, python.code]).toEqual([0, 0]);
  });

  it("names the same line when any byte was changed", async () => {
    const { file, bytes } = await exported();
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const changed = Buffer.from(bytes);
        const index = place % (bytes.length - 1);
        changed.writeUInt8(bytes.readUInt8(index) ^ change, index);
        const { ours, python } = await both(file, changed);
        expect(ours.code).toBe(1);
        expect(python).toEqual(ours);
      }),
      { numRuns: 60 },
    );
  });
});
