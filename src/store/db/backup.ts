import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { faultOf } from "./check.ts";
import { type Connection, connect } from "./connection.ts";
import { Database } from "./sqlite.ts";
import { storageError, translated } from "./storage-error.ts";

/** All pages: a copy in several steps begins anew whenever somebody writes in between, and would never end. */
const AT_ONCE = 2 ** 31 - 1;

function requireNone(file: string): void {
  if (existsSync(file))
    throw storageError(
      "exists",
      `${file} is there already, and a backup never overwrites; name another file.`,
    );
}

function make(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (cause) {
    throw storageError(
      "not_writable",
      `Cannot make ${file}; name a file in a folder that you may write to.`,
      cause,
    );
  }
}

/** The copy leaves WAL mode, so that it is one file with nothing beside it. */
function check(file: string): void {
  const client = new Database(file, { fileMustExist: true });
  try {
    client.pragma("journal_mode = DELETE");
    const fault = faultOf(connect(client));
    if (fault !== null)
      throw storageError(
        "damaged",
        `The copy is not whole (${fault}), so the database is damaged; restore an older backup.`,
      );
  } finally {
    client.close();
  }
}

function keep(draft: string, file: string): void {
  const fd = openSync(draft, "r+");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  requireNone(file);
  renameSync(draft, file);
}

/**
 * Copies the database, also while it is written to. The copy has its name only once it is whole: whatever ends this
 * before leaves nothing that looks like a backup. Never overwrites.
 */
export async function backupTo(db: Connection, file: string): Promise<void> {
  requireNone(file);
  const draft = `${file}.part`;
  const parts = [draft, `${draft}-wal`, `${draft}-shm`, `${draft}-journal`];
  for (const part of parts) rmSync(part, { force: true });
  make(draft);
  try {
    await db.$client.backup(draft, { progress: () => AT_ONCE });
    check(draft);
    keep(draft, file);
  } catch (error) {
    for (const part of parts) rmSync(part, { force: true });
    throw translated(error);
  }
}
