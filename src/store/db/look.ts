import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tablesOf } from "../store.ts";
import type { Store } from "../tx.ts";
import { fileBehind, requireFile } from "./file.ts";
import { isLocked } from "./lock.ts";
import { MIGRATIONS } from "./migrate.ts";
import { type Kind, opened, requireUsable } from "./open.ts";
import { cannot } from "./storage-error.ts";
import { transactions } from "./transactions.ts";

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
  const usable = { kind: database.kind, migrations: MIGRATIONS, thorough: false };
  const look = (file: string, readonly: boolean): T => {
    let store: Sight["store"] = null;
    const db = opened(file, { readonly }, (found) => {
      if (requireUsable(found, path, usable) === "same")
        store = { read: transactions(found, tablesOf(found, Date.now)).read };
    });
    try {
      return work({ bytes: statSync(path).size, store });
    } finally {
      db.$client.close();
    }
  };
  return isLocked(path) ? look(path, true) : inCopy(path, (copy) => look(copy, false));
}

/** Where no server runs: SQLite writes beside a file even to read it, and finishes what a killed server left. */
function inCopy<T>(path: string, work: (copy: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const copy = join(folder, "copy.db");
  try {
    for (const end of ["", "-wal", "-journal"].filter((each) => existsSync(path + each)))
      copyFileSync(path + end, copy + end);
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw cannot(`copy ${path} into ${folder}`, cause);
  }
  try {
    return work(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
