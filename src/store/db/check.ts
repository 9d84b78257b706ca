import { firstBroken } from "../../domain/record/record.ts";
import { recordStore } from "../repositories/record.ts";
import * as schema from "../schema/schema.ts";
import * as traffic from "../schema/schema-traffic.ts";
import type { Connection } from "./sqlite.ts";
import { sqliteCode } from "./storage-error.ts";

/** SQLite begins with the name of the database, which here is always the same. */
const firstFault = (answer: string): string =>
  answer.split("\n").find((line) => !line.startsWith("***")) ?? answer;

function checked({ $client }: Connection, check: "quick_check(1)" | "integrity_check(1)"): string | null {
  const answer = String($client.pragma(check, { simple: true }));
  return answer === "ok" ? null : firstFault(answer);
}

/** What shows within a second or so, or null. */
export function quickFaultOf(db: Connection): string | null {
  try {
    return checked(db, "quick_check(1)");
  } catch (error) {
    // SQLite has no code of its own for a header of a format that there is not, or a schema that does not fit together.
    if (error instanceof Error && sqliteCode(error) === "SQLITE_ERROR") return error.message;
    throw error;
  }
}

/** At every open: a changed name would show only at its use, and rows that a migration orphaned not at all. */
export function contentFaultOf(db: Connection): string | null {
  try {
    for (const table of Object.values({ ...schema, ...traffic })) db.select().from(table).limit(0).all();
  } catch (error) {
    if (sqliteCode(error) === "SQLITE_ERROR") return "its tables are not those of this program";
    throw error;
  }
  const orphans = db.$client.prepare("SELECT count(*) FROM pragma_foreign_key_check").pluck().get();
  return orphans === 0 ? null : `${orphans} of its rows refer to rows that are not there`;
}

/** What is wrong with a whole database, or null: SQLite's own check, then the Record's chain, which that cannot see. */
export function faultOf(db: Connection): string | null {
  const fault = checked(db, "integrity_check(1)");
  if (fault !== null) return fault;
  const record = recordStore(db);
  const broken = firstBroken(record.all());
  if (broken !== null) return `entry ${broken} of the Record does not fit its chain`;
  return record.isAppendOnly()
    ? null
    : "what keeps the Record append-only, two triggers, was taken out of it";
}
