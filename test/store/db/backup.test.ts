import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runBackup } from "../../../src/cli/operations/backup.ts";
import { firstBroken } from "../../../src/domain/record/record.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { saidBy } from "../../support/reading/exported.ts";
import { folder, NOW, someRequest } from "../repositories/samples.ts";

const entry = { at: NOW, actor: "bot", event: "setup.started", subject: "setup:1", data: {} } as const;

function server(): { dir: string; path: string; store: Store } {
  const dir = folder();
  const path = join(dir, "a.db");
  const store = openStore({ path, kind: "real" });
  store.transact((tx) => {
    someRequest(tx);
    for (let i = 0; i < 20; i++) tx.record.append(entry);
  });
  return { dir, path, store };
}

const run = (args: string[], path: string) =>
  saidBy((print) => runBackup(args, { path, kind: "real" }, print));

describe("a backup", () => {
  test("made while the server writes is one whole file that can be started from", async () => {
    const { dir, path, store } = server();
    const copy = join(dir, "copy.db");
    const backup = run([copy], path);
    for (let i = 0; i < 50; i++) store.transact((tx) => tx.record.append(entry));
    expect(await backup).toMatchObject({ code: 0 });
    store.close();
    expect(readdirSync(dir).filter((name) => name.startsWith("copy"))).toEqual(["copy.db"]);
    expect((statSync(copy).mode & 0o777).toString(8)).toBe("600");
    const restored = openStore({ path: copy, kind: "real" });
    expect(restored.read((tx) => tx.requests.open())).toHaveLength(1);
    expect(restored.read((tx) => firstBroken(tx.record.all()))).toBeNull();
    expect(restored.read((tx) => tx.record.page(0, 1).total)).toBeGreaterThanOrEqual(20);
    restored.close();
  });

  test("is noted in it, so that a server that starts from it looks first for what may have been done since", async () => {
    const { dir, path, store } = server();
    const told: (number | null)[] = [];
    const jobs = (file: string) => {
      const opened = openStore({
        ...{ path: file, kind: "real", clock: () => NOW },
        restored: (copiedAt) => void told.push(copiedAt),
      });
      const [row] = opened.read((tx) => tx.jobs.waiting("g"));
      opened.close();
      return row?.unknownSince;
    };
    store.transact((tx) => tx.jobs.enqueue({ kind: "prune" }, { key: "k", group: "g", dueAt: NOW }));
    const copy = join(dir, "copy.db");
    expect(await run([copy], path)).toMatchObject({ code: 0 });
    store.close();
    expect([jobs(path), told]).toEqual([null, []]);
    const since = jobs(copy);
    expect(told).toEqual([since]);
    expect([jobs(copy), told.length]).toEqual([since, 1]);
  });

  test("into a folder that is not there is refused with what to do about it", async () => {
    const { dir, path } = server();
    const copy = join(dir, "none", "copy.db");
    const sentence = `Cannot write ${copy} (ENOENT); create its folder if there is none, or name a file where you may write and there is room.`;
    expect(await run([copy], path)).toEqual({ code: 1, said: sentence });
    expect(existsSync(join(dir, "none"))).toBe(false);
  });

  test("is not needed for that: a file from elsewhere counts as a copy, also when the first start with it fails", () => {
    const { dir, path, store } = server();
    store.transact((tx) => tx.jobs.enqueue({ kind: "prune" }, { key: "k", group: "g", dueAt: NOW }));
    store.close();
    const moved = join(dir, "moved.db");
    copyFileSync(path, moved);
    const told: number[] = [];
    const start = (kind: "real" | "sandbox") =>
      openStore({ path: moved, kind, clock: () => NOW + 1, restored: (at) => void told.push(at) });
    expect(() => start("sandbox")).toThrow("of a real instance");
    const first = start("real");
    const [row] = first.read((tx) => tx.jobs.waiting("g"));
    expect([row?.unknownSince, told]).toEqual([NOW + 1, [NOW + 1]]);
    first.close();
    start("real").close();
    expect(told).toHaveLength(1);
  });

  test("never overwrites", async () => {
    const { dir, path, store } = server();
    store.close();
    const file = join(dir, "precious.txt");
    writeFileSync(file, "precious");
    expect(await run([file], path)).toEqual({ code: 1, said: expect.stringContaining("never overwrites") });
    expect(readFileSync(file, "utf8")).toBe("precious");
  });

  test("whose Record does not fit its chain is not kept, and says so", async () => {
    const { dir, path, store } = server();
    store.close();
    new Database(path)
      .exec("DROP TRIGGER record_no_update; UPDATE record SET actor = 'p_mallory' WHERE seq = 7")
      .close();
    const copy = join(dir, "copy.db");
    expect(await run([copy], path)).toEqual({ code: 1, said: expect.stringContaining("entry 7") });
    expect(existsSync(copy)).toBe(false);
  });

  test("needs exactly one file name, in a folder that is there, and a database", async () => {
    const { dir, path, store } = server();
    store.close();
    expect((await run([], path)).code).toBe(2);
    expect((await run(["a", "b"], path)).said).toContain("Usage");
    expect(await run([join(dir, "no", "copy.db")], path)).toMatchObject({ code: 1 });
    expect(await run([join(dir, "copy.db")], join(dir, "none.db"))).toEqual({
      code: 1,
      said: expect.stringContaining("There is no database"),
    });
  });
});
