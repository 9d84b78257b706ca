import { type Column, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";

type WithId = SQLiteTable & { readonly id: SQLiteColumn };

/** A column of JSON would make a word of null. */
const encoder = (column: Column) => ({
  mapToDriverValue: (value: unknown) => (value === null ? null : column.mapToDriverValue(value)),
});

/** Writes a row anew, found by its id. Prepared, because each click saves some, and Drizzle would build it each time. */
export function saving<T extends WithId>(db: Connection, table: T): (row: T["$inferSelect"]) => void {
  const slots: Record<string, SQL> = {};
  for (const [name, column] of Object.entries(getTableColumns(table)))
    if (name !== "id") slots[name] = sql`${sql.param(sql.placeholder(name), encoder(column))}`;
  const update = onDemand(() =>
    db
      .update(table as WithId)
      .set(slots)
      .where(eq(table.id, sql.placeholder("id")))
      .prepare(),
  );
  return (row) => void update().run(row);
}
