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
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { faultOf, openFile } from "../../../src/store/db/open.ts";
import { connect, Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { account, appErrorOf, detailOf, folder, NOW } from "../repositories/samples.ts";

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

let whole: Buffer | null = null;

/** A database with some rows, closed; made once. */
function written(): string {
  const path = join(folder(), "a.db");
  if (whole !== null) {
    writeFileSync(path, whole, { mode: 0o600 });
    return path;
  }
  const store = openStore({ path, kind: "real" });
  store.transact((tx) => {
    for (let i = 0; i < 100; i++) tx.people.upsert(account({ id: `U${i}`, address: null }), NOW);
  });
  store.close();
  whole = readFileSync(path);
  return path;
}

const opening = (path: string) => () => openStore({ path, kind: "real" }).close();
const running = (path: string, statements: string) => void new Database(path).exec(statements).close();
const changing = (path: string, change: (bytes: Buffer) => unknown) => {
  const bytes = readFileSync(path);
  change(bytes);
  writeFileSync(path, bytes);
};

describe("a first run", () => {
  it("makes folder and files for this user alone", () => {
    const path = join(folder(), "deep", "data", "a.db");
    const store = openStore({ path, kind: "real" });
    expect([join(path, ".."), join(path, "..", "..")].map(modeOf)).toEqual(["700", "700"]);
    for (const file of [path, `${path}.lock`, `${path}-wal`, `${path}-shm`]) expect(modeOf(file)).toBe("600");
    store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it("that was interrupted is begun again", () => {
    const path = join(folder(), "a.db");
    writeFileSync(`${path}.new`, "half a file");
    opening(path)();
    expect(existsSync(`${path}.new`)).toBe(false);
    opening(path)();
  });
});

it("every open sets what a re-opened file forgets", () => {
  const { $client } = openFile(written(), "real", MIGRATIONS, "write");
  const settings = ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"];
  expect(settings.map((name) => $client.pragma(name, { simple: true }))).toEqual(["wal", 2, 1, 1, 5000]);
  $client.close();
});

it("what a kill left half written, before the file had a log, is undone from its journal", () => {
  const path = written();
  const client = new Database(path);
  for (const pragma of ["journal_mode = DELETE", "cache_size = 1"]) client.pragma(pragma);
  client.exec("BEGIN; UPDATE accounts SET name = hex(zeroblob(3000))");
  const files = [path, `${path}-journal`].map((file) => [file, readFileSync(file)] as const);
  client.close();
  for (const [file, bytes] of files) writeFileSync(file, bytes);
  const store = openStore({ path, kind: "real" });
  expect(store.read((tx) => tx.people.byAccount("slack", "U1"))?.name).toBe(account({}).name);
  store.close();
});

it("what a killed server saved last is still there, though only its log has it", () => {
  const path = written();
  const server = openStore({ path, kind: "real" });
  server.transact((tx) => void tx.people.upsert(account({ id: "U100", address: null }), NOW));
  const [whole, log] = [path, `${path}-wal`].map((file) => readFileSync(file));
  server.close();
  writeFileSync(path, whole ?? "");
  writeFileSync(`${path}-wal`, log ?? "");
  for (const access of ["write", "server"] as const) {
    const store = openStore({ path, kind: "real", access });
    expect(store.read((tx) => ["U99", "U100"].map((id) => tx.people.byAccount("slack", id)))).not.toContain(
      null,
    );
    store.close();
  }
});

describe("a file that cannot be used is refused with one word", () => {
  const flipped = (bit: number) => (path: string) =>
    // https://sqlite.org/fileformat.html#schema_format_number
    changing(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(47) ^ (1 << bit), 47));
  const cut = (length: number) => (path: string) => truncateSync(path, length);
  const having = (statements: string) => (path: string) => running(path, statements);

  it.each<[word: string, what: string, hurt: (path: string) => unknown]>([
    ["damaged", "it is empty", cut(0)],
    ["damaged", "it was cut off after 50 bytes", cut(50)],
    ["damaged", "it was cut off after a page", cut(4096)],
    ["damaged", "it was cut off later", cut(60_000)],
    ["damaged", "a page was overwritten", (path) => changing(path, (bytes) => bytes.fill(255, 8192, 12_288))],
    ["damaged", "its header has a format that there is not", flipped(0)],
    ["damaged", "its header has another one", flipped(3)],
    [
      "damaged",
      "a row refers to one that is not there",
      having("PRAGMA foreign_keys = 0; DELETE FROM people WHERE id = (SELECT person FROM accounts LIMIT 1)"),
    ],
    ["damaged", "the Record's first trigger was taken out", having("DROP TRIGGER record_no_update")],
    ["damaged", "the Record's second trigger was taken out", having("DROP TRIGGER record_no_delete")],
    [
      "damaged",
      "a trigger of the Record was put back so that it refuses nothing",
      having(`DROP TRIGGER record_no_update;
        CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT 1; END`),
    ],
    ["not_ours", "it is no database", (path) => writeFileSync(path, "dear diary, today ".repeat(100))],
    ["not_ours", "the instance row is gone", having("DELETE FROM instance")],
    [
      "not_ours",
      "it is of another program",
      (path) => {
        rmSync(path);
        running(path, "CREATE TABLE notes (text)");
      },
    ],
    [
      "not_ours",
      "it is a folder",
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
  ])("%s: %s", (word, _what, hurt) => {
    const path = written();
    hurt(path);
    expect(detailOf(opening(path))).toBe(word);
  });

  it("damaged: what SQLite found is said, and not its headline", () => {
    const path = written();
    changing(path, (bytes) => bytes.fill(0xff, bytes.length - 4096));
    expect(faultOf(connect(new Database(path)))).toMatch(/^(?!\*).*page/i);
  });

  it("wrong_kind: a real start on a sandbox file, and the reverse, which gives the lock back", () => {
    const path = join(folder(), "a.db");
    openStore({ path, kind: "sandbox" }).close();
    expect(detailOf(opening(path))).toBe("wrong_kind");
    const real = written();
    expect(appErrorOf(() => openStore({ path: real, kind: "sandbox" }))).toMatchObject({
      detail: "wrong_kind",
      message: `${real} is of a real instance, but neither Slack nor Teams is configured; put their variables back (is .env in this folder, and whole?), or set DATABASE_PATH to another file to try the sandbox.`,
    });
    opening(real)();
  });

  it("damaged: the file is gone and its log is still there", () => {
    const path = join(folder(), "a.db");
    writeFileSync(`${path}-wal`, "rows");
    expect(detailOf(opening(path))).toBe("damaged");
  });

  it("damaged: a backup was restored beside the log of the file before it", () => {
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
      message: expect.stringMatching(/a\.db-wal is not of .*, or remove .*a\.db-wal and .*a\.db-shm\.$/),
    });
    rmSync(`${path}-wal`);
    opening(path)();
  });

  it("locked: it is another name for the database of a running server", () => {
    const path = written();
    const link = join(folder(), "link.db");
    symlinkSync(path, link);
    const server = openStore({ path, kind: "real" });
    expect(detailOf(opening(link))).toBe("locked");
    server.close();
    opening(link)();
  });

  it("locked: its server runs on while garbage is collected", () => {
    const path = written();
    (() => openStore({ path, kind: "real" }))();
    setFlagsFromString("--expose-gc");
    for (let i = 0; i < 3; i += 1) runInNewContext("gc")();
    expect(detailOf(opening(path))).toBe("locked");
  });

  it("not_writable: the file of its lock cannot be opened, and is named", () => {
    const path = written();
    mkdirSync(`${path}.lock`);
    const said = expect.stringMatching(/^Cannot open .*a\.db\.lock \(unable to open database file\); let /);
    expect(() => opening(path)()).toThrow(expect.objectContaining({ message: said }));
  });

  it("not_writable: the folder cannot be made", () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(detailOf(opening(join(file, "a.db")))).toBe("not_writable");
  });

  it.skipIf(process.getuid?.() === 0)("storage, not_writable: file or folder is read-only", () => {
    const path = written();
    chmodSync(path, 0o400);
    expect(detailOf(opening(path))).toBe("storage");
    const shut = folder();
    copyFileSync(path, join(shut, "a.db"));
    chmodSync(shut, 0o500);
    expect(detailOf(opening(join(shut, "a.db")))).toBe("not_writable");
    chmodSync(shut, 0o700);
  });

  /** A database with a log, as after a kill. */
  function killed(make: (path: string) => { close: () => unknown }): string {
    const path = join(folder(), "a.db");
    const db = make(path);
    const left = ["", "-wal"].map((end) => readFileSync(path + end));
    db.close();
    for (const [i, end] of ["", "-wal"].entries()) writeFileSync(path + end, left[i] ?? "");
    return path;
  }
  const foreign = () =>
    killed((path) =>
      new Database(path).exec(
        "PRAGMA journal_mode = WAL; CREATE TABLE notes (text); INSERT INTO notes VALUES (1)",
      ),
    );
  const ours = (statements: string) =>
    killed((path) => {
      copyFileSync(written(), path);
      return new Database(path).exec(`PRAGMA journal_mode = WAL; ${statements}`);
    });
  function besideAnothersLog(): string {
    const path = written();
    copyFileSync(`${foreign()}-wal`, `${path}-wal`);
    return path;
  }

  it.each([
    ["not_ours", "of another program", foreign],
    ["not_ours", "ours beside another's log", besideAnothersLog],
    ["damaged", "ours without what keeps the Record", () => ours("DROP TRIGGER record_no_update")],
    ["wrong_kind", "of a sandbox", () => ours("UPDATE instance SET kind = 'sandbox'")],
  ])("%s: one %s stays as it is, its log too", (word, _what, made) => {
    const path = made();
    const files = () => ["", "-wal"].map((end) => readFileSync(path + end).toString("hex"));
    const before = files();
    expect(detailOf(opening(path))).toBe(word);
    expect(files().map((hex, i) => hex === before[i])).toEqual([true, true]);
  });

  it("missing: a reader makes no file", () => {
    const path = join(folder(), "a.db");
    expect(detailOf(() => openStore({ path, kind: "real", access: "write" }))).toBe("missing");
    expect(existsSync(path)).toBe(false);
  });
});
