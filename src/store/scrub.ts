import type { Connection } from "./connection.ts";
import { translated } from "./storage-error.ts";

const PATIENCE_MS = 4_000;
const PAUSE_MS = 100;
/** A checkpoint that waits for readers keeps writers out meanwhile: the server, and so everybody who clicks. */
const WAIT_MS = 100;

/**
 * Writes the file anew, and empties the log beside it: what was deleted or replaced is in neither any more. Works beside
 * a running server, which waits meanwhile. False: somebody else kept reading an older picture all this time, so the file
 * is as it was, with the new one in the log.
 */
export function scrub({ $client: client }: Connection, patienceMs = PATIENCE_MS): boolean {
  // What is written anew must not go through a folder of others.
  client.pragma("temp_store = MEMORY");
  try {
    client.exec("VACUUM");
  } catch (error) {
    throw translated(error);
  }
  const patience = client.pragma("busy_timeout", { simple: true });
  client.pragma(`busy_timeout = ${WAIT_MS}`);
  try {
    for (let tries = 0; tries < patienceMs / (WAIT_MS + PAUSE_MS); tries += 1) {
      const [answer] = client.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
      if (answer?.busy === 0) return true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
    return false;
  } finally {
    client.pragma(`busy_timeout = ${patience}`);
  }
}
