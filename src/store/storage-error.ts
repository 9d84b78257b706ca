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
  | "storage";

export const storageError = (problem: StorageProblem, message: string, cause?: unknown): AppError =>
  new AppError("unavailable", message, { detail: problem, cause });

export const damagedRow = (cause: unknown): AppError =>
  storageError("damaged", "A stored row does not have the form it was written in.", cause);

/** SQLite's own code (`SQLITE_FULL`, …) of an error that may be wrapped, or null. */
export function sqliteCode(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && error.cause !== undefined ? sqliteCode(error.cause) : null;
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
