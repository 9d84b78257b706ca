import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { faultOf } from "./check.ts";
import { touch } from "./file.ts";
import { type Connection, connect, Database } from "./sqlite.ts";
import { storageError, translated } from "./storage-error.ts";

/** A checkpoint that waits for readers keeps the server's writes out meanwhile, and so everybody who clicks. */
const PATIENCE_MS = 2_000;

function requireNone(file: string): void {
  if (existsSync(file))
    throw storageError(
      "exists",
      `${file} is there already, and a backup never overwrites; name another file.`,
    );
}

function check(file: string): void {
  const client = new Database(file, { readonly: true });
  try {
    const fault = faultOf(connect(client));
    if (fault !== null)
      throw storageError(
        "damaged",
        `The copy is not whole (${fault}), so the database is damaged; restore an older backup.`,
      );
  } finally {
    client.close();
  }
}

/**
 * Copies the database, also while it is written to, without what was deleted. The copy has its name only once it is
 * whole: whatever ends this before leaves nothing that looks like a backup. Never overwrites.
 */
export function backupTo(db: Connection, file: string): void {
  requireNone(file);
  const draft = `${file}.part`;
  rmSync(draft, { force: true });
  touch(draft);
  try {
    db.$client.prepare("VACUUM INTO ?").run(draft);
    check(draft);
    const fd = openSync(draft, "r+");
    fsyncSync(fd);
    closeSync(fd);
    requireNone(file);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw translated(error);
  }
}

/**
 * What is deleted or replaced still stands in the write-ahead log until that is emptied. `due`: it is to be. `ifDue`, after
 * each commit, tries that until nobody reads an older picture; it never waits or throws.
 */
export function emptyingLog({ $client }: Connection): { due(): void; ifDue(): void } {
  let isDue = false;
  return {
    due() {
      isDue = true;
    },
    ifDue() {
      if (!isDue) return;
      try {
        $client.pragma("busy_timeout = 0");
        const [answer] = $client.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
        isDue = answer?.busy !== 0;
      } catch {
        // The disk does not take it: it is tried again after the next commit.
      } finally {
        $client.pragma("busy_timeout = 5000");
      }
    },
  };
}

/**
 * Writes the file anew and empties its log, so that neither holds what was deleted or replaced. A running server waits
 * meanwhile. False: somebody else kept reading an older picture, so the new file is in the log alone.
 */
export function scrub({ $client }: Connection, patienceMs = PATIENCE_MS): boolean {
  try {
    $client.exec("VACUUM");
    $client.pragma(`busy_timeout = ${patienceMs}`);
    const [answer] = $client.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    return answer?.busy === 0;
  } catch (error) {
    throw translated(error);
  } finally {
    $client.pragma("busy_timeout = 5000");
  }
}
