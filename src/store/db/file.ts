import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { cannot, storageError } from "./storage-error.ts";

// What shows of a database before SQLite opens it.

/** The file itself: whoever comes to it by a link must find the same lock beside it as everybody else. */
export function fileBehind(path: string): string {
  return existsSync(path) && lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
}

export function makeFolder(path: string): void {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw cannot(`make the folder ${folder}`, cause);
  }
}

/** Makes an empty file that only this user may read, unless there is one. */
export function touch(file: string): void {
  try {
    closeSync(openSync(file, "a", 0o600));
  } catch (cause) {
    throw cannot(`write ${file}`, cause);
  }
}

/** The header says so in this byte: https://sqlite.org/fileformat.html#file_format_version_numbers */
const FORMAT_AT = 18;

/** A backup is in no WAL mode. */
function isBackup(path: string): boolean {
  try {
    const format = Buffer.alloc(1);
    const fd = openSync(path, "r");
    readSync(fd, format, 0, 1, FORMAT_AT);
    closeSync(fd);
    return format.readUInt8(0) === 1;
  } catch (cause) {
    throw cannot(`read ${path}`, cause);
  }
}

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
  if (file === undefined)
    throw storageError(
      "missing",
      `There is no database at ${path}; name the one in DATABASE_PATH, or start the server once.`,
    );
  if (!file.isFile()) throw storageError("not_ours", `${path} is not a file; set DATABASE_PATH to one.`);
  if (file.size === 0)
    throw storageError("damaged", `${path} is empty; restore a backup, or remove it to start anew.`);
  requireOwnLog(path);
}
