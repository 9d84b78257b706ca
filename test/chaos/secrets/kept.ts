import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRecord } from "../../../src/cli/record/record.ts";
import { createLogger, type Log } from "../../../src/lib/log.ts";
import type { Store } from "../../../src/store/tx.ts";
import { leaksIn, type Secrets } from "./planted-secrets.ts";

/** A folder with a database, and a log: everything that is kept of what happens. */
export function keeping() {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  const path = join(folder, "setup.db");
  const lines: string[] = [];
  const log: Log = createLogger({ level: "trace", stream: { write: (line) => void lines.push(line) } });
  return {
    path,
    log,
    lines,
    /** The secrets that stand in any file, a backup and both exports among them, in the log, or in what was shown. */
    found: async (store: Store, secrets: Secrets, shown: unknown): Promise<string[]> => {
      store.backup(join(folder, "copy.db"));
      for (const file of ["a.jsonl", "a.csv"])
        await runRecord([join(folder, file)], { path, kind: "real" }, () => {});
      const files = readdirSync(folder).map(
        (file) => [file, readFileSync(join(folder, file), "latin1")] as const,
      );
      const all = [...files, ["the log", lines.join("")], ["what was shown", JSON.stringify(shown)]] as const;
      return all.flatMap(([where, text]) => leaksIn(text, secrets).map((kind) => `${kind} in ${where}`));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
