import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Connection } from "./connection.ts";

/** Found from this module, so it is the same folder from src/ and from dist/. */
export const MIGRATIONS = fileURLToPath(new URL("../../drizzle", import.meta.url));

const newestApplied = (db: Connection): number =>
  db.get<{ newest: number | null }>(sql`select max(created_at) as newest from __drizzle_migrations`).newest ??
  0;

/** How the file's schema compares with the code's. */
export function schemaAge(db: Connection, migrations: string): "older" | "same" | "newer" {
  const known = readMigrationFiles({ migrationsFolder: migrations }).at(-1)?.folderMillis ?? 0;
  const applied = newestApplied(db);
  if (applied === known) return "same";
  return applied < known ? "older" : "newer";
}

/**
 * Brings the schema up to date. Foreign keys are off meanwhile: a migration that builds a table anew would otherwise
 * delete the rows that refer to it, and the migrator's own transaction makes switching them off inside it void.
 */
export function migrateSchema(db: Connection, migrations: string): void {
  db.$client.pragma("foreign_keys = OFF");
  try {
    migrate(db, { migrationsFolder: migrations });
  } finally {
    db.$client.pragma("foreign_keys = ON");
  }
}
