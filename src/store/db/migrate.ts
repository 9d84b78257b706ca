import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { ROOT } from "../../root.ts";
import { copyTo } from "./copy.ts";
import { copyBefore, touch } from "./files.ts";
import { type Connection, connect, Database } from "./sqlite.ts";
import { storageError } from "./storage-error.ts";

export const MIGRATIONS = fileURLToPath(new URL("drizzle", ROOT));

/** Whether the file lacks migrations of the code. One that has others is refused. */
export function isOlder(db: Connection, path: string, migrations: string): boolean {
  const known = readMigrationFiles({ migrationsFolder: migrations }).map(({ folderMillis }) => folderMillis);
  const { applied } = db.get<{ applied: number }>(
    sql`select coalesce(max(created_at), 0) as applied from __drizzle_migrations`,
  );
  if (known.includes(applied)) return applied !== known.at(-1);
  throw storageError(
    "other_version",
    `${path} is of another version of this program, a newer one or one that was never released; use that one again, or put ${copyBefore(path, known.length)} in its place, if it is there.`,
  );
}

/**
 * Brings the schema up to date. Foreign keys are off meanwhile: a migration that builds a table anew would otherwise
 * delete the rows that refer to it, and the migrator's own transaction makes switching them off inside it void.
 */
function migrateSchema(db: Connection, migrations: string): void {
  db.$client.pragma("foreign_keys = OFF");
  try {
    migrate(db, { migrationsFolder: migrations });
  } catch (cause) {
    // On a full disk SQLite undoes it itself: the migrator then finds nothing to undo, and hides the reason.
    if (!inspect(cause).includes("no transaction is active")) throw cause;
    throw storageError(
      "storage",
      "The database could not be upgraded and is as it was: make room on its disk, or let files become longer (ulimit -f), then start again.",
      cause,
    );
  } finally {
    db.$client.pragma("foreign_keys = ON");
  }
}

/** From and to so many migrations, and where the file is kept as it was: the way back to the older version. */
export type Upgrade = { readonly from: number; readonly to: number; readonly copy: string };

export function upgradeFile(db: Connection, path: string, migrations: string, now: number): Upgrade {
  const applied = () =>
    db.get<{ count: number }>(sql`select count(*) as count from __drizzle_migrations`).count;
  const from = applied();
  const copy = copyBefore(path, from);
  rmSync(copy, { force: true });
  touch(copy);
  copyTo(db, copy, now);
  migrateSchema(db, migrations);
  return { from, to: applied(), copy };
}

const blanks = new Map<string, Buffer>();

/** The bytes of a database in which there is nothing but the schema. Built once, because tests open thousands. */
export function migrated(migrations: string): Buffer {
  const known = blanks.get(migrations);
  if (known !== undefined) return known;
  const db = connect(new Database(":memory:"));
  migrateSchema(db, migrations);
  const bytes = db.$client.serialize();
  db.$client.close();
  blanks.set(migrations, bytes);
  return bytes;
}

/** Each start skips more ids than a server gives out until the next, and millions of starts fit into a whole number. */
const randomGap = (): number => randomInt(2 ** 24, 2 ** 30);

/**
 * Whatever copy of the file is put back, buttons in the chats name what came after it. So the ids of each start begin at
 * a random distance behind the last: no row gets one that another life of the file, or the file before, has given out.
 */
export function skipIds({ $client }: Connection, gap: () => number = randomGap): void {
  const numbered = $client
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
    .pluck();
  const known = $client.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?");
  const unknown = $client.prepare("INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)");
  const skip = $client.transaction(() => {
    for (const table of numbered.all()) {
      const by = gap();
      if (known.run(by, table).changes === 0) unknown.run(by, table);
    }
  });
  skip.immediate();
}
