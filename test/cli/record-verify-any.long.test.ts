import { readFileSync, rmSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsIn } from "../../src/cli/record/record-row.ts";
import { RECORD_EVENTS, type RecordEntry } from "../../src/domain/record/record.ts";
import { recorded, verified } from "../support/reading/exported.ts";

const entryOf = (text: fc.Arbitrary<string>, at: fc.Arbitrary<number>): fc.Arbitrary<RecordEntry> =>
  fc.record({
    at,
    actor: fc.oneof(text, fc.constantFrom("mistral", "bot")),
    event: fc.constantFrom(...RECORD_EVENTS),
    subject: text,
    data: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))),
  });

const entry = entryOf(fc.string({ unit: "grapheme", maxLength: 8 }), fc.nat());

/** What a spreadsheet could take for a formula, or for the end of a cell, row or quote. */
const cell = fc
  .array(fc.oneof(fc.constantFrom(..."=+-@'\"\t\r\n,;| "), fc.string({ unit: "grapheme", maxLength: 4 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(""));
const row = entryOf(cell, fc.oneof(fc.nat(), fc.maxSafeInteger()));

/** Where the entry begins that this byte is in. */
const lineOf = (bytes: Buffer, index: number): number =>
  bytes.subarray(0, index).filter((byte) => byte === 0x0a).length + 1;

/** The same where an entry may take several lines. */
function rowOf(bytes: Buffer, index: number): number {
  const rows = [...rowsIn(bytes.toString("utf8"))];
  let end = 0;
  for (const { line, row } of rows) {
    end += Buffer.byteLength(row);
    if (index < end) return line;
  }
  return rows.at(-1)?.line ?? 1;
}

describe.each([
  ["to be read by programs", "a.jsonl", entry, lineOf, 1],
  ["for a spreadsheet", "a.csv", row, rowOf, 2],
] as const)("the check of a Record that was exported %s", (_, name, any, placeOf, ending) => {
  it("finds nothing in an export, whatever was recorded, and names the line of any byte that was changed", async () => {
    const server = recorded();
    const file = server.at(name);
    const some = fc.array(any, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(some, fc.nat(), fc.integer({ min: 1, max: 255 }), async (entries, place, change) => {
        server.store.transact((tx) => {
          for (const each of entries) tx.record.append(each);
        });
        rmSync(file, { force: true });
        expect(await server.export(file)).toMatchObject({ code: 0 });
        expect(await verified(file, "--head", server.head())).toMatchObject({ code: 0 });
        const bytes = readFileSync(file);
        const index = place % (bytes.length - ending);
        const line = placeOf(bytes, index);
        bytes.writeUInt8(bytes.readUInt8(index) ^ change, index);
        writeFileSync(file, bytes);
        expect(await verified(file)).toEqual({
          code: 1,
          said: expect.stringContaining(`Line ${line} of`),
        });
      }),
      { numRuns: 150 },
    );
  });
});
