import type { Connection } from "../db/connection.ts";
import { onDemand } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export function inboxStore(db: Connection): Tx["inbox"] {
  const note = onDemand(() =>
    db.$client.prepare<[string, number]>("INSERT INTO inbox (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING"),
  );
  const remove = onDemand(() => db.$client.prepare<[string]>("DELETE FROM inbox WHERE key = ?"));
  const find = onDemand(() => db.$client.prepare<[string]>("SELECT 1 FROM inbox WHERE key = ?"));
  // A range, so that the key's index serves.
  const latest = onDemand(() =>
    db.$client
      .prepare<[string, string], number | null>("SELECT max(at) FROM inbox WHERE key >= ? AND key < ?")
      .pluck(),
  );
  return {
    firstTime: (key, now) => note().run(key, now).changes === 1,
    latest: (beginning) => latest().get(beginning, `${beginning}\u{10ffff}`) ?? null,
    has: (key) => find().get(key) !== undefined,
    forget: (key) => void remove().run(key),
  };
}
