import { existsSync, statSync } from "node:fs";
import { fileBehind, makeFolder, requireFile } from "./db/file.ts";
import { lockOf, takeLock, watchFiles } from "./db/lock.ts";
import { MIGRATIONS } from "./db/migrate.ts";
import {
  createFile,
  type Kind,
  opened,
  openFile,
  openInMemory,
  requireCurrent,
  type Starting,
} from "./db/open.ts";
import { type Connection, requireBinary } from "./db/sqlite.ts";
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

/**
 * Reads the database without changing a byte of it or its log, with its server running and without. Throws an `AppError`
 * (its detail is a `StorageProblem`) that says why it cannot be used.
 */
export function lookInto<T>(
  database: { path: string; kind: Kind },
  work: (store: Pick<Store, "read">, bytes: number) => T,
): T {
  const path = fileBehind(database.path);
  requireFile(path);
  const db = opened(path, { readonly: true }, (found) =>
    requireCurrent(found, path, database.kind, MIGRATIONS),
  );
  try {
    return work(transactions(db, tablesOf(db, Date.now)), statSync(path).size);
  } finally {
    db.$client.close();
  }
}
