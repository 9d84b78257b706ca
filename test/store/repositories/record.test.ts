import { describe, expect, test } from "vitest";
import { FIRST_HASH, firstBroken, type RecordEntry } from "../../../src/domain/record/record.ts";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { openInMemory } from "../../../src/store/db/open.ts";
import type { Connection } from "../../../src/store/db/sqlite.ts";
import { recordStore } from "../../../src/store/repositories/record.ts";
import { NOW } from "./samples.ts";

const entry = (at: number): RecordEntry => ({
  at,
  actor: "p_abcdefghijkl",
  event: "invitation.moved",
  subject: `invitation:${at}`,
  data: { to: "pending", from: "sending", seats: 2, late: false, by: null },
});

function withEntries(count: number): { db: Connection; broken: () => number | null } {
  const db = openInMemory("real", NOW, MIGRATIONS);
  const record = recordStore(db);
  for (let at = 1; at <= count; at++) record.append(entry(at));
  return { db, broken: () => firstBroken(record.all()) };
}

describe("the Record", () => {
  test("begins a chain and every entry continues it", () => {
    const { db, broken } = withEntries(3);
    const record = recordStore(db);
    const entries = [...record.all()];
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(entries[0]).toMatchObject({ ...entry(1), previous: FIRST_HASH });
    expect(record.end().hash).toBe(entries[2]?.hash);
    expect([broken(), recordStore(withEntries(0).db).end().hash]).toEqual([null, FIRST_HASH]);
  });

  test("is paged newest first, with the total", () => {
    const record = recordStore(withEntries(5).db);
    const seqs = (page: number) => record.page(page, 2).rows.map(({ seq }) => seq);
    expect([seqs(0), seqs(1), seqs(2), seqs(3)]).toEqual([[5, 4], [3, 2], [1], [1]]);
    expect(record.page(3, 2).total).toBe(5);
  });

  test("is read in full when it is longer than one batch", () => {
    const { db, broken } = withEntries(1201);
    expect([...recordStore(db).all()]).toHaveLength(1201);
    expect(broken()).toBeNull();
  });

  test("takes no change and no deletion, not even by a bug of ours", () => {
    const { db } = withEntries(2);
    expect(() => db.$client.exec("UPDATE record SET at = 9")).toThrow("append-only");
    expect(() => db.$client.exec("DELETE FROM record")).toThrow("append-only");
  });
});
