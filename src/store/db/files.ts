import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  utimesSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Database, requireBinary } from "./sqlite.ts";
import { cannot, sqliteCode, storageError, trying } from "./storage-error.ts";

/** The file itself: whoever comes to it by a link must find the same lock beside it as everybody else. */
export function fileBehind(path: string): string {
  return existsSync(path) && lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
}

/** Where a database is kept as it was before an upgrade, by the number of migrations that it has. */
export const copyBefore = (path: string, migrations: number): string =>
  `${path}.before-upgrade-${migrations}`;

/** All of these that are there. */
export function copiesBefore(path: string): string[] {
  const [folder, start] = [dirname(path), `${basename(path)}.before-upgrade`];
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.startsWith(start)).map((name) => join(folder, name));
}

/** Makes an empty file that only this user may read, unless there is one. */
export const touch = (file: string): void =>
  trying(`write ${file}`, () => closeSync(openSync(file, "a", 0o600)));

/** The header says so in this byte: https://sqlite.org/fileformat.html#file_format_version_numbers */
const FORMAT_AT = 18;

/** A backup is in no WAL mode. */
const isBackup = (path: string): boolean =>
  trying(`read ${path}`, () => {
    const format = Buffer.alloc(1);
    const fd = openSync(path, "r");
    readSync(fd, format, 0, 1, FORMAT_AT);
    closeSync(fd);
    return format.readUInt8(0) === 1;
  });

/** SQLite would mix a log that lies beside no database, or beside a backup, into the file. */
export function requireOwnLog(path: string): void {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (log === 0 || (existsSync(path) && !isBackup(path))) return;
  throw storageError(
    "damaged",
    `${path}-wal is not of ${path}, which is gone or looks like a restored backup; put the database of that log back, or remove ${path}-wal and ${path}-shm.`,
  );
}

/** That it is a file, not empty, and has no other database's log beside it. */
export function requireFile(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  const none = `There is no database at ${path}; name the one in DATABASE_PATH, or start the server once.`;
  if (file === undefined) throw storageError("missing", none);
  if (!file.isFile()) throw storageError("not_ours", `${path} is not a file; set DATABASE_PATH to one.`);
  if (file.size === 0)
    throw storageError("damaged", `${path} is empty; restore a backup, or remove it to start anew.`);
  requireOwnLog(path);
}

/** `stamped`: its time of change counts too, because nobody writes to it but who takes the lock. */
type Watched = { readonly file: string; readonly stamped?: boolean };

/** The file as it is now; null: it cannot be looked at. */
function identity({ file, stamped = false }: Watched): string | null {
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) return "gone";
    return `${found.dev}:${found.ino}:${stamped ? found.mtimeNs : ""}`;
  } catch {
    return null;
  }
}

/** Names the first of these files that is no longer the one that it is now. */
export function watchFiles(files: readonly Watched[]): () => string | null {
  const known = files.map((one) => ({ ...one, was: identity(one) }));
  return () => known.find((one) => ![one.was, null].includes(identity(one)))?.file ?? null;
}

export const lockOf = (path: string): string => `${path}.lock`;

function stamp(path: string, ms: number): void {
  const [file, at] = [lockOf(path), new Date(ms)];
  trying(`write ${file}`, () => utimesSync(file, at, at));
}

/** Notes that a server works on it here. Another one notices that where the file system gives the lock to two machines. */
export const noteServed = (path: string): void => stamp(path, Date.now());

/** Whether one ever has: a database that was put here comes without the file of its lock. */
export const wasServed = (path: string): boolean =>
  (statSync(lockOf(path), { throwIfNoEntry: false })?.mtimeMs ?? 0) > 0;

const isBusy = (error: unknown): boolean => sqliteCode(error)?.startsWith("SQLITE_BUSY") === true;

/** Whether a server runs on the database, asked without leaving anything behind. */
export function isLocked(path: string): boolean {
  const file = lockOf(path);
  if (!existsSync(file)) return false;
  requireBinary();
  const db = new Database(file, { readonly: true, timeout: 0 });
  try {
    db.pragma("schema_version");
    return false;
  } catch (cause) {
    if (isBusy(cause)) return true;
    throw cannot(`lock ${file}`, cause);
  } finally {
    db.close();
  }
}

/** A lock ends when its connection is collected. */
const held = new Set<Database.Database>();

/**
 * Keeps a second server off the same database until what this gives is called. The lock is SQLite's own on a file beside
 * it, so a killed process leaves nothing behind that has to be cleaned up. `refusal`: what a second one is told.
 */
export function takeLock(
  path: string,
  refusal = `Another server is running on ${path}; stop it first.`,
): () => void {
  const file = lockOf(path);
  if (!existsSync(file)) {
    touch(file);
    stamp(path, 0);
  }
  // Whoever only asks whether it is locked holds it for a moment.
  const db = trying(`open ${file}`, () => new Database(file, { timeout: 100 }));
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    db.close();
    if (!isBusy(cause)) throw cannot(`lock ${file}`, cause);
    throw storageError("locked", refusal, cause);
  }
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}
