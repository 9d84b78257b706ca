import { sql } from "drizzle-orm";
import { firstBroken } from "../../domain/record/record.ts";
import { recordStore } from "../repositories/record.ts";
import type { Connection } from "./connection.ts";
import { sqliteCode } from "./storage-error.ts";

/**
 * The tables and their columns. How SQLite writes the statements that made them is its own affair, and what Litestream adds
 * to a database that it copies is Litestream's.
 */
const shapeOf = (db: Connection): string =>
  JSON.stringify(
    db.all(sql`select tables.name, columns.name, columns.type, columns."notnull", columns.pk
      from sqlite_master as tables join pragma_table_info(tables.name) as columns
      where tables.type = 'table' and tables.name not glob '_litestream_*'
      order by tables.name, columns.cid`),
  );

/** Whether the tables are those of this version, as they are in `fresh`: a changed name would show only at its use. */
export const isShapedLike = (db: Connection, fresh: Connection): boolean => shapeOf(db) === shapeOf(fresh);

/** SQLite begins with the name of the database, which here is always the same. */
const firstFault = (answer: string): string =>
  answer.split("\n").find((line) => !line.startsWith("***")) ?? answer;

/** SQLite has no code of its own for a header of a format that there is not, or a schema that does not fit together. */
function foundBy(look: () => string | null): string | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && sqliteCode(error) === "SQLITE_ERROR") return error.message;
    throw error;
  }
}

/** What shows within a second or so, or null. */
export const quickFaultOf = ({ $client }: Connection): string | null =>
  foundBy(() => {
    const answer = String($client.pragma("quick_check(1)", { simple: true }));
    return answer === "ok" ? null : firstFault(answer);
  });

export const referenceFaultOf = ({ $client }: Connection): string | null =>
  foundBy(() => {
    const orphans = $client.prepare("SELECT count(*) FROM pragma_foreign_key_check").pluck().get();
    return orphans === 0 ? null : `${orphans} of its rows refer to rows that are not there`;
  });

/**
 * What is wrong with a whole database, or null: SQLite's own check, then what that cannot see of the Record: its chain,
 * and that it still has every head that was told in chat.
 */
export function faultOf(db: Connection): string | null {
  const answer = db.$client.pragma("integrity_check(1)", { simple: true });
  if (answer !== "ok") return firstFault(String(answer));
  const record = recordStore(db);
  const broken = firstBroken(record.all());
  if (broken !== null) return `entry ${broken} of the Record does not fit its chain`;
  const { told } = db.get<{ told: number | null }>(sql`select min(marks.seq) as told
    from marks left join record using (seq) where marks.seq > 0 and record.hash is not marks.hash`);
  if (told !== null) return `entry ${told} of the Record is not the one whose head was told in chat`;
  return record.isAppendOnly()
    ? null
    : "what keeps the Record append-only, two triggers, was taken out of it";
}
