import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { firstBroken } from "../../domain/record/record.ts";
import { recordStore } from "../repositories/record.ts";
import { instance } from "../schema/schema.ts";
import { takeOver } from "./copy.ts";
import { requireFile, requireOwnLog } from "./files.ts";
import { isOlder, migrated, skipIds, type Upgrade, upgradeFile } from "./migrate.ts";
import { type Connection, connect, Database } from "./sqlite.ts";
import { sqliteCode, storageError, translated, trying } from "./storage-error.ts";

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
  requireOwnLog(path);
  const draft = `${path}.new`;
  const { $client } = openInMemory(kind, now, migrations);
  const bytes = $client.serialize();
  $client.close();
  trying(`make ${path}`, () => {
    rmSync(draft, { force: true });
    writeFileSync(draft, bytes, { flag: "wx", mode: 0o600, flush: true });
    renameSync(draft, path);
  });
}

/** What SQLite finds, or null. It begins with the name of the database, which here is always the same. */
function checked({ $client }: Connection, check: "quick_check(1)" | "integrity_check(1)"): string | null {
  try {
    const answer = String($client.pragma(check, { simple: true }));
    if (answer === "ok") return null;
    return answer.split("\n").find((line) => !line.startsWith("***")) ?? answer;
  } catch (error) {
    // SQLite has no code of its own for a header of a format that there is not, or a schema that does not fit together.
    if (error instanceof Error && sqliteCode(error) === "SQLITE_ERROR") return error.message;
    throw error;
  }
}

/** What is wrong with a whole database, or null: SQLite's own checks, then the Record's chain, which they cannot see. */
export function faultOf(db: Connection): string | null {
  const fault = checked(db, "integrity_check(1)");
  if (fault !== null) return fault;
  const orphans = db.$client.prepare("SELECT count(*) FROM pragma_foreign_key_check").pluck().get();
  if (orphans !== 0) return `${orphans} of its rows refer to rows that are not there`;
  const record = recordStore(db);
  const broken = firstBroken(record.all());
  if (broken !== null) return `entry ${broken} of the Record does not fit its chain`;
  return record.isAppendOnly()
    ? null
    : "what keeps the Record append-only, two triggers, was taken out of it";
}

function requireNoFault(path: string, fault: string | null): void {
  if (fault !== null)
    throw storageError("damaged", `${path} is damaged; restore a backup. What is wrong: ${fault}.`);
}

/**
 * Checks what shows within a second or so: SQLite's quick check, whose file it is, and of which version. True: it is older,
 * which only a server takes.
 */
function requireUsable(db: Connection, path: string, kind: Kind, migrations: string): boolean {
  const notOurs = (cause?: unknown) =>
    storageError(
      "not_ours",
      `${path} is not a database of this program, or lost its content; restore a backup, or set DATABASE_PATH to another file.`,
      cause,
    );
  let found: unknown;
  try {
    requireNoFault(path, checked(db, "quick_check(1)"));
    found = db.$client.prepare("SELECT kind FROM instance WHERE id = 1").pluck().get();
  } catch (cause) {
    throw ["SQLITE_NOTADB", "SQLITE_ERROR"].includes(sqliteCode(cause) ?? "") ? notOurs(cause) : cause;
  }
  if (found === undefined) throw notOurs();
  if (found === kind) return isOlder(db, path, migrations);
  throw storageError(
    "wrong_kind",
    kind === "sandbox"
      ? `${path} is of a real instance, but neither Slack nor Teams is configured; put their variables back (is .env in this folder, and whole?), or set DATABASE_PATH to another file to try the sandbox.`
      : `${path} is of a ${found} instance, not of a ${kind} one; set DATABASE_PATH to another file.`,
  );
}

/** What only a server does that starts with a file: it takes the time to check all of it, and migrates it. */
export type Starting = {
  readonly idGap?: (() => number) | undefined;
  readonly upgraded?: ((upgrade: Upgrade) => void) | undefined;
  /** Whether the file was put where no server has worked before, as from a replica, which does not say that it is one. */
  readonly arrived?: boolean | undefined;
  /** The file is a copy that was put in the place of another, made then (epoch ms), or that arrived now. */
  readonly restored?: ((copiedAt: number) => void) | undefined;
  /** Epoch ms; stamps what is created. */
  readonly clock?: (() => number) | undefined;
};

/** Of everybody but the server. Reading changes no byte of the file or its log, with its server running and without. */
export type Access = "write" | "read";

/**
 * Opens a file that must be there, whole, of this kind and of a version that the code knows. One that is refused stays as it
 * is: its log is not put into it. Only a journal, which a kill leaves where there was no log yet, is undone first.
 */
export function openFile(
  path: string,
  kind: Kind,
  migrations: string,
  access: Starting | Access,
): Connection {
  requireFile(path);
  const isServer = typeof access === "object";
  let older = false;
  const readonly = access === "read" || existsSync(`${path}-wal`);
  const looked = opened(path, { readonly }, (db) => {
    older = requireUsable(db, path, kind, migrations);
    if (isServer && !older) requireNoFault(path, faultOf(db));
    if (isServer || !older) return;
    throw storageError("older", `${path} is of an older version; start the server once, which upgrades it.`);
  });
  if (access === "read") return looked;
  looked.$client.close();
  return opened(path, {}, (db) => {
    settle(db.$client);
    if (!isServer) return;
    const now = (access.clock ?? Date.now)();
    const upgrade = older ? upgradeFile(db, path, migrations, now) : null;
    if (upgrade !== null) requireNoFault(path, faultOf(db));
    // After the copy of before the upgrade was made: an older version that is put back with it skips none.
    skipIds(db, access.idGap);
    if (upgrade !== null) access.upgraded?.(upgrade);
    const copiedAt = takeOver(db, access.arrived === true ? now : null);
    if (copiedAt !== null) access.restored?.(copiedAt);
  });
}

/** Closed again when it cannot be used. */
function opened(path: string, options: Database.Options, use: (db: Connection) => void): Connection {
  let client: Database.Database | null = null;
  try {
    client = new Database(path, { ...options, fileMustExist: true });
    const db = connect(client);
    use(db);
    return db;
  } catch (error) {
    client?.close();
    throw translated(error);
  }
}
