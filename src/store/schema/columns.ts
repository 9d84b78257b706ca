import { getTableName } from "drizzle-orm";
import { type AnySQLiteColumn, customType, index, integer } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import type { Subject } from "../../domain/message.ts";
import { storageError } from "../db/storage-error.ts";

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const sentence = "A stored row does not have the form it was written in; restore a backup.";
    throw storageError("damaged", sentence, cause);
  }
}

/**
 * A JSON column that is checked whenever it is read: a row that does not fit is an error, never a wrong type. A field that
 * a release adds to such a type needs a default there: rows of the release before do not have it.
 */
export const json = <T>(schema: z.ZodType<T>) =>
  customType<{ data: Readonly<T>; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => parsed(schema, text),
  });

/** An e-mail address, lower-case in every statement. */
export const addressColumn = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: (value) => value.toLowerCase(),
});

export const subjectColumn = customType<{ data: Subject; driverData: string }>({ dataType: () => "text" });

/** Not number by number as a schema of each: a Task has a hundred, and every open one is read at each Approve. */
export const ids = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every(Number.isSafeInteger),
);

export const indexes = (...columns: AnySQLiteColumn[]) =>
  columns.map((column) => index(`${getTableName(column.table)}_${column.name}`).on(column));

export const rowId = () => integer().primaryKey({ autoIncrement: true });
