import type { Connection } from "./connection.ts";

/**
 * What was taken out of the database still stands in the log beside it, until that is emptied. `due`: with the end of this
 * transaction. `ifDue`, after each commit: while somebody reads an older picture, or the disk does not take it, it is tried
 * again after the next one. Nobody waits for it, and it never throws.
 */
export function emptyingLog({ $client: client }: Connection): { due(): void; ifDue(): void } {
  let isDue = false;

  function empties(): boolean {
    const patience = client.pragma("busy_timeout", { simple: true });
    client.pragma("busy_timeout = 0");
    try {
      const [answer] = client.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
      return answer?.busy === 0;
    } catch {
      return false;
    } finally {
      client.pragma(`busy_timeout = ${patience}`);
    }
  }

  return {
    due() {
      isDue = true;
    },
    ifDue() {
      if (isDue) isDue = !empties();
    },
  };
}
