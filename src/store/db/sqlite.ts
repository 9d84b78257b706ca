import { createRequire } from "node:module";
// biome-ignore lint/style/noRestrictedImports: the one file that picks the version may name its types.
import type BetterSqlite3 from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { folded } from "../../domain/members/members-list.ts";
import { AppError, codeOf } from "../../lib/errors.ts";

/** The version of Node's native interface that better-sqlite3 13 needs: Node 22.14 and newer. */
const NODE_API = 10;

/** Two majors, because 13 does not load on Node 20, and 12 may crash on Node 24.19 and newer. */
function load(): { readonly name: string; readonly Loaded: typeof BetterSqlite3 } {
  const require = createRequire(import.meta.url);
  if (Number(process.versions["napi"]) >= NODE_API) {
    try {
      return { name: "better-sqlite3-13", Loaded: require("better-sqlite3-13") };
    } catch (error) {
      if (codeOf(error) !== "MODULE_NOT_FOUND") throw error;
      process.emitWarning(
        "better-sqlite3-13 is not installed, without which Node 24.19 and newer may end this program: run npm ci with optional dependencies.",
      );
    }
  }
  return { name: "better-sqlite3", Loaded: require("better-sqlite3") };
}

const { name, Loaded } = load();

export const Database = Loaded;

export declare namespace Database {
  type Database = BetterSqlite3.Database;
  type Options = BetterSqlite3.Options;
}

/** The package can be there without its compiled part: `npm ci --ignore-scripts` leaves that out. */
export function requireBinary(): void {
  try {
    new Database(":memory:").close();
  } catch (cause) {
    throw new AppError(
      "unavailable",
      `The compiled part of ${name} is missing, as after npm ci --ignore-scripts, or is of another version of Node; run npm rebuild ${name}, then start again.`,
      { detail: "no_binary", asked: false, cause },
    );
  }
}

/** Drizzle over the one connection; `$client` is the connection itself, for what needs a prepared statement. */
export type Connection = BetterSQLite3Database & { readonly $client: Database.Database };

/** A file may be damaged, or made by somebody else: nothing in it is trusted. */
export function connect(client: Database.Database): Connection {
  client.pragma("trusted_schema = OFF");
  client.pragma("cell_size_check = ON");
  client.function("folded", { deterministic: true }, (text) =>
    typeof text === "string" ? folded(text) : "",
  );
  return drizzle({ client });
}
