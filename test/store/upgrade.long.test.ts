import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draw } from "../../src/app/draw.ts";
import { firstBroken } from "../../src/domain/record.ts";
import { AppError } from "../../src/errors.ts";
import { MIGRATIONS } from "../../src/store/migrate.ts";
import { createFile } from "../../src/store/open.ts";
import { Database } from "../../src/store/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { createBot, START } from "../support/bot.ts";
import { columnsIn, dumpOf } from "../support/dump.ts";
import { fillDatabase } from "../support/filled.ts";
import { smallDisk } from "../support/small-disk.ts";
import { folder } from "./samples.ts";

type Journal = { entries: { tag: string }[] };

const journalIn = (migrations: string): string => join(migrations, "meta", "_journal.json");
const { entries }: Journal = JSON.parse(readFileSync(journalIn(MIGRATIONS), "utf8"));
const EARLIER = entries.slice(0, -1).map(({ tag }, index) => [tag, index + 1] as const);

const dir = mkdtempSync(join(tmpdir(), "store-"));
const filled = join(dir, "filled.db");
beforeAll(() => fillDatabase(filled));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The same rows as an earlier version stored them: its tables, its columns. */
function asOf(count: number): { path: string; columns: Map<string, string[]> } {
  const migrations = join(folder(), "drizzle");
  cpSync(MIGRATIONS, migrations, { recursive: true });
  writeFileSync(journalIn(migrations), JSON.stringify({ entries: entries.slice(0, count) }));
  const path = join(folder(), "a.db");
  createFile(path, "real", START, migrations);
  const db = new Database(path);
  db.pragma("foreign_keys = OFF");
  db.prepare("ATTACH ? AS filled").run(filled);
  const columns = columnsIn(db);
  for (const [table, names] of columns) {
    const list = names.map((name) => `"${name}"`).join(", ");
    db.exec(
      `DELETE FROM main."${table}"; INSERT INTO main."${table}" (${list}) SELECT ${list} FROM filled."${table}"`,
    );
  }
  expect(db.prepare("SELECT count(*) FROM pragma_foreign_key_check").pluck().get()).toBe(0);
  db.close();
  return { path, columns };
}

const opening = (path: string) => openStore({ path, kind: "real", clock: () => START });

describe("an upgrade", () => {
  test("gives out no id that an older version could give out with the copy from before", () => {
    const [, count] = EARLIER.at(-1) ?? ["", 0];
    const { path } = asOf(count);
    opening(path).close();
    const last = (file: string): number => {
      const db = new Database(file, { readonly: true });
      const seq = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'requests'").pluck().get();
      db.close();
      return Number(seq);
    };
    expect(last(path) - last(`${path}.before-upgrade`)).toBeGreaterThan(1_000_000);
  });

  test("starts from a database with rows in every table", () => {
    for (const [table, rows] of dumpOf(filled)) expect(rows.length, table).toBeGreaterThan(0);
  });

  test.each(EARLIER)("from %s keeps every row and value, and the app draws what is there", (_, count) => {
    const { path, columns } = asOf(count);
    const before = dumpOf(path, columns);
    opening(path).close();
    expect(dumpOf(path, columns)).toEqual(before);
    expect(dumpOf(`${path}.before-upgrade`, columns)).toEqual(before);
    const store = opening(path);
    const { context, worker } = createBot({ store, both: true });
    store.read((tx) => {
      expect(firstBroken(tx.record.all())).toBeNull();
      for (let id = 1, copy = tx.copies.get(id); copy !== null; copy = tx.copies.get(++id)) {
        const person = copy.person === null ? null : tx.people.get(copy.person);
        const view = draw(context, tx, copy.subject, { person, platform: copy.platform });
        expect(view?.blocks.length, copy.subject).toBeGreaterThan(0);
      }
    });
    void worker.stop(0);
    store.close();
  });

  test("that is killed, whenever, is done at the next start or begun anew from the old file", async () => {
    const { columns } = asOf(1);
    for (const ms of [150, 250, 300, 350, 400, 500]) {
      const { path } = asOf(1);
      const before = dumpOf(path, columns);
      const child = upgrading(path);
      await Promise.race([sleep(ms), once(child, "exit")]);
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      opening(path).close();
      expect(dumpOf(path, columns)).toEqual(before);
      expect(dumpOf(`${path}.before-upgrade`, columns)).toEqual(before);
    }
  });

  test("for which the disk has no room leaves the old file, and is done once there is some", (context) => {
    const disk = smallDisk(folder());
    if (disk === null) return context.skip("no right to mount a small disk here");
    const { path: old, columns } = asOf(1);
    const [path, ballast] = [join(disk, "a.db"), join(disk, "ballast")];
    cpSync(old, path);
    const before = dumpOf(path, columns);
    let begun = 0;
    for (let free = 0; ; free += 48_000) {
      writeFileSync(ballast, "");
      expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow("ENOSPC");
      truncateSync(ballast, statSync(ballast).size - free);
      try {
        opening(path).close();
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        if (existsSync(`${path}.before-upgrade`)) begun += 1;
        expect(dumpOf(copied(path), columns)).toEqual(before);
      }
    }
    expect(begun).toBeGreaterThan(0);
    expect(dumpOf(path, columns)).toEqual(before);
  });
});

/** The same file, and what is beside it, where there is room. */
function copied(path: string): string {
  const copy = join(folder(), "a.db");
  for (const end of ["", "-wal"]) if (existsSync(path + end)) cpSync(path + end, copy + end);
  return copy;
}

function upgrading(path: string): ChildProcess {
  const holder = fileURLToPath(new URL("./holder.ts", import.meta.url));
  return spawn(process.execPath, ["--expose-gc", "--import", "tsx", holder, path], { stdio: "ignore" });
}
