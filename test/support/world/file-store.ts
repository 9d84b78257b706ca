import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore, type StoreOptions } from "../../../src/store/store.ts";
import { folder } from "../../store/repositories/samples.ts";

/** A store in a file for one test, whose ids are counted from 1, and a number that changes whenever anything is committed to it. */
export function fileStore(options: Partial<StoreOptions> = {}) {
  const path = join(folder(), "setup.db");
  const store = openStore({ path, kind: "real", idGap: () => 0, ...options });
  const other = new Database(path, { readonly: true });
  onTestFinished(() => {
    other.close();
    store.close();
  });
  return { store, path, version: () => other.pragma("data_version", { simple: true }) };
}
