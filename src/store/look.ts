import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileBehind, requireFile } from "./file.ts";
import { isLocked } from "./lock.ts";
import { MIGRATIONS } from "./migrate.ts";
import { type Kind, opened, requireUsable } from "./open.ts";
import { cannot, storageError } from "./storage-error.ts";
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

/**
 * Looks into the database without changing a byte of it, or of what is beside it; with its server running, and without.
 * Throws an `AppError` (its detail is a `StorageProblem`) that says why it cannot be used.
 */
export function lookInto<T>(options: LookOptions, work: (sight: Sight) => T): T {
  const path = fileBehind(options.path);
  requireFile(path);
  const bytes = statSync(path).size;
  if (bytes > LARGEST)
    throw storageError(
      "too_large",
      `${path} is too large to be looked into in some seconds; start the server, which checks all of it.`,
    );
  const look = (file: string, readonly: boolean): T => {
    let store: Sight["store"] = null;
    const db = opened(file, { readonly }, (found) => {
      const { kind, migrations = MIGRATIONS } = options;
      if (requireUsable(found, path, { kind, migrations, thorough: false }) === "same")
        store = { read: transactions(found, tablesOf(found, Date.now)).read };
    });
    try {
      return work({ bytes, store });
    } finally {
      db.$client.close();
    }
  };
  return isLocked(path) ? look(path, true) : inCopy(path, (copy) => look(copy, false));
}

/** Where no server runs: SQLite writes beside a file even to read it, and finishes what a killed server left. */
function inCopy<T>(path: string, work: (copy: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  try {
    const copy = join(folder, "copy.db");
    const before = lastWritten(path);
    try {
      for (const end of ["", "-wal", "-journal"].filter((each) => existsSync(path + each)))
        copyFileSync(path + end, copy + end);
    } catch (cause) {
      throw cannot(`copy ${path} into ${folder}`, cause);
    }
    if (lastWritten(path) !== before)
      throw storageError("storage", `${path} is being written to, by no server of this program; look again.`);
    return work(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const lastWritten = (path: string): string =>
  ["", "-wal"].map((end) => statSync(path + end, { throwIfNoEntry: false })?.mtimeMs).join();
