import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { instance } from "../schema/schema.ts";
import { skipIds } from "../schema/skip-ids.ts";
import { contentFaultOf, faultOf, quickFaultOf } from "./check.ts";
import { requireFile, requireNoLog } from "./file.ts";
import { migrated, type SchemaAge, schemaAge, type Upgrade, upgradeFile } from "./migrate.ts";
import { type Connection, connect, Database } from "./sqlite.ts";
import { cannot, sqliteCode, storageError, translated } from "./storage-error.ts";

export type Kind = "real" | "sandbox";

/** Everything that a re-opened file forgets. `synchronous` is read back: a commit must survive a power cut. */
function settle(client: Database.Database): void {
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.pragma("foreign_keys = ON");
  // What is deleted or replaced is overwritten in its page, not only forgotten.
  client.pragma("secure_delete = ON");
  // VACUUM goes through no folder of others, and those of the image are read-only.
  client.pragma("temp_store = MEMORY");
  // Kilobytes. What the bot looks at again and again fits in; the rest is in the system's cache all the same.
  client.pragma("cache_size = -4000");
  if (client.pragma("synchronous", { simple: true }) !== 2)
    throw new Error("synchronous = FULL was not taken");
}

export function openInMemory(kind: Kind, now: number, migrations: string): Connection {
  const db = connect(new Database(migrated(migrations)));
  settle(db.$client);
  // This row tells our file from any other, and a whole one from an empty one.
  db.insert(instance).values({ id: 1, kind, createdAt: now }).run();
  return db;
}

/**
 * The first run. The file is written under another name and renamed when it is whole: so an empty file under the right
 * name is never a first run that was interrupted, but always one that lost its content. It is built in memory, where
 * none of its many tables waits for the disk.
 */
export function createFile(path: string, kind: Kind, now: number, migrations: string): void {
  requireNoLog(path);
  const draft = `${path}.new`;
  const whole = openInMemory(kind, now, migrations);
  try {
    rmSync(draft, { force: true });
    const fd = openSync(draft, "wx", 0o600);
    writeFileSync(fd, whole.$client.serialize());
    fsyncSync(fd);
    closeSync(fd);
    renameSync(draft, path);
  } catch (cause) {
    throw cannot(`make ${path}`, cause);
  } finally {
    whole.$client.close();
  }
}

function requireNoFault(path: string, fault: string | null): void {
  if (fault !== null)
    throw storageError("damaged", `${path} is damaged; restore a backup. What is wrong: ${fault}.`);
}

function requireDatabase(db: Connection, path: string): void {
  let fault: string | null;
  try {
    fault = quickFaultOf(db);
  } catch (cause) {
    if (sqliteCode(cause) !== "SQLITE_NOTADB") throw cause;
    throw storageError(
      "not_ours",
      `${path} is no database: DATABASE_PATH names something else, or the file was overwritten; set DATABASE_PATH to the database, or restore a backup.`,
      cause,
    );
  }
  requireNoFault(path, fault);
}

function kindOf(db: Connection, path: string): string {
  try {
    return db.get<{ kind: string }>(sql`select kind from instance where id = 1`).kind;
  } catch (cause) {
    throw storageError(
      "not_ours",
      `${path} is not a database of this program, or lost its content; restore a backup, or set DATABASE_PATH to another file.`,
      cause,
    );
  }
}

function requireKind(kind: Kind, found: string, path: string): void {
  if (found === kind) return;
  throw storageError(
    "wrong_kind",
    kind === "sandbox"
      ? `${path} is of a real instance, but neither Slack nor Teams is configured; put their variables back (is .env in this folder, and whole?), or set DATABASE_PATH to another file to try the sandbox.`
      : `${path} is of a ${found} instance, not of a ${kind} one; set DATABASE_PATH to another file.`,
  );
}

/** Checks what shows within a second or so: SQLite's quick check, whose file it is, and of which version. */
export function requireUsable(db: Connection, path: string, kind: Kind, migrations: string): SchemaAge {
  requireDatabase(db, path);
  requireKind(kind, kindOf(db, path), path);
  const age = schemaAge(db, migrations);
  if (age === "newer")
    throw storageError(
      "newer",
      `${path} was written by a newer version of this program; use that one again, or put ${path}.before-upgrade in its place, which may be of this one.`,
    );
  if (age === "same") requireNoFault(path, contentFaultOf(db));
  return age;
}

/** What only a server does that starts with a file: it takes the time to check all of it, and migrates it. */
export type Starting = {
  readonly idGap?: (() => number) | undefined;
  readonly upgraded?: ((upgrade: Upgrade) => void) | undefined;
};

/** Opens a file that must be there, whole, of this kind, and not from a newer version; null: for a reader. */
export function openFile(path: string, kind: Kind, migrations: string, server: Starting | null): Connection {
  requireFile(path);
  const requireWhole = (db: Connection) => server !== null && requireNoFault(path, faultOf(db));
  let isOlder = false;
  // One that is refused stays as it is, its log too: closing a file that was opened to write would change it.
  const look = opened(path, { readonly: !existsSync(`${path}-journal`) }, (db) => {
    isOlder = requireUsable(db, path, kind, migrations) === "older";
    if (isOlder && server === null)
      throw storageError("older", `${path} is of an older version; start the server once.`);
    if (!isOlder) requireWhole(db);
  });
  look.$client.close();
  return opened(path, {}, (db) => {
    settle(db.$client);
    const upgrade = isOlder ? upgradeFile(db, path, migrations) : null;
    if (upgrade !== null) {
      requireNoFault(path, contentFaultOf(db));
      requireWhole(db);
    }
    // After the copy of before the upgrade was made: an older version that is put back with it skips none.
    if (server !== null) skipIds(db.$client, server.idGap);
    if (upgrade !== null) server?.upgraded?.(upgrade);
  });
}

/** Closed again when it cannot be used. */
export function opened(path: string, options: Database.Options, use: (db: Connection) => void): Connection {
  const client = new Database(path, { ...options, fileMustExist: true });
  try {
    const db = connect(client);
    use(db);
    return db;
  } catch (error) {
    client.close();
    throw translated(error);
  }
}
