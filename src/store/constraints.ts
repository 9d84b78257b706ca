import { type SQL, sql } from "drizzle-orm";
import { type AnySQLiteColumn, integer } from "drizzle-orm/sqlite-core";

export const oneOf = (column: AnySQLiteColumn, words: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;

export const lowerCase = (column: AnySQLiteColumn): SQL => sql`${column} = lower(${column})`;

export const rowId = () => integer().primaryKey({ autoIncrement: true });
