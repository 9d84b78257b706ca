import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { faultOf } from "../../../src/store/db/check.ts";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { openFile } from "../../../src/store/db/open.ts";
import { connect, Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { account, appErrorOf, detailOf, folder, NOW } from "../repositories/samples.ts";

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** A database with some rows, closed. */
function written(): string {
  const path = join(folder(), "a.db");
  const store = openStore({ path, kind: "real" });
  store.transact((tx) => {
    for (let i = 0; i < 100; i++) tx.people.upsert(account({ id: `U${i}`, address: null }), NOW);
  });
  store.close();
  return path;
}

const opening = (path: string) => () => openStore({ path, kind: "real" }).close();

describe("a first run", () => {
  test("makes folder and files for this user alone", () => {
    const path = join(folder(), "deep", "data", "a.db");
    const store = openStore({ path, kind: "real" });
    expect(modeOf(join(path, ".."))).toBe("700");
    expect(modeOf(join(path, "..", ".."))).toBe("700");
    for (const file of [path, `${path}.lock`, `${path}-wal`, `${path}-shm`]) expect(modeOf(file)).toBe("600");
    store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test("that was interrupted is begun again", () => {
    const path = join(folder(), "a.db");
    writeFileSync(`${path}.new`, "half a file");
    opening(path)();
    expect(existsSync(`${path}.new`)).toBe(false);
    opening(path)();
  });
});

describe("every open", () => {
  test("sets what a re-opened file forgets", () => {
    const { $client } = openFile(written(), "real", MIGRATIONS, null);
    const get = (name: string) => $client.pragma(name, { simple: true });
    expect([get("journal_mode"), get("synchronous"), get("foreign_keys"), get("busy_timeout")]).toEqual([
      "wal",
      2,
      1,
      5000,
    ]);
    $client.close();
  });

  test("finds the rows of the time before", () => {
    const store = openStore({ path: written(), kind: "real" });
    expect(store.read((tx) => tx.people.byAccount("slack", "U99"))).not.toBeNull();
    store.close();
  });
});

test("what a killed server saved last is still there, though only its log has it", () => {
  const path = written();
  const server = openStore({ path, kind: "real" });
  server.transact((tx) => void tx.people.upsert(account({ id: "U100", address: null }), NOW));
  const [whole, log] = [path, `${path}-wal`].map((file) => readFileSync(file));
  server.close();
  writeFileSync(path, whole ?? "");
  writeFileSync(`${path}-wal`, log ?? "");
  for (const lock of [false, true]) {
    const store = openStore({ path, kind: "real", lock });
    expect(store.read((tx) => tx.people.byAccount("slack", "U100"))).not.toBeNull();
    store.close();
  }
});

describe("a file that cannot be used is refused with one word", () => {
  test("wrong_kind: a real start on a sandbox file, and the reverse", () => {
    const path = join(folder(), "a.db");
    openStore({ path, kind: "sandbox" }).close();
    expect(detailOf(opening(path))).toBe("wrong_kind");
    const real = written();
    expect(appErrorOf(() => openStore({ path: real, kind: "sandbox" }))).toMatchObject({
      detail: "wrong_kind",
      message: `${real} is of a real instance, but neither Slack nor Teams is configured; put their variables back (is .env in this folder, and whole?), or set DATABASE_PATH to another file to try the sandbox.`,
    });
  });

  test("damaged: the triggers that keep the Record append-only were taken out", () => {
    for (const trigger of ["record_no_update", "record_no_delete"]) {
      const path = written();
      new Database(path).exec(`DROP TRIGGER ${trigger}`).close();
      expect(appErrorOf(opening(path))).toMatchObject({
        detail: "damaged",
        message: `${path} is damaged; restore a backup. What is wrong: what keeps the Record append-only, two triggers, was taken out of it.`,
      });
    }
  });

  test("damaged: a trigger that keeps the Record append-only was put back so that it refuses nothing", () => {
    const path = written();
    new Database(path)
      .exec(
        "DROP TRIGGER record_no_update; CREATE TRIGGER `record_no_update` BEFORE UPDATE ON `record` BEGIN SELECT 1; END",
      )
      .close();
    expect(detailOf(opening(path))).toBe("damaged");
  });

  test("damaged: an empty file", () => {
    const path = written();
    truncateSync(path);
    expect(appErrorOf(opening(path))).toMatchObject({
      detail: "damaged",
      message: expect.stringContaining("is empty"),
    });
  });

  test.each([50, 4096, 60_000])("damaged: a file cut off after %i bytes", (length) => {
    const path = written();
    truncateSync(path, length);
    expect(detailOf(opening(path))).toBe("damaged");
  });

  test("damaged: a page overwritten", () => {
    const path = written();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 8192, 12_288);
    writeFileSync(path, bytes);
    expect(detailOf(opening(path))).toBe("damaged");
  });

  /** Four bytes in the header, https://sqlite.org/fileformat.html#schema_format_number */
  test.each([0, 1, 3, 7])("damaged: a header with a format that there is not (bit %i)", (bit) => {
    const path = written();
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(47) ^ (1 << bit), 47);
    writeFileSync(path, bytes);
    expect(detailOf(opening(path))).toBe("damaged");
  });

  test("damaged: what SQLite found is said, and not its headline", () => {
    const path = written();
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 4096);
    writeFileSync(path, bytes);
    expect(faultOf(connect(new Database(path)))).toMatch(/^(?!\*).*page/i);
  });

  test("not_ours: a file that is no database, or one of another program", () => {
    const path = join(folder(), "a.db");
    writeFileSync(path, "dear diary, today ".repeat(100));
    expect(detailOf(opening(path))).toBe("not_ours");
    const other = join(folder(), "b.db");
    new Database(other).exec("CREATE TABLE notes (text)").close();
    expect(detailOf(opening(other))).toBe("not_ours");
  });

  test("not_ours: the instance row is gone", () => {
    const path = written();
    new Database(path).exec("DELETE FROM instance").close();
    expect(detailOf(opening(path))).toBe("not_ours");
  });

  test("damaged: a row refers to one that is not there", () => {
    const path = written();
    const raw = new Database(path);
    raw.pragma("foreign_keys = OFF");
    raw.exec("DELETE FROM people WHERE id = (SELECT person FROM accounts LIMIT 1)").close();
    expect(detailOf(opening(path))).toBe("damaged");
  });

  test("damaged: the file is gone and its log is still there", () => {
    const path = join(folder(), "a.db");
    writeFileSync(`${path}-wal`, "rows");
    expect(detailOf(opening(path))).toBe("damaged");
  });

  test("damaged: a backup was restored beside the log of the file before it", () => {
    const path = written();
    const before = openStore({ path, kind: "real" });
    before.backup(`${path}.backup`);
    before.transact((tx) => void tx.people.upsert(account({ id: "U100", address: null }), NOW));
    // As after a kill: the log still has what happened since.
    copyFileSync(`${path}-wal`, `${path}.log`);
    before.close();
    copyFileSync(`${path}.backup`, path);
    copyFileSync(`${path}.log`, `${path}-wal`);
    expect(appErrorOf(opening(path))).toMatchObject({
      detail: "damaged",
      message: expect.stringMatching(/a\.db-wal is not of .*; remove .*a\.db-wal and .*a\.db-shm\.$/),
    });
    rmSync(`${path}-wal`);
    opening(path)();
  });

  test("locked: it is another name for the database of a running server", () => {
    const path = written();
    const link = join(folder(), "link.db");
    symlinkSync(path, link);
    const server = openStore({ path, kind: "real" });
    expect(detailOf(opening(link))).toBe("locked");
    server.close();
    opening(link)();
  });

  test("not_writable: the folder cannot be made", () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(detailOf(opening(join(file, "a.db")))).toBe("not_writable");
  });

  test("not_ours: the path is a folder", () => {
    const path = join(folder(), "a.db");
    mkdirSync(path);
    expect(detailOf(opening(path))).toBe("not_ours");
  });

  test.skipIf(process.getuid?.() === 0)("not_writable: file or folder is read-only", () => {
    const path = written();
    chmodSync(path, 0o400);
    expect(detailOf(opening(path))).toBe("not_writable");
    const shut = folder();
    copyFileSync(path, join(shut, "a.db"));
    chmodSync(shut, 0o500);
    expect(detailOf(opening(join(shut, "a.db")))).toBe("not_writable");
    chmodSync(shut, 0o700);
  });

  test("missing: a reader makes no file", () => {
    const path = join(folder(), "a.db");
    expect(detailOf(() => openStore({ path, kind: "real", lock: false }))).toBe("missing");
    expect(existsSync(path)).toBe(false);
  });

  test("a refusal gives the lock back", () => {
    const path = written();
    expect(detailOf(() => openStore({ path, kind: "sandbox" }))).toBe("wrong_kind");
    opening(path)();
  });
});
