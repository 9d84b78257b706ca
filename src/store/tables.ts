import { desc } from "drizzle-orm";
import { createReadCache, type ReadCache } from "./db/read-cache.ts";
import type { Connection } from "./db/sqlite.ts";
import { emptyingLog } from "./db/vacuum.ts";
import { listingStore } from "./listing.ts";
import { createChanges } from "./queue/changes.ts";
import { jobsStore } from "./queue/jobs.ts";
import { processedRequestsStore } from "./queue/processed-requests.ts";
import { alertsStore } from "./repositories/alerts.ts";
import { auditStore } from "./repositories/audit.ts";
import { referencesStore } from "./repositories/conversation-references.ts";
import { erasureStore } from "./repositories/erasure.ts";
import { invitationsStore } from "./repositories/invitations.ts";
import { membersStore } from "./repositories/members.ts";
import { peopleStore } from "./repositories/people.ts";
import { postedStore } from "./repositories/posted-messages.ts";
import { recordStore } from "./repositories/record.ts";
import { requestsStore } from "./repositories/requests.ts";
import { setupStore, workspacesStore } from "./repositories/setup.ts";
import { tasksStore } from "./repositories/tasks.ts";
import { digests, drafts } from "./schema/schema.ts";
import { fileOffers } from "./schema/schema-traffic.ts";
import { type Parts, reading, rowsOf } from "./schema/table.ts";

/** What nobody has just pressed need not follow each of a burst of changes (ms). */
const REDRAW_AFTER_MS = 1_500;

/** All tables, with what they remember and what has changed. */
export function tablesOf(db: Connection, clock: () => number, redrawAfterMs = REDRAW_AFTER_MS) {
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
  const parts: Parts = { db, clock, mark: changes.mark, cache, forget };
  const tables = {
    /**
     * What messages show has changed, and no saved row says so: time has passed, somebody may do something else now, or
     * a row names no more what it named before.
     */
    changed: changes.mark,
    /** Somebody has pressed this message: if it changes, it is drawn again at once, and others a moment later. */
    pressed: changes.pressed,
    processedRequests: processedRequestsStore(db),
    setup: setupStore(parts),
    people: peopleStore(parts),
    erasure: erasureStore(db, forget),
    requests: requestsStore(parts),
    invitations: invitationsStore(parts),
    alerts: alertsStore(parts),
    tasks: tasksStore(parts),
    workspaces: workspacesStore(parts),
    members: membersStore(parts),
    listing: listingStore(db),
    audit: auditStore(parts),
    digests: digestsStore(db),
    /** What somebody typed and has not sent off yet: a review step holds it here, so that nothing typed is lost. */
    drafts: rowsOf(db, drafts),
    files: rowsOf(db, fileOffers, ({ id, place }) => {
      changes.mark(`file:${id}`);
      // An address that lets in whoever has it was taken out.
      if (place?.address === null) log.due();
    }),
    posted: postedStore(parts),
    references: referencesStore(parts),
    jobs,
    record: recordStore(db, cache()),
  };
  return { tables, changes, forget, committed: log.ifDue };
}

function digestsStore(db: Connection) {
  const newest = reading(db, digests)(undefined, desc(digests.id));
  const { insert } = rowsOf(db, digests);
  return {
    /** The newest digest opened after `since` and by `now`, or a new one opened now. `fresh`: it was made by this call. */
    openSince(since: number, now: number): { id: number; fresh: boolean } {
      const last = newest.first();
      if (last !== null && last.openedAt > since && last.openedAt <= now)
        return { id: last.id, fresh: false };
      return { id: insert({ openedAt: now }).id, fresh: true };
    },
  };
}

export type Tables = ReturnType<typeof tablesOf>;
