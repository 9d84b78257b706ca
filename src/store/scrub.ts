import type { Connection } from "./connection.ts";
import { storageError } from "./storage-error.ts";

const TRIES = 20;
const PAUSE_MS = 100;

/**
 * Writes the file anew, and empties the log beside it: what was deleted or replaced is in neither any more. Works beside
 * a running server, which waits meanwhile.
 */
export function scrub({ $client: client }: Connection): void {
  // What is written anew must not go through a folder of others.
  client.pragma("temp_store = MEMORY");
  client.exec("VACUUM");
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [answer] = client.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    if (answer?.busy === 0) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  throw storageError(
    "storage",
    "The log beside the database could not be emptied, because somebody else reads it; try again in a minute.",
  );
}
