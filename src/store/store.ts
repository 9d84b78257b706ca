import { existsSync } from "node:fs";
import { backupTo } from "./db/backup.ts";
import type { Connection } from "./db/connection.ts";
import { fileBehind, makeFolder } from "./db/file.ts";
import { lockOf, takeLock, watchFile } from "./db/lock.ts";
import { MIGRATIONS, type Upgrade } from "./db/migrate.ts";
import { createFile, IN_MEMORY, type Kind, openFile, openInMemory } from "./db/open.ts";
import { createReadCache, type ReadCache } from "./db/read-cache.ts";
import { requireBinary } from "./db/sqlite.ts";
import { type Tables, transactions } from "./db/transactions.ts";
import { emptyingLog, scrub } from "./db/wal.ts";
import { eraseTraces, isBusyWith, leftIn } from "./erase/erase.ts";
import { findTraces } from "./erase/traces.ts";
import { listingStore } from "./listing.ts";
import { createChanges, REDRAW_AFTER_MS } from "./queue/changes.ts";
import { referencesStore } from "./queue/conversation-references.ts";
import { inboxStore } from "./queue/inbox.ts";
import { jobsStore } from "./queue/jobs.ts";
import { alertsStore } from "./repositories/alerts.ts";
import { auditStore } from "./repositories/audit.ts";
import { digestsStore } from "./repositories/digests.ts";
import { draftsStore } from "./repositories/drafts.ts";
import { filesStore } from "./repositories/file-offers.ts";
import { invitationsStore } from "./repositories/invitations.ts";
import { marksStore } from "./repositories/marks.ts";
import { membersStore } from "./repositories/members.ts";
import { peopleStore } from "./repositories/people.ts";
import { postedStore } from "./repositories/posted-messages.ts";
import { recordStore } from "./repositories/record.ts";
import { requestsStore } from "./repositories/requests.ts";
import { setupStore } from "./repositories/setup.ts";
import { tasksStore } from "./repositories/tasks.ts";
import { workspacesStore } from "./repositories/workspaces.ts";
import type { Parts } from "./schema/table.ts";
import type { Store } from "./tx.ts";

export type StoreOptions = {
  /** A file, or ":memory:" for one that is gone when closed. */
  readonly path: string;
  readonly kind: Kind;
  readonly migrations?: string | undefined;
  /** The server holds the lock and makes and migrates the file; a reader (false) takes it as it is. */
  readonly lock?: boolean | undefined;
  /** Epoch ms; stamps what is created. */
  readonly clock?: () => number;
  /** Hears that the file was of an older version. */
  readonly upgraded?: (upgrade: Upgrade) => void;
  /** How many ids each start of a server skips; by chance, so that no copy that is put back gives out one again. */
  readonly idGap?: () => number;
  /** How long messages that nobody has pressed wait for more changes before they are drawn again. */
  readonly redrawAfterMs?: number | undefined;
};

export function tablesOf(
  db: Connection,
  clock: () => number,
  redrawAfterMs: number = REDRAW_AFTER_MS,
): Tables {
  const caches: ReadCache[] = [];
  const cache = (): ReadCache => {
    const made = createReadCache();
    caches.push(made);
    return made;
  };
  const forget = () => {
    for (const each of caches) each.forget();
  };
  const log = emptyingLog(db);
  const jobs = jobsStore(db, clock);
  const changes = createChanges(db, jobs, { clock, redrawAfterMs });
  const parts: Parts = { db, clock, mark: changes.mark, cache };
  const people = peopleStore(parts);
  const tables: Tables["tables"] = {
    changed: changes.mark,
    pressed: changes.pressed,
    setup: setupStore(parts),
    requests: requestsStore(parts),
    invitations: invitationsStore(parts),
    alerts: alertsStore(parts),
    tasks: tasksStore(parts),
    workspaces: workspacesStore(parts),
    members: membersStore(parts),
    audit: auditStore(parts),
    files: filesStore(parts, log.due),
    inbox: inboxStore(db),
    people: {
      ...people,
      merge(from, into) {
        people.merge(from, into);
        forget();
      },
    },
    erasure: {
      find: (who) => findTraces(db, who),
      isBusy: (traces) => isBusyWith(db, traces),
      erase(traces) {
        const as = eraseTraces(db, traces);
        forget();
        return as;
      },
      left: (traces) => leftIn(db, traces),
    },
    listing: listingStore(db),
    digests: digestsStore(parts),
    drafts: draftsStore(parts),
    posted: postedStore(parts),
    marks: marksStore(parts),
    references: referencesStore(parts),
    jobs,
    record: recordStore(db, cache()),
  };
  return { tables, changes, forget, committed: log.ifDue };
}

/** Names the first of these files that is no longer the one that it is now. */
function watchFiles(files: readonly string[]): () => string | null {
  const watched = files.map((file) => ({ file, isSame: watchFile(file) }));
  return () => watched.find(({ isSame }) => !isSame())?.file ?? null;
}

function storeOn(
  db: Connection,
  clock: () => number,
  {
    release = () => {},
    files = [],
    redrawAfterMs,
  }: { readonly release?: () => void; readonly files?: readonly string[] } & Pick<
    StoreOptions,
    "redrawAfterMs"
  >,
): Store {
  const { transact, read, trouble } = transactions(db, tablesOf(db, clock, redrawAfterMs));
  return {
    transact,
    read,
    trouble,
    lost: watchFiles(files),
    scrub: (patienceMs) => scrub(db, patienceMs),
    backup: (file) => backupTo(db, file),
    close() {
      db.$client.close();
      release();
    },
  };
}

/** Opens the database or says in an `AppError` (its detail is a `StorageProblem`) why it cannot be used. */
export function openStore(options: StoreOptions): Store {
  const { kind, migrations = MIGRATIONS, lock = true, clock = Date.now } = options;
  requireBinary();
  if (options.path === IN_MEMORY) return storeOn(openInMemory(kind, clock(), migrations), clock, options);
  const path = fileBehind(options.path);
  if (!lock) return storeOn(openFile(path, kind, migrations, false), clock, options);
  makeFolder(path);
  const held = takeLock(path);
  try {
    if (!existsSync(path)) createFile(path, kind, clock(), migrations);
    const db = openFile(path, kind, migrations, true, options);
    return storeOn(db, clock, { ...options, release: () => held.release(), files: [lockOf(path), path] });
  } catch (error) {
    held.release();
    throw error;
  }
}
