import { AppError } from "../../lib/errors.ts";
import { Database } from "./sqlite.ts";

/** `problem`: why a database file cannot be used, as a stable word. */
export const storageError = (problem: string, message: string, cause?: unknown): AppError =>
  new AppError("unavailable", message, { detail: problem, asked: false, cause });

/** SQLite's own code (`SQLITE_FULL`, …) of an error that may be wrapped, or null. */
export function sqliteCode(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && error.cause !== undefined ? sqliteCode(error.cause) : null;
}

/** `Cannot write a.db`, the system's own words, and what to do. */
export function cannot(what: string, cause: unknown): AppError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return storageError(
    "not_writable",
    `Cannot ${what} (${words}); let this user write there and make room, or set DATABASE_PATH to another place.`,
    cause,
  );
}

/** Does what the system may refuse, and says why it does. */
export function trying<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cannot(what, cause);
  }
}

/** What the disk or another program is to blame for becomes `unavailable`; every other error stays what it is: a bug. */
export function translated(error: unknown): unknown {
  const code = error instanceof AppError ? null : sqliteCode(error);
  if (code === "SQLITE_READONLY_ROLLBACK")
    return storageError(
      "storage",
      `A start was cut off (${code}); start the server once, which undoes that.`,
      error,
    );
  // SQLITE_IOERR_WRITE is of the family SQLITE_IOERR.
  switch (code?.split("_", 2).join("_")) {
    case "SQLITE_CORRUPT":
    case "SQLITE_NOTADB":
      return storageError("damaged", `The database file is damaged (${code}); restore a backup.`, error);
    case "SQLITE_BUSY":
      return storageError(
        "storage",
        `Another program holds the database (${code}); end what writes to it or locks it, such as a sqlite3 that was left open.`,
        error,
      );
    case "SQLITE_FULL":
    case "SQLITE_READONLY":
    case "SQLITE_IOERR":
    case "SQLITE_CANTOPEN":
      return storageError(
        "storage",
        `The database cannot be written (${code}): make room on its disk, and let the bot write there.`,
        error,
      );
    default:
      return error;
  }
}
