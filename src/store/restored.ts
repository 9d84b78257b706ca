import type { Database } from "./sqlite.ts";

/** In the header of a copy that was made as a backup, until a server starts with it. */
const COPY = 0x4d535542;
/** More rows than a table gets between a backup and the day on which it is needed. */
const GAP = 1_000;

export const markAsCopy = (client: Database.Database): void => {
  client.pragma(`application_id = ${COPY}`);
};

/**
 * What came after a backup is gone once it is restored, but the buttons that name it are still in the chats. No new row
 * gets a number that one of them could name. Nothing to do for a file that is no restored backup.
 */
export function skipNamedRows(client: Database.Database): void {
  if (client.pragma("application_id", { simple: true }) !== COPY) return;
  client
    .transaction(() => {
      const numbered = client
        .prepare<[], string>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'",
        )
        .pluck()
        .all();
      const known = client.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?");
      const unknown = client.prepare("INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)");
      for (const table of numbered) if (known.run(GAP, table).changes === 0) unknown.run(GAP, table);
      client.pragma("application_id = 0");
    })
    .immediate();
}
