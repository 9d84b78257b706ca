import { randomInt } from "node:crypto";
import type { Database } from "../db/sqlite.ts";

/** Each start skips more ids than a server gives out until the next, and millions of starts fit into a whole number. */
const randomGap = (): number => randomInt(2 ** 24, 2 ** 30);

/**
 * Whatever copy of the file is put back, buttons in the chats name what came after it. So the ids of each start begin at
 * a random distance behind the last: no row gets one that another life of the file, or the file before, has given out.
 */
export function skipIds(client: Database.Database, gap: () => number = randomGap): void {
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
      for (const table of numbered) {
        const by = gap();
        if (known.run(by, table).changes === 0) unknown.run(by, table);
      }
    })
    .immediate();
}
