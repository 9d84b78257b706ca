import { type SQL, sql } from "drizzle-orm";
import { type AnySQLiteColumn, customType, integer } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import { type AlertFacts, alertFacts } from "../../domain/alert.ts";
import { evidence } from "../../domain/evidence.ts";
import { fileContent, filePlace } from "../../domain/file-offer.ts";
import type { Subject } from "../../domain/message.ts";
import { SEATS } from "../../domain/role.ts";
import { observed } from "../../domain/setup/observed.ts";
import { billing, settings, setupSteps } from "../../domain/setup/setup.ts";
import { damagedRow } from "../db/storage-error.ts";

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw damagedRow(cause);
  }
}

/**
 * A JSON column that is checked whenever it is read: a row that does not fit is an error, never a wrong type. A field that
 * a release adds to such a type needs a default there: rows of the release before do not have it.
 */
const json = <T>(schema: z.ZodType<T>) =>
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

export const fileContentColumn = json(fileContent);
export const filePlaceColumn = json(filePlace);
export const evidenceColumn = json(evidence);
export const alertFactsColumn = json<AlertFacts>(alertFacts);
export const observedColumn = json(observed);
export const billingColumn = json(billing);
export const stepsColumn = json(setupSteps);
export const settingsColumn = json(settings);
/** Not number by number as a schema of each: a Task has a hundred, and every open one is read at each Approve. */
const ids = z.custom<readonly number[]>((value) => Array.isArray(value) && value.every(Number.isSafeInteger));
export const idsColumn = json(ids);
export const seatsColumn = json(z.array(z.enum(SEATS)));
export const stringsColumn = json(z.record(z.string(), z.string()));
export const valuesColumn = json(z.record(z.string(), z.unknown()));

export const oneOf = (column: AnySQLiteColumn, words: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;

export const lowerCase = (column: AnySQLiteColumn): SQL => sql`${column} = lower(${column})`;

export const rowId = () => integer().primaryKey({ autoIncrement: true });
