import { existsSync, statSync } from "node:fs";
import { touch } from "./file.ts";
import { Database, requireBinary } from "./sqlite.ts";
import { cannot, sqliteCode, storageError } from "./storage-error.ts";

export type Lock = { release(): void };

/** The file as it is now; null: it cannot be looked at. */
function identity(file: string): string | null {
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    return found === undefined ? "gone" : `${found.dev}:${found.ino}`;
  } catch {
    return null;
  }
}

/** Names the first of these files that is no longer the one that it is now. */
export function watchFiles(files: readonly string[]): () => string | null {
  const known = files.map((file) => ({ file, was: identity(file) }));
  return () => known.find(({ file, was }) => ![was, null].includes(identity(file)))?.file ?? null;
}

// SQLite lets go of a lock when its connection is garbage: a server that still runs must never lose it that way.
const held = new Set<Database.Database>();

export const lockOf = (path: string): string => `${path}.lock`;

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
    if (sqliteCode(cause)?.startsWith("SQLITE_BUSY") === true) return true;
    throw cannot(`lock ${file}`, cause);
  } finally {
    db.close();
  }
}

/**
 * Keeps a second server off the same database, for as long as the process lives. The lock is SQLite's own on a file
 * beside it, so a killed process leaves nothing behind that has to be cleaned up.
 */
export function takeLock(path: string): Lock {
  const file = lockOf(path);
  touch(file);
  // Whoever only asks whether it is locked holds it for a moment.
  const db = new Database(file, { timeout: 100 });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    db.close();
    if (sqliteCode(cause)?.startsWith("SQLITE_BUSY") === true) {
      throw storageError("locked", `Another server is running on ${path}; stop it first.`, cause);
    }
    throw cannot(`lock ${file}`, cause);
  }
  held.add(db);
  return {
    release() {
      db.close();
      held.delete(db);
    },
  };
}
