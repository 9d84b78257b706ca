import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileBehind, lockOf, noteServed, takeLock, wasServed, watchFiles } from "./db/files.ts";
import { MIGRATIONS } from "./db/migrate.ts";
import { type Access, createFile, type Kind, openFile, openInMemory, type Starting } from "./db/open.ts";
import { type Connection, requireBinary } from "./db/sqlite.ts";
import { translated, trying } from "./db/storage-error.ts";
import { backupTo, scrub } from "./db/vacuum.ts";
import { type Tables, tablesOf } from "./tables.ts";
import type { NotPromise, Store, Tx } from "./tx.ts";

export type StoreOptions = Starting & {
  /** A file, or ":memory:" for one that is gone when closed. */
  readonly path: string;
  readonly kind: Kind;
  readonly migrations?: string | undefined;
  /** The server, as it is by default, holds the lock, and makes and migrates the file. */
  readonly access?: "server" | Access | undefined;
  /** How long messages that nobody has pressed wait for more changes before they are drawn again. */
  readonly redrawAfterMs?: number | undefined;
};

/** Opens the database or says in an `AppError` (its detail is a stable word) why it cannot be used. */
export function openStore(options: StoreOptions): Store {
  const { kind, migrations = MIGRATIONS, access = "server", clock = Date.now, redrawAfterMs } = options;
  const storeOn = (
    db: Connection,
    release = () => {},
    files: Parameters<typeof watchFiles>[0] = [],
  ): Store => ({
    ...transactions(db, tablesOf(db, clock, redrawAfterMs)),
    lost: watchFiles(files),
    scrub: (patienceMs) => scrub(db, patienceMs),
    backup: (file) => backupTo(db, file, clock()),
    close() {
      db.$client.close();
      release();
    },
  });
  requireBinary();
  if (options.path === ":memory:") return storeOn(openInMemory(kind, clock(), migrations));
  const path = fileBehind(options.path);
  if (access !== "server")
    return storeOn(openFile(path, kind, migrations, access), undefined, [{ file: path }]);
  const folder = dirname(path);
  trying(`make the folder ${folder}`, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const release = takeLock(path);
  try {
    const arrived = existsSync(path) && !wasServed(path);
    if (!existsSync(path)) createFile(path, kind, clock(), migrations);
    const db = openFile(path, kind, migrations, { ...options, arrived });
    noteServed(path);
    return storeOn(db, release, [{ file: lockOf(path), stamped: true }, { file: path }]);
  } catch (error) {
    release();
    throw error;
  }
}

function transactions(
  { $client: client }: Connection,
  { tables, changes, forget, committed }: Tables,
): Pick<Store, "transact" | "read" | "trouble"> {
  /** Is another number once another process has written. */
  const version = client.prepare("PRAGMA data_version").pluck();
  const touch = client.prepare("UPDATE instance SET probe = 1 - probe");
  let seen: unknown = null;

  function runFresh(work: (tx: Tx) => unknown): unknown {
    const now = version.get();
    if (now !== seen) forget();
    seen = now;
    return work(tables);
  }
  const write = client.transaction((work: (tx: Tx) => unknown) => {
    const result = runFresh(work);
    changes.redraw();
    return result;
  }).immediate;
  function read(work: (tx: Tx) => unknown): unknown {
    client.exec("BEGIN");
    try {
      const result = runFresh(work);
      if (changes.isAny()) throw new Error("a read must not write");
      return result;
    } finally {
      if (client.inTransaction) client.exec("ROLLBACK");
    }
  }

  function whole<T>(run: (work: (tx: Tx) => NotPromise<T>) => unknown, work: (tx: Tx) => NotPromise<T>): T {
    if (client.inTransaction) throw new Error("a transaction was begun inside another");
    try {
      return run(work) as T;
    } catch (error) {
      forget();
      throw translated(error);
    } finally {
      changes.forget();
    }
  }

  return {
    transact(work) {
      const result = whole(write, work);
      committed();
      return result;
    },
    read: (work) => whole(read, work),
    trouble() {
      if (client.inTransaction) return null;
      try {
        touch.run();
        return null;
      } catch (error) {
        const known = translated(error);
        return known instanceof Error ? known.message : String(known);
      }
    },
  };
}
