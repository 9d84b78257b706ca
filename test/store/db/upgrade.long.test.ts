import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { nextVersion } from "../../support/next-version.ts";
import { columnsIn, dumpOf } from "../../support/reading/dump.ts";
import { smallDisk } from "../../support/small-disk.ts";
import { START } from "../../support/world/bot.ts";
import { fillDatabase } from "../../support/world/filled.ts";
import { folder } from "../repositories/samples.ts";

const SCRIPT = fileURLToPath(new URL("./upgrade.ts", import.meta.url));

let path: string;
let before: Map<string, string[]>;
let columns: Map<string, string[]>;
beforeEach(async () => {
  path = join(folder(), "a.db");
  await fillDatabase(path);
  const db = new Database(path, { readonly: true });
  columns = columnsIn(db);
  // A copy says of itself that it is one.
  columns.set("instance", ["id", "kind", "created_at"]);
  db.close();
  before = dumpOf(path, columns);
});

const upgrade = (file: string, migrations = nextVersion()) =>
  openStore({ path: file, kind: "real", clock: () => START, migrations }).close();

/** The way back: the older version starts with the copy in the place of the file. */
describe("A roll back to the copy of before an upgrade", () => {
  test("has every row of then, and looks first for what may have been done since", () => {
    const migrations = nextVersion();
    upgrade(path, migrations);
    expect(() => upgrade(path, MIGRATIONS)).toThrow(/\.before-upgrade/);
    for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
    cpSync(`${path}.before-upgrade-1`, path);
    const told: number[] = [];
    const restored = (copiedAt: number) => void told.push(copiedAt);
    openStore({ path, kind: "real", clock: () => START, restored }).close();
    const rows = dumpOf(path, columns);
    for (const [table, known] of before) if (table !== "jobs") expect(rows.get(table), table).toEqual(known);
    expect([rows.get("jobs")?.length, told]).toEqual([before.get("jobs")?.length, [START]]);
  });
});

describe("An upgrade", () => {
  test("of a database with rows in every table keeps every row and value, here and in the copy", () => {
    for (const [table, rows] of before) expect(rows.length, table).toBeGreaterThan(0);
    upgrade(path);
    for (const file of [path, `${path}.before-upgrade-1`]) expect(dumpOf(file, columns)).toEqual(before);
  });

  test("gives out no id that the older version could give out with the copy from before", () => {
    upgrade(path);
    const last = (file: string): number => {
      const db = new Database(file, { readonly: true });
      const seq = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'requests'").pluck().get();
      db.close();
      return Number(seq);
    };
    expect(last(path) - last(`${path}.before-upgrade-1`)).toBeGreaterThan(1_000_000);
  });

  test("that is killed, whenever, is done at the next start or begun anew from the old file", async () => {
    const migrations = nextVersion();
    for (const ms of [0, 10, 40]) {
      const file = join(folder(), "a.db");
      cpSync(path, file);
      // Otherwise it would be a copy from elsewhere.
      cpSync(`${path}.lock`, `${file}.lock`, { preserveTimestamps: true });
      const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, file, migrations]);
      const ended = once(child, "exit");
      await once(child.stdout, "data");
      await Promise.race([sleep(ms), ended]);
      child.kill("SIGKILL");
      await ended;
      upgrade(file, migrations);
      expect(dumpOf(file, columns)).toEqual(before);
      expect(dumpOf(`${file}.before-upgrade-1`, columns)).toEqual(before);
    }
  });

  test("for which the disk has no room leaves the old file, and is done once there is some", (context) => {
    const disk = smallDisk(folder());
    if (disk === null) return context.skip("no right to mount a small disk here");
    const migrations = nextVersion();
    const [file, ballast] = [join(disk, "a.db"), join(disk, "ballast")];
    cpSync(path, file);
    cpSync(`${path}.lock`, `${file}.lock`, { preserveTimestamps: true });
    let begun = 0;
    for (let free = 0; ; free += 48_000) {
      writeFileSync(ballast, "");
      expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");
      truncateSync(ballast, statSync(ballast).size - free);
      try {
        upgrade(file, migrations);
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        if (existsSync(`${file}.before-upgrade-1`)) begun += 1;
        expect(dumpOf(copied(file), columns)).toEqual(before);
      }
    }
    expect(begun).toBeGreaterThan(0);
    expect(dumpOf(file, columns)).toEqual(before);
  });
});

/** The same file, and what is beside it, where there is room. */
function copied(file: string): string {
  const copy = join(folder(), "a.db");
  for (const end of ["", "-wal"]) if (existsSync(file + end)) cpSync(file + end, copy + end);
  return copy;
}
