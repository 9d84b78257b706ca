import { closeSync, openSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { firstBroken } from "../domain/record.ts";
import { type Connection, connect } from "./connection.ts";
import { recordStore } from "./record.ts";
import { storageError, translated } from "./storage-error.ts";

function reserve(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    if (exists) throw storageError("exists", `${file} is there already; a backup never overwrites.`, cause);
    throw storageError("not_writable", `Cannot make ${file}.`, cause);
  }
}

/** What is wrong with a database, or null: SQLite's own check, then the Record's chain, which sees what that misses. */
function faultOf(db: Connection): string | null {
  const answer = db.$client.pragma("integrity_check(1)", { simple: true });
  if (answer !== "ok") return String(answer);
  const broken = firstBroken(recordStore(db).all());
  return broken === null ? null : `entry ${broken} of the Record does not fit its chain`;
}

/** The copy leaves WAL mode, so that it is one file with nothing beside it. */
function check(file: string): void {
  const client = new Database(file, { fileMustExist: true });
  try {
    client.pragma("journal_mode = DELETE");
    const fault = faultOf(connect(client));
    if (fault !== null) throw storageError("damaged", `The copy is not whole: ${fault}.`);
  } finally {
    client.close();
  }
}

/** Copies the database, also while it is written to, and keeps the copy only when it is whole. Never overwrites. */
export async function backupTo(db: Connection, file: string): Promise<void> {
  reserve(file);
  try {
    await db.$client.backup(file);
    check(file);
  } catch (error) {
    rmSync(file, { force: true });
    throw translated(error);
  }
}
