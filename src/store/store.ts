import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileBehind, makeFolder, requireFile } from "./db/file.ts";
import { isLocked, lockOf, takeLock, watchFiles } from "./db/lock.ts";
import { MIGRATIONS } from "./db/migrate.ts";
import {
  createFile,
  type Kind,
  opened,
  openFile,
  openInMemory,
  requireUsable,
  type Starting,
} from "./db/open.ts";
import { type Connection, requireBinary } from "./db/sqlite.ts";
import { cannot } from "./db/storage-error.ts";
import { transactions } from "./db/transactions.ts";
import { backupTo, scrub } from "./db/vacuum.ts";
import { tablesOf } from "./tables.ts";
import type { Store } from "./tx.ts";

export type StoreOptions = Starting & {
  /** A file, or ":memory:" for one that is gone when closed. */
  readonly path: string;
  readonly kind: Kind;
  readonly migrations?: string | undefined;
  /** The server holds the lock and makes and migrates the file; a reader (false) takes it as it is. */
  readonly lock?: boolean | undefined;
  /** Epoch ms; stamps what is created. */
  readonly clock?: () => number;
  /** How long messages that nobody has pressed wait for more changes before they are drawn again. */
  readonly redrawAfterMs?: number | undefined;
};

/** Opens the database or says in an `AppError` (its detail is a `StorageProblem`) why it cannot be used. */
export function openStore(options: StoreOptions): Store {
  const { kind, migrations = MIGRATIONS, lock = true, clock = Date.now, redrawAfterMs } = options;
  const storeOn = (db: Connection, release: () => void, files: readonly string[] = []): Store => ({
    ...transactions(db, tablesOf(db, clock, redrawAfterMs)),
    lost: watchFiles(files),
    scrub: (patienceMs) => scrub(db, patienceMs),
    backup: (file) => backupTo(db, file),
    close() {
      db.$client.close();
      release();
    },
  });
  requireBinary();
  if (options.path === ":memory:") return storeOn(openInMemory(kind, clock(), migrations), () => {});
  const path = fileBehind(options.path);
  if (!lock) return storeOn(openFile(path, kind, migrations, null), () => {});
  makeFolder(path);
  const held = takeLock(path);
  try {
    if (!existsSync(path)) createFile(path, kind, clock(), migrations);
    return storeOn(openFile(path, kind, migrations, options), held.release, [lockOf(path), path]);
  } catch (error) {
    held.release();
    throw error;
  }
}

export type Sight = {
  readonly bytes: number;
  /** null: the file is of an older version, which only a server reads, once it has upgraded it. */
  readonly store: Pick<Store, "read"> | null;
};

/**
 * Looks into the database without changing a byte of it, or of what is beside it; with its server running, and without.
 * Throws an `AppError` (its detail is a `StorageProblem`) that says why it cannot be used.
 */
export function lookInto<T>(database: { path: string; kind: Kind }, work: (sight: Sight) => T): T {
  const path = fileBehind(database.path);
  requireFile(path);
  const look = (file: string, readonly: boolean): T => {
    let isSame = false;
    const db = opened(file, { readonly }, (found) => {
      isSame = requireUsable(found, path, database.kind, MIGRATIONS) === "same";
    });
    try {
      const store = isSame ? transactions(db, tablesOf(db, Date.now)) : null;
      return work({ bytes: statSync(path).size, store });
    } finally {
      db.$client.close();
    }
  };
  if (isLocked(path)) return look(path, true);
  // SQLite writes beside a file even to read it, and finishes what a killed server left.
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const copy = join(folder, "copy.db");
  try {
    copyTo(copy, path);
    return look(copy, false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyTo(copy: string, path: string): void {
  try {
    for (const end of ["", "-wal", "-journal"].filter((each) => existsSync(path + each)))
      copyFileSync(path + end, copy + end);
  } catch (cause) {
    throw cannot(`copy ${path} to ${copy}`, cause);
  }
}
