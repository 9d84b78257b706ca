import { readFileSync, rmSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordEntry, RecordEvent } from "../../src/domain/record/record.ts";
import { recorded, verified } from "../support/reading/exported.ts";

const text = fc.string({ unit: "grapheme", maxLength: 8 });
const entry: fc.Arbitrary<RecordEntry> = fc.record({
  at: fc.nat(),
  actor: fc.oneof(text, fc.constantFrom("mistral", "bot")),
  event: fc.constantFrom<RecordEvent>("setup.started", "request.made", "job.dropped"),
  subject: text,
  data: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))),
});

/** Where the entry begins that this byte is in. */
const lineOf = (bytes: Buffer, index: number): number =>
  bytes.subarray(0, index).filter((byte) => byte === 0x0a).length + 1;

describe("the check of an exported Record", () => {
  it("finds nothing in an export, whatever was recorded, and names the line of any byte that was changed", async () => {
    const server = recorded();
    const file = server.at("a.jsonl");
    const some = fc.array(entry, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(some, fc.nat(), fc.integer({ min: 1, max: 255 }), async (entries, place, change) => {
        server.store.transact((tx) => {
          for (const each of entries) tx.record.append(each);
        });
        rmSync(file, { force: true });
        expect(await server.export(file)).toMatchObject({ code: 0 });
        expect(await verified(file, "--head", server.head())).toMatchObject({ code: 0 });
        const bytes = readFileSync(file);
        const index = place % (bytes.length - 1);
        const line = lineOf(bytes, index);
        bytes.writeUInt8(bytes.readUInt8(index) ^ change, index);
        writeFileSync(file, bytes);
        expect(await verified(file)).toEqual({ code: 1, said: expect.stringContaining(`Line ${line} of`) });
      }),
      { numRuns: 150 },
    );
  });
});
