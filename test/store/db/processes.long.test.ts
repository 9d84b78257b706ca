import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { firstBroken } from "../../../src/domain/record/record.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { account, detailOf, folder, NOW } from "../repositories/samples.ts";
import { startChild } from "./child.ts";

describe("two processes on one file", () => {
  test("a second server is refused until the first is gone, even when that was killed", async () => {
    const path = join(folder(), "a.db");
    const first = await startChild("holder", path);
    expect(first.firstLine).toBe("open");
    expect(detailOf(() => openStore({ path, kind: "real" }))).toBe("locked");
    await first.kill();
    openStore({ path, kind: "real" }).close();
  });

  test("a second server is refused while this one runs, a reader is not", async () => {
    const path = join(folder(), "a.db");
    const store = openStore({ path, kind: "real" });
    expect((await startChild("holder", path)).firstLine).toBe("refused: locked");
    const reader = openStore({ path, kind: "real", lock: false });
    expect(reader.read((tx) => tx.record.page(0, 1).total)).toBe(0);
    reader.close();
    store.close();
  });

  test("killed in the middle of commits, a server leaves whole transactions behind, round after round", async () => {
    const path = join(folder(), "a.db");
    let before = 0;
    for (const lifetime of [20, 55, 90]) {
      const writer = await startChild("writer", path);
      await sleep(lifetime);
      await writer.kill();
      const store = openStore({ path, kind: "real", idGap: () => 0 });
      const { total, jobs, broken } = store.transact((tx) => ({
        total: tx.record.page(0, 1).total,
        jobs: Array.from(tx.record.all(), ({ seq }) => tx.jobs.get(seq)).filter((row) => row !== null).length,
        broken: firstBroken(tx.record.all()),
      }));
      store.close();
      expect(total).toBeGreaterThan(before);
      expect({ jobs, broken }).toEqual({ jobs: total, broken: null });
      before = total;
    }
  });

  test("a replicator with tables of its own beside a killed server keeps nobody from starting", async () => {
    const path = join(folder(), "a.db");
    openStore({ path, kind: "real" }).close();
    const replicator = new Database(path);
    replicator.exec(`CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
      CREATE TABLE _litestream_lock (id INTEGER)`);
    for (const pace of ["PASSIVE", "RESTART"]) {
      const writer = await startChild("writer", path);
      let written = 0;
      while (written < 5) {
        try {
          replicator.exec(`INSERT INTO _litestream_seq (id, seq) VALUES (1, 1)
            ON CONFLICT (id) DO UPDATE SET seq = seq + 1`);
          replicator.pragma(`wal_checkpoint(${pace})`);
          written += 1;
        } catch (error) {
          // It is busy: a replicator comes back.
          if (!(error instanceof Database.SqliteError) || error.code !== "SQLITE_BUSY") throw error;
        }
        await sleep(5);
      }
      await writer.kill();
      const store = openStore({ path, kind: "real" });
      expect(store.read((tx) => firstBroken(tx.record.all()))).toBe(null);
      store.close();
    }
    replicator.close();
  });
});

test("a transaction that could not begin keeps no later one out", () => {
  const path = join(folder(), "a.db");
  const store = openStore({ path, kind: "real" });
  const { id } = store.transact((tx) => tx.people.upsert(account(), NOW));
  const other = new Database(path);
  other.exec("BEGIN IMMEDIATE");
  // No reader can make sense of the log's index now, nor mend it while somebody writes.
  const index = openSync(`${path}-shm`, "r+");
  writeSync(index, Buffer.alloc(96), 0, 96, 0);
  closeSync(index);
  const name = () => store.read((tx) => tx.people.get(id)?.name);
  expect(name).toThrow("locking protocol");
  other.exec("ROLLBACK");
  other.close();
  expect(name()).toBe("Ana");
  store.close();
});
