import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore, type StoreOptions } from "../../../src/store/store.ts";

/** A store in a file for one test, whose ids are counted from 1, and a number that changes whenever anything is committed to it. */
export function fileStore(options: Partial<StoreOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const path = join(folder, "setup.db");
  const store = openStore({ path, kind: "real", idGap: () => 0, ...options });
  const other = new Database(path, { readonly: true });
  onTestFinished(() => {
    other.close();
    store.close();
    rmSync(folder, { recursive: true });
  });
  return { store, path, version: () => other.pragma("data_version", { simple: true }) };
}
