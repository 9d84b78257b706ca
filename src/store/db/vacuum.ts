import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { copyTo } from "./copy.ts";
import { faultOf } from "./open.ts";
import { type Connection, connect, Database } from "./sqlite.ts";
import { storageError, translated } from "./storage-error.ts";

/** How long a command waits for those who read an older state, and how often it looks. */
const PATIENCE_MS = 2_000;
const LOOK_MS = 50;

/**
 * Copies the database, also while it is written to, without what was deleted. The copy has its name only once it is
 * whole: whatever ends this before leaves nothing that looks like a backup. Never overwrites.
 */
export function backupTo(db: Connection, file: string, now: number): void {
  const requireNone = () => {
    const sentence = `${file} is there already, and a backup never overwrites; name another file.`;
    if (existsSync(file)) throw storageError("exists", sentence);
  };
  requireNone();
  const draft = `${file}.part`;
  rmSync(draft, { force: true });
  writeFileSync(draft, "", { mode: 0o600 });
  try {
    copyTo(db, draft, now);
    const client = new Database(draft, { readonly: true });
    const fault = faultOf(connect(client));
    client.close();
    const sentence = `The copy is not whole (${fault}), so the database is damaged; restore an older backup.`;
    if (fault !== null) throw storageError("damaged", sentence);
    const fd = openSync(draft, "r+");
    fsyncSync(fd);
    closeSync(fd);
    requireNone();
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw translated(error);
  }
}

/**
 * Empties the write-ahead log, in which what was deleted or replaced still stands. False: somebody reads an older state.
 * It never waits for them, because everybody else's writes would wait too.
 */
export function emptyLog({ $client }: Connection): boolean {
  try {
    $client.pragma("busy_timeout = 0");
    const [answer] = $client.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    return answer?.busy === 0;
  } catch {
    // Another connection writes, or the disk takes nothing.
    return false;
  } finally {
    $client.pragma("busy_timeout = 5000");
  }
}

/** Writes the file anew and empties its log. False: somebody kept reading an older state, so the new file is in the log alone. */
export function scrub(db: Connection, patienceMs = PATIENCE_MS): boolean {
  try {
    db.$client.exec("VACUUM");
  } catch (error) {
    throw translated(error);
  }
  const rest = new Int32Array(new SharedArrayBuffer(4));
  for (const until = Date.now() + patienceMs; !emptyLog(db); Atomics.wait(rest, 0, 0, LOOK_MS))
    if (Date.now() >= until) return false;
  return true;
}
