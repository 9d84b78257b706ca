import type Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";

/** Drizzle over the one connection; `$client` is the connection itself, for what needs a prepared statement. */
export type Connection = BetterSQLite3Database & { readonly $client: Database.Database };

export const connect = (client: Database.Database): Connection => drizzle({ client });
