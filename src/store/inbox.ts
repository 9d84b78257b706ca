import type { Connection } from "./connection.ts";
import type { Tx } from "./tx.ts";

export function inboxStore(db: Connection): Tx["inbox"] {
  const note = db.$client.prepare<[string, number]>(
    "INSERT INTO inbox (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  return {
    firstTime: (key, now) => note.run(key, now).changes === 1,
  };
}
