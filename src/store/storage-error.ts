import Database from "better-sqlite3";
import { AppError } from "../errors.ts";

/** Why a database file cannot be used, as a stable word. */
export type StorageProblem =
  | "locked"
  | "wrong_kind"
  | "not_writable"
  | "damaged"
  | "newer"
  | "older"
  | "no_folder"
  | "missing"
  | "exists"
  | "storage"
  | "too_large";

export const storageError = (problem: StorageProblem, message: string, cause?: unknown): AppError =>
  new AppError("unavailable", message, { detail: problem, asked: false, cause });

export const damagedRow = (cause: unknown): AppError =>
  storageError("damaged", "A stored row does not have the form it was written in.", cause);

/** SQLite's own code (`SQLITE_FULL`, …) of an error that may be wrapped, or null. */
export function sqliteCode(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && error.cause !== undefined ? sqliteCode(error.cause) : null;
}

const NO_ROOM = "there is no room on its disk";
const TOO_LONG = "files may not become that long (ulimit -f), or its disk fails";

const REASONS: Readonly<Record<string, string>> = {
  EROFS: "it is on a file system that is mounted read-only",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  ENOSPC: NO_ROOM,
  EDQUOT: NO_ROOM,
  EFBIG: TOO_LONG,
  SQLITE_FULL: NO_ROOM,
  SQLITE_IOERR_WRITE: TOO_LONG,
  SQLITE_IOERR_TRUNCATE: TOO_LONG,
  SQLITE_IOERR_SHMSIZE: TOO_LONG,
  SQLITE_READONLY: "it is on a file system that is mounted read-only",
};

/** `Cannot write a.db`, and why, where the system tells. */
export function cannot(what: string, cause: unknown): AppError {
  const code = sqliteCode(cause) ?? (cause instanceof Error && "code" in cause ? String(cause.code) : "");
  // A migration that had no room does not tell why.
  const hasNoCode = cause instanceof AppError && cause.detail === "storage";
  const reason = hasNoCode ? `${NO_ROOM}, or ${TOO_LONG}` : REASONS[code];
  return storageError("not_writable", `Cannot ${what}${reason === undefined ? "" : `: ${reason}`}.`, cause);
}

const isOneOf = (code: string, families: readonly string[]): boolean =>
  families.some((family) => code === family || code.startsWith(`${family}_`));

/** What the disk is to blame for becomes `unavailable`; every other error stays what it is: a bug. */
export function translated(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  if (isOneOf(code, ["SQLITE_CORRUPT", "SQLITE_NOTADB"])) {
    return storageError("damaged", `The database file is damaged (${code}); restore a backup.`, error);
  }
  if (isOneOf(code, ["SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_CANTOPEN"])) {
    return storageError(
      "storage",
      `The database cannot be written (${code}): make room on its disk, and let the bot write there.`,
      error,
    );
  }
  return error;
}
