import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { firstBroken } from "../../../src/domain/record/record.ts";
import { openStore } from "../../../src/store/store.ts";
import { detailOf, folder } from "../repositories/samples.ts";
import { startChild } from "./child.ts";

describe("two processes on one file", () => {
  test("a second server is refused until the first is gone, even when that was killed, and a reader is not", async () => {
    const path = join(folder(), "a.db");
    const first = await startChild("holder", path);
    expect(first.firstLine).toBe("open");
    expect(detailOf(() => openStore({ path, kind: "real" }))).toBe("locked");
    const reader = openStore({ path, kind: "real", lock: false });
    expect(reader.read((tx) => tx.record.page(0, 1).total)).toBe(0);
    reader.close();
    await first.kill();
    openStore({ path, kind: "real" }).close();
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
});
