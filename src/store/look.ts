import { statSync } from "node:fs";
import { type Connection, connect } from "./connection.ts";
import { isLocked } from "./lock.ts";
import { imageOf } from "./log-check.ts";
import { MIGRATIONS } from "./migrate.ts";
import { fileBehind, type Kind, requireFile, requireReferences, requireUsable } from "./open.ts";
import { Database } from "./sqlite.ts";
import { storageError, translated } from "./storage-error.ts";
import { tablesOf } from "./store.ts";
import { transactions } from "./transactions.ts";
import type { Store } from "./tx.ts";

export type Sight = {
  readonly bytes: number;
  /** null: the file is of an older version, which only a server reads, once it has upgraded it. */
  readonly store: Pick<Store, "read"> | null;
};

export type LookOptions = { readonly path: string; readonly kind: Kind; readonly migrations?: string };

const LARGEST = 256 * 1024 * 1024;
const LOOKS = 5;

/**
 * Looks into the database without changing a byte of it, or of what is beside it; with its server running, and without.
 * Throws an `AppError` (its detail is a `StorageProblem`) that says why it cannot be used.
 */
export function lookInto<T>(options: LookOptions, work: (sight: Sight) => T): T {
  const { kind, migrations = MIGRATIONS } = options;
  const path = fileBehind(options.path);
  requireFile(path);
  const bytes = statSync(path).size;
  if (bytes > LARGEST)
    throw storageError(
      "too_large",
      `${path} is too large to be looked into in some seconds; start the server, which checks all of it.`,
    );
  const client = isLocked(path) ? new Database(path, { readonly: true }) : inMemory(path);
  try {
    const db = connect(client);
    const age = requireUsable(db, path, { kind, migrations, mayMigrate: true });
    if (age === "same") requireReferences(db, path);
    return work({ bytes, store: age === "same" ? readingOf(db) : null });
  } catch (error) {
    throw translated(error);
  } finally {
    client.close();
  }
}

const readingOf = (db: Connection): Pick<Store, "read"> => ({
  read: transactions(db, tablesOf(db, Date.now)).read,
});

/** Whoever opens a file in WAL mode, even to read it, leaves files beside it where no server has made them. */
function inMemory(path: string): Database.Database {
  if ((statSync(`${path}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw storageError(
      "storage",
      `${path} was being written when the program was ended; start the server, which finishes that.`,
    );
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const image = imageOf(path);
    if (image === null) continue;
    // Says that there is no log: its commits are in the image.
    image.subarray(18, 20).fill(1);
    return new Database(image, { readonly: true });
  }
  throw storageError(
    "storage",
    `${path} is being written to all the time, by no server of this program; find out by whom.`,
  );
}
