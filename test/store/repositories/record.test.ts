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

/** What somebody could do who has the file and removes its guards. */
function tamper(db: Connection, statements: string): void {
  db.$client.exec(`DROP TRIGGER record_no_update; DROP TRIGGER record_no_delete; ${statements}`);
}

describe("the Record", () => {
  test("begins a chain and every entry continues it", () => {
    const { db, broken } = withEntries(3);
    const record = recordStore(db);
    const entries = [...record.all()];
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(entries[0]).toMatchObject({ ...entry(1), previous: FIRST_HASH });
    expect(record.end().hash).toBe(entries[2]?.hash);
    expect(broken()).toBeNull();
  });

  test("of nothing has the first hash as its head", () => {
    const { db, broken } = withEntries(0);
    expect([recordStore(db).end().hash, broken()]).toEqual([FIRST_HASH, null]);
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

  test.each([
    ["changed data", `UPDATE record SET data = replace(data, 'pending', 'active') WHERE seq = 3`, 3],
    ["data that is no JSON any more", "UPDATE record SET data = '{' WHERE seq = 3", 3],
    ["another actor", "UPDATE record SET actor = 'p_mallory' WHERE seq = 2", 2],
    ["another event", "UPDATE record SET event = 'request.denied' WHERE seq = 1", 1],
    ["an entry cut out of the middle", "DELETE FROM record WHERE seq = 3", 3],
    ["the first entry cut off", "DELETE FROM record WHERE seq = 1", 1],
    [
      "two entries that changed places",
      "UPDATE record SET seq = -2 WHERE seq = 2; UPDATE record SET seq = 2 WHERE seq = 3; UPDATE record SET seq = 3 WHERE seq = -2",
      2,
    ],
    [
      "an entry slipped in",
      "INSERT INTO record SELECT 6, at, actor, event, subject, data, previous, hash FROM record WHERE seq = 5",
      6,
    ],
  ])("shows %s, and where", (_, statements, seq) => {
    const { db, broken } = withEntries(5);
    tamper(db, statements);
    expect(broken()).toBe(seq);
  });

  test("does not show by itself that its tail was cut: the head kept elsewhere does", () => {
    const { db, broken } = withEntries(5);
    const head = recordStore(db).end().hash;
    tamper(db, "DELETE FROM record WHERE seq > 3");
    expect(broken()).toBeNull();
    expect(recordStore(db).end().hash).not.toBe(head);
  });
});
