import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { someEntries } from "../support/reading/entries.ts";
import { recorded } from "../support/reading/exported.ts";

/** A Record of nine entries, of which chat shows the heads of the third and the sixth. */
function told() {
  const server = recorded(someEntries(9));
  server.store.transact((tx) => {
    const ends = [...tx.record.all()];
    for (const end of ends) if (end.seq === 3 || end.seq === 6) tx.marks.set(`request:${end.seq}`, end);
  });
  return server;
}

describe("the check of the Record in the database", () => {
  it("compares it with the heads that were told in chat, and says what it cannot know", async () => {
    expect(await told().verify()).toEqual({
      code: 0,
      said: expect.stringMatching(
        /, and all fit\..*\nIt still has the 2 heads that were told in chat, the newest that of entry 6\.\nNot seen this way: entries cut off behind .* a file in which those heads were changed as well\..*--head/,
      ),
    });
  });

  it("finds that the end was cut off before a head that was told in chat, as the next start does", async () => {
    const server = told();
    server.tamper("DELETE FROM record WHERE seq > 4");
    expect(await server.verify()).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^The 4 entries in .* fit, but entry 6, whose head was told in chat, is not there: the end was cut off\./,
      ),
    });
  });

  it("finds that the Record was written anew, and between which heads that were told in chat", async () => {
    const server = told();
    server.rewriteFrom(5);
    expect(await server.verify()).toEqual({
      code: 1,
      said: expect.stringMatching(
        /fit, but entry 6 has another hash than the head that was told in chat: an entry from 4 to 6 was changed, and the Record written anew from there\./,
      ),
    });
  });

  it("finds that its triggers, which keep it append-only, were taken out", async () => {
    const server = told();
    server.drop("record_no_delete");
    expect(await server.verify()).toEqual({
      code: 1,
      said: expect.stringMatching(
        /fit, but what keeps the Record append-only, two triggers, was taken out of it/,
      ),
    });
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
