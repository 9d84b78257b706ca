import { Database } from "../../../src/store/db/sqlite.ts";

/** Every row of every table by the table's name, as text. `columns`: only these, by table. */
export function dumpOf(
  path: string,
  columns?: ReadonlyMap<string, readonly string[]>,
): Map<string, string[]> {
  const db = new Database(path, { readonly: true });
  try {
    const rows = [...(columns ?? columnsIn(db))].map(([table, names]): [string, string[]] => {
      const list = names.map((name) => `"${name}"`).join(", ");
      const all = db.prepare(`SELECT ${list} FROM "${table}"`).raw().all();
      return [table, all.map((row) => JSON.stringify(row)).sort()];
    });
    return new Map(rows);
  } finally {
    db.close();
  }
}

/** The tables of the bot's own, and their columns. */
export function columnsIn(db: Database.Database): Map<string, string[]> {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all();
  const names = db.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck();
  return new Map(tables.map((table) => [table, names.all(table)]));
}
