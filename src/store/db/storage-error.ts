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

const UNDONE = "); start the server once, which undoes that.";
const HELD = "); end what writes to it or locks it, such as a sqlite3 that was left open.";
const UNWRITTEN = "): make room on its disk, and let the bot write there.";

/** What is said before SQLite's code and behind it; the first that fits counts. `SQLITE_IOERR_WRITE` is an `IOERR`. */
const MEANINGS: readonly (readonly [codes: RegExp, problem: string, what: string, mend: string])[] = [
  [/^SQLITE_READONLY_ROLLBACK$/, "storage", "A start was cut off (", UNDONE],
  [/^SQLITE_(CORRUPT|NOTADB)(_|$)/, "damaged", "The database file is damaged (", "); restore a backup."],
  [/^SQLITE_BUSY(_|$)/, "storage", "Another program holds the database (", HELD],
  [/^SQLITE_(FULL|READONLY|IOERR|CANTOPEN)(_|$)/, "storage", "The database cannot be written (", UNWRITTEN],
];

/** What the disk or another program is to blame for becomes `unavailable`; every other error stays what it is: a bug. */
export function translated(error: unknown): unknown {
  const code = error instanceof AppError ? null : sqliteCode(error);
  const found = MEANINGS.find(([codes]) => code !== null && codes.test(code));
  if (found === undefined) return error;
  const [, problem, what, mend] = found;
  return storageError(problem, `${what}${code}${mend}`, error);
}
