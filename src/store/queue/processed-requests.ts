import type { Connection } from "../db/sqlite.ts";
import { onDemand } from "../schema/table.ts";

export function processedRequestsStore(db: Connection) {
  const note = onDemand(() =>
    db.$client.prepare<[string, number]>(
      "INSERT INTO processed_requests (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
    ),
  );
  const remove = onDemand(() => db.$client.prepare<[string]>("DELETE FROM processed_requests WHERE key = ?"));
  const find = onDemand(() => db.$client.prepare<[string]>("SELECT 1 FROM processed_requests WHERE key = ?"));
  // A range, so that the key's index serves.
  const latest = onDemand(() =>
    db.$client
      .prepare<[string, string], number | null>(
        "SELECT max(at) FROM processed_requests WHERE key >= ? AND key < ?",
      )
      .pluck(),
  );
  return {
    /** Notes an inbound request; false when this key was noted before. */
    firstTime: (key: string, now: number): boolean => note().run(key, now).changes === 1,
    /** When a key with this beginning was noted last (epoch ms); null: none was in 90 days. */
    latest: (beginning: string): number | null => latest().get(beginning, `${beginning}\u{10ffff}`) ?? null,
    has: (key: string): boolean => find().get(key) !== undefined,
    /** It had no effect: the same request may come again and be answered. */
    forget: (key: string): void => void remove().run(key),
  };
}
