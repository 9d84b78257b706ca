import { randomInt } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { faultOf, isShapedLike, quickFaultOf } from "./check.ts";
import { type Connection, connect } from "./connection.ts";
import { isNoDatabase, isWithoutLog } from "./header.ts";
import { logFault } from "./log-check.ts";
import { migrated, schemaAge, type Upgrade, upgradeFile } from "./migrate.ts";
import { instance } from "./schema.ts";
import { skipIds } from "./skip-ids.ts";
import { Database } from "./sqlite.ts";
import { cannot, storageError, translated } from "./storage-error.ts";

export type Kind = "real" | "sandbox";

export const IN_MEMORY = ":memory:";

/** A row of the instance table tells our file from any other, and a whole one from an empty one. */
function initialize(db: Connection, kind: Kind, createdAt: number): void {
  // Commits are counted from here, so that those of two databases have other numbers.
  db.$client.pragma(`user_version = ${randomInt(2 ** 30)}`);
  db.insert(instance).values({ id: 1, kind, createdAt }).onConflictDoNothing().run();
}

/** How a file is read that may be damaged. */
function distrust(client: Database.Database): void {
  client.pragma("busy_timeout = 5000");
  client.pragma("trusted_schema = OFF");
  client.pragma("cell_size_check = ON");
}

/** Everything that a re-opened file forgets. `synchronous` is read back: a commit must survive a power cut. */
function settle(client: Database.Database): void {
  distrust(client);
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.pragma("foreign_keys = ON");
  // What is deleted or replaced is overwritten in its page, not only forgotten.
  client.pragma("secure_delete = ON");
  // What a part of a transaction undoes needs no file: the image's folders are read-only.
  client.pragma("temp_store = MEMORY");
  // Kilobytes. What the bot looks at again and again fits in; the rest is in the system's cache all the same.
  client.pragma("cache_size = -4000");
  if (client.pragma("synchronous", { simple: true }) !== 2)
    throw new Error("synchronous = FULL was not taken");
}

export function openInMemory(kind: Kind, now: number, migrations: string): Connection {
  const db = connect(new Database(migrated(migrations)));
  settle(db.$client);
  initialize(db, kind, now);
  return db;
}

export function makeFolder(path: string): void {
  const folder = dirname(path);
  try {
    // One by one: the recursive form never ends where a file system takes no folders (/proc).
    const missing: string[] = [];
    for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
    for (const each of missing) mkdirSync(each, { mode: 0o700 });
  } catch (cause) {
    throw cannot(`make the folder ${folder}`, cause, "no_folder");
  }
  if (!statSync(folder).isDirectory())
    throw storageError(
      "no_folder",
      `Cannot make the folder ${folder}: there is a file of that name; remove it, or set DATABASE_PATH to another place.`,
    );
}

/** The file itself: whoever comes to it by a link must find the same lock beside it as everybody else. */
export function fileBehind(path: string): string {
  return existsSync(path) && lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
}

const beside = (path: string): string => `${path}-wal and ${path}-shm`;

const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** A backup is written in no WAL mode. What is beside it then is of another file, and would be mixed into this one. */
function requireOwnLog(path: string): void {
  if (!hasLog(path)) return;
  if (isWithoutLog(path))
    throw storageError(
      "damaged",
      `${path}-wal is not of ${path}, which looks like a restored backup; remove ${beside(path)}.`,
    );
}

function requireFittingLog(path: string): void {
  const fault = hasLog(path) ? logFault(path) : null;
  if (fault === "damaged")
    throw storageError(
      "damaged",
      `${path}-wal is damaged, and what was saved last is lost; restore a backup, or remove ${beside(path)} to go on with what was saved before.`,
    );
  if (fault === "foreign")
    throw storageError(
      "damaged",
      `${path}-wal is of another time than ${path}, or of another database; restore a backup, and remove ${beside(path)}.`,
    );
}

function requireWritable(path: string): void {
  for (const target of [dirname(path), path, `${path}-wal`, `${path}-shm`].filter(existsSync)) {
    try {
      accessSync(target, constants.R_OK | constants.W_OK);
    } catch (cause) {
      throw cannot(`write ${target === dirname(path) ? path : target}`, cause);
    }
  }
}

/**
 * The first run. The file is written under another name and renamed when it is whole: so an empty file under the right
 * name is never a first run that was interrupted, but always one that lost its content. It is built in memory, where
 * none of its many tables waits for the disk.
 */
export function createFile(path: string, kind: Kind, now: number, migrations: string): void {
  if (hasLog(path))
    throw storageError(
      "damaged",
      `${path} is gone, but its -wal file is there; put the file back, or restore a backup and remove ${beside(path)}.`,
    );
  const draft = `${path}.new`;
  for (const leftover of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(leftover, { force: true });
  const whole = openInMemory(kind, now, migrations);
  try {
    const fd = openSync(draft, "wx", 0o600);
    try {
      writeFileSync(fd, whole.$client.serialize());
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, path);
  } catch (cause) {
    throw cannot(`make ${path}`, cause);
  } finally {
    whole.$client.close();
  }
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

/** What SQLite's quick check leaves out costs more the more there is; a server takes that time once, at its start. */
function requireSound(db: Connection, path: string, kind: Kind, migrations: string): void {
  const fresh = openInMemory(kind, 0, migrations);
  const fault = isShapedLike(db, fresh) ? faultOf(db) : "its tables are not those of this program";
  fresh.$client.close();
  if (fault !== null)
    throw storageError("damaged", `${path} is damaged; restore a backup. What is wrong: ${fault}.`);
}

function requireWhole(db: Connection, path: string, kind: Kind): void {
  const fault = quickFaultOf(db);
  if (fault !== null)
    throw storageError("damaged", `${path} is damaged; restore a backup. What is wrong: ${fault}.`);
  const found = kindOf(db, path);
  if (found !== kind)
    throw storageError(
      "wrong_kind",
      kind === "sandbox"
        ? `${path} is of a real instance, but neither Slack nor Teams is configured; put their variables back (is .env in this folder, and whole?), or set DATABASE_PATH to another file to try the sandbox.`
        : `${path} is of a ${found} instance, not of a ${kind} one; set DATABASE_PATH to another file.`,
    );
}

function requireKnownSchema(age: "older" | "same" | "newer", path: string, mayMigrate: boolean): void {
  if (age === "newer")
    throw storageError(
      "newer",
      `${path} was written by a newer version of this program; use that one again, or put ${path}.before-upgrade in its place, which may be of this one.`,
    );
  if (age === "older" && !mayMigrate)
    throw storageError("older", `${path} is of an older version; start the server once.`);
}

type Usable = { readonly kind: Kind; readonly migrations: string; readonly mayMigrate: boolean };

/** What shows within a second or so: SQLite's quick check, whose file it is, and of which version. */
export function requireUsable(
  db: Connection,
  path: string,
  { kind, migrations, mayMigrate }: Usable,
): "older" | "same" | "newer" {
  distrust(db.$client);
  requireWhole(db, path, kind);
  const age = schemaAge(db, migrations);
  requireKnownSchema(age, path, mayMigrate);
  return age;
}

/** Checked at every start, because rows that a migration orphaned would stay unnoticed afterwards. */
export function requireReferences(db: Connection, path: string): void {
  const orphans = db.$client.prepare("SELECT count(*) FROM pragma_foreign_key_check").pluck().get();
  if (orphans !== 0)
    throw storageError(
      "damaged",
      `${path} is damaged; restore a backup. ${orphans} of its rows refer to rows that are not there.`,
    );
}

/** What shows before a file is opened: that it is one, may be written, and has its own log beside it. */
export function requireFile(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined)
    throw storageError(
      "missing",
      `There is no database at ${path}; name the one in DATABASE_PATH, or start the server once.`,
    );
  if (!file.isFile()) throw storageError("not_ours", `${path} is not a file; set DATABASE_PATH to one.`);
  if (file.size === 0)
    throw storageError("damaged", `${path} is empty; restore a backup, or remove it to start anew.`);
  if (isNoDatabase(path))
    throw storageError(
      "not_ours",
      `${path} is no database: DATABASE_PATH names something else, or the file was overwritten; set DATABASE_PATH to the database, or restore a backup.`,
    );
  requireWritable(path);
  requireOwnLog(path);
  requireFittingLog(path);
}

/** What only a server does that starts with a file. */
type Starting = {
  readonly idGap?: (() => number) | undefined;
  readonly upgraded?: ((upgrade: Upgrade) => void) | undefined;
};

/** Opens a file that must be there, whole, of this kind, and not from a newer version. */
export function openFile(
  path: string,
  kind: Kind,
  migrations: string,
  mayMigrate: boolean,
  { idGap, upgraded = () => {} }: Starting = {},
): Connection {
  requireFile(path);
  const check = (db: Connection) => {
    requireReferences(db, path);
    if (mayMigrate) requireSound(db, path, kind, migrations);
  };
  // Whoever opens a file to write mixes into it, at the latest when closing it, whatever log lies beside it.
  const readonly = !existsSync(`${path}-journal`);
  const looking = opened(path, { readonly }, (db) => {
    const age = requireUsable(db, path, { kind, migrations, mayMigrate });
    if (age === "same") check(db);
  });
  looking.$client.close();
  return opened(path, {}, (db) => {
    settle(db.$client);
    const upgrade = schemaAge(db, migrations) === "same" ? null : upgradeFile(db, path, migrations);
    if (upgrade !== null) check(db);
    // After the copy of before the upgrade was made: an older version that is put back with it skips none.
    if (mayMigrate) skipIds(db.$client, idGap);
    if (upgrade !== null) upgraded(upgrade);
  });
}

/** Closed again when it cannot be used. */
function opened(path: string, options: Database.Options, use: (db: Connection) => void): Connection {
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
