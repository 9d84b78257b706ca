import { AppError, codeOf } from "../../lib/errors.ts";
import { Database } from "./sqlite.ts";

/** Why a database file cannot be used, as a stable word. */
export type StorageProblem =
  | "locked"
  | "wrong_kind"
  | "not_writable"
  | "damaged"
  | "not_ours"
  | "newer"
  | "older"
  | "no_folder"
  | "missing"
  | "exists"
  | "storage";

export const storageError = (problem: StorageProblem, message: string, cause?: unknown): AppError =>
  new AppError("unavailable", message, { detail: problem, asked: false, cause });

export const damagedRow = (cause: unknown): AppError =>
  storageError("damaged", "A stored row does not have the form it was written in; restore a backup.", cause);

/** SQLite's own code (`SQLITE_FULL`, …) of an error that may be wrapped, or null. */
export function sqliteCode(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && error.cause !== undefined ? sqliteCode(error.cause) : null;
}

const ELSEWHERE = "or set DATABASE_PATH to another place";
const NO_ROOM = "there is no room on its disk";
const TOO_LONG = "files may not become that long (ulimit -f), or its disk fails";

const READ_ONLY = `it is on a file system that is mounted read-only; mount it for writing, ${ELSEWHERE}`;
const NOT_ALLOWED = `this user may not write there; let it, ${ELSEWHERE}`;
const FULL = `${NO_ROOM}; make some, then try again`;
const LIMITED = `${TOO_LONG}; raise that limit, or look at the disk`;

/** Why, and what to do. */
const REASONS: Readonly<Record<string, string>> = {
  EROFS: READ_ONLY,
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: LIMITED,
  EISDIR: `there is a folder of that name; remove it, ${ELSEWHERE}`,
  ENOTDIR: `a part of its path is a file; remove that, ${ELSEWHERE}`,
  SQLITE_FULL: FULL,
  SQLITE_IOERR_WRITE: LIMITED,
  SQLITE_IOERR_TRUNCATE: LIMITED,
  SQLITE_IOERR_SHMSIZE: LIMITED,
  SQLITE_NOTADB: `it is not of this program; remove it, ${ELSEWHERE}`,
  SQLITE_READONLY: READ_ONLY,
};

/** `Cannot write a.db`, why, as far as the system tells, and what to do. */
export function cannot(
  what: string,
  cause: unknown,
  problem: "not_writable" | "no_folder" = "not_writable",
): AppError {
  const code = sqliteCode(cause) ?? codeOf(cause);
  const reason = REASONS[code] ?? `see what is there, ${ELSEWHERE}`;
  return storageError(problem, `Cannot ${what}: ${reason}.`, cause);
}

const isOneOf = (code: string, families: readonly string[]): boolean =>
  families.some((family) => code === family || code.startsWith(`${family}_`));

/** What the disk or another program is to blame for becomes `unavailable`; every other error stays what it is: a bug. */
export function translated(error: unknown): unknown {
  const code = error instanceof AppError ? null : sqliteCode(error);
  if (code === null) return error;
  if (isOneOf(code, ["SQLITE_CORRUPT", "SQLITE_NOTADB"])) {
    return storageError("damaged", `The database file is damaged (${code}); restore a backup.`, error);
  }
  if (isOneOf(code, ["SQLITE_BUSY"])) {
    return storageError(
      "storage",
      `Another program holds the database (${code}); end what writes to it or locks it, such as a sqlite3 that was left open.`,
      error,
    );
  }
  if (isOneOf(code, ["SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN"])) {
    return storageError(
      "storage",
      `The database cannot be written (${code}): make room on its disk, and let the bot write there.`,
      error,
    );
  }
  return error;
}
