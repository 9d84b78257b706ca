import { type Connection, connect, Database } from "./sqlite.ts";

/** Copies the whole database without what was deleted, and notes in the copy that it is one. `now`: epoch ms. */
export function copyTo(db: Connection, file: string, now: number): void {
  db.$client.prepare("VACUUM INTO ?").run(file);
  const { $client } = connect(new Database(file));
  $client.prepare("UPDATE instance SET copied_at = ? WHERE id = 1").run(now);
  $client.close();
}

/**
 * A server starts with a copy that was put in the place of its file: what was planned when the copy was made may have been
 * done since by the file that it replaces, so it is looked for first. Gives when it was made (epoch ms), or `arrivedAt` when it
 * does not say so; null: it is none.
 */
export function takeOver({ $client }: Connection, arrivedAt: number | null): number | null {
  const said = $client.prepare("SELECT copied_at FROM instance WHERE id = 1").pluck().get();
  const copiedAt = typeof said === "number" ? said : arrivedAt;
  if (copiedAt === null) return null;
  const suspect =
    $client.prepare(`UPDATE jobs SET unknown_since = min(coalesce(unknown_since, :copiedAt), :copiedAt)
    WHERE state IN ('ready', 'running')`);
  $client.transaction(() => {
    suspect.run({ copiedAt });
    $client.exec("UPDATE instance SET copied_at = NULL WHERE id = 1");
  })();
  return copiedAt;
}
