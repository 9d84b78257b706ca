import type { Connection } from "./connection.ts";
import type { Tx } from "./tx.ts";

export function inboxStore(db: Connection): Tx["inbox"] {
  const note = db.$client.prepare<[string, number]>(
    "INSERT INTO inbox (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const remove = db.$client.prepare<[string]>("DELETE FROM inbox WHERE key = ?");
  const find = db.$client.prepare<[string]>("SELECT 1 FROM inbox WHERE key = ?");
  return {
    firstTime: (key, now) => note.run(key, now).changes === 1,
    has: (key) => find.get(key) !== undefined,
    forget: (key) => void remove.run(key),
  };
}
