import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { folded } from "../../domain/members/members-list.ts";
import type { Database } from "./sqlite.ts";

/** Drizzle over the one connection; `$client` is the connection itself, for what needs a prepared statement. */
export type Connection = BetterSQLite3Database & { readonly $client: Database.Database };

export function connect(client: Database.Database): Connection {
  client.function("folded", { deterministic: true }, (text) =>
    typeof text === "string" ? folded(text) : "",
  );
  return drizzle({ client });
}
