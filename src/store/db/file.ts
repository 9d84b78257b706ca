import {
  accessSync,
  closeSync,
  constants,
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

const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** Of a database whose file is gone the log may still be there, with what was saved last. */
export function requireNoLog(path: string): void {
  if (hasLog(path))
    throw storageError(
      "damaged",
      `${path} is gone, but its -wal file is there; put the file back, or restore a backup and remove ${path}-wal and ${path}-shm.`,
    );
}

/** The header says so in this byte: https://sqlite.org/fileformat.html#file_format_version_numbers */
const FORMAT_AT = 18;

/** A backup is in no WAL mode. SQLite would still mix whatever log lies beside it into it. */
function isBackup(path: string): boolean {
  const format = Buffer.alloc(1);
  const fd = openSync(path, "r");
  readSync(fd, format, 0, 1, FORMAT_AT);
  closeSync(fd);
  return format.readUInt8(0) === 1;
}

function requireWritable(path: string): void {
  for (const target of [dirname(path), path, `${path}-wal`, `${path}-shm`].filter(existsSync)) {
    try {
      accessSync(target, constants.R_OK | constants.W_OK);
    } catch (cause) {
      throw cannot(`write ${path}`, cause);
    }
  }
}

/** That it is a file, not empty, may be written, and has no other database's log beside it. */
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
  requireWritable(path);
  if (hasLog(path) && isBackup(path))
    throw storageError(
      "damaged",
      `${path}-wal is not of ${path}, which looks like a restored backup; remove ${path}-wal and ${path}-shm.`,
    );
}
