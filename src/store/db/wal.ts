import type { Connection } from "./connection.ts";
import { translated } from "./storage-error.ts";

// What is deleted or replaced still stands in the write-ahead log beside the database, until that is emptied.

const PATIENCE_MS = 4_000;
const PAUSE_MS = 100;
/** A checkpoint that waits for readers keeps writers out meanwhile: the server, and so everybody who clicks. */
const WAIT_MS = 100;

/** Puts the log into the file and empties it. False: somebody still reads an older picture. */
function empties({ $client }: Connection, waitMs: number): boolean {
  const patience = $client.pragma("busy_timeout", { simple: true });
  $client.pragma(`busy_timeout = ${waitMs}`);
  try {
    const [answer] = $client.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    return answer?.busy === 0;
  } finally {
    $client.pragma(`busy_timeout = ${patience}`);
  }
}

/** `due`: the log is to be emptied. `ifDue`, after each commit, tries that until it works; it never waits or throws. */
export function emptyingLog(db: Connection): { due(): void; ifDue(): void } {
  let isDue = false;
  return {
    due() {
      isDue = true;
    },
    ifDue() {
      try {
        if (isDue) isDue = !empties(db, 0);
      } catch {
        // The disk does not take it: it is tried again after the next commit.
      }
    },
  };
}

/**
 * Writes the file anew and empties its log, so that neither holds what was deleted or replaced. A running server waits
 * meanwhile. False: somebody else kept reading an older picture, so the new file is in the log alone.
 */
export function scrub(db: Connection, patienceMs = PATIENCE_MS): boolean {
  // What is written anew must not go through a folder of others.
  db.$client.pragma("temp_store = MEMORY");
  try {
    db.$client.exec("VACUUM");
  } catch (error) {
    throw translated(error);
  }
  for (let tries = 0; tries < patienceMs / (WAIT_MS + PAUSE_MS); tries += 1) {
    if (empties(db, WAIT_MS)) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  return false;
}
