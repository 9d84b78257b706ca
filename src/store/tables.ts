import type { Connection } from "./db/sqlite.ts";
import { emptyLog } from "./db/vacuum.ts";
import { createChanges } from "./queue/changes.ts";
import { jobsStore, processedRequestsStore } from "./queue/jobs.ts";
import { postedStore, referencesStore } from "./repositories/conversations.ts";
import { erasureStore } from "./repositories/erasure.ts";
import { membersStore } from "./repositories/members.ts";
import { peopleStore } from "./repositories/people.ts";
import { recordStore } from "./repositories/record.ts";
import { invitationsStore, requestsStore, tasksStore } from "./repositories/requests.ts";
import { alertsStore, auditStore, setupStore, workspacesStore } from "./repositories/setup.ts";
import { drafts } from "./schema/schema.ts";
import { fileOffers } from "./schema/schema-traffic.ts";
import { createReadCache, numbered, type Parts, type ReadCache } from "./schema/table.ts";

/** What nobody has just pressed need not follow each of a burst of changes (ms). */
const REDRAW_AFTER_MS = 1_500;

/** All tables, with what is remembered of them and what has changed. */
export function tablesOf(db: Connection, clock: () => number, redrawAfterMs = REDRAW_AFTER_MS) {
  const caches: ReadCache[] = [];
  let isLogDue = false;
  const jobs = jobsStore(db, clock);
  const changes = createChanges(db, jobs, clock, redrawAfterMs);
  /** What one repository has read is known until that one writes, so it reads no table that another one writes. */
  function parts(): Parts {
    const cache = createReadCache();
    caches.push(cache);
    return { db, mark: changes.mark, ...cache };
  }
  const forget = () => {
    for (const cache of caches) cache.forget();
  };
  const tables = {
    /**
     * What messages show has changed, and no saved row says so: time has passed, somebody may do something else now, or
     * a row names no more what it named before.
     */
    changed: changes.mark,
    /** Somebody has pressed this message: if it changes, it is drawn again at once, and others a moment later. */
    pressed: changes.pressed,
    processedRequests: processedRequestsStore(db),
    setup: setupStore(parts()),
    people: peopleStore(parts(), forget),
    erasure: erasureStore(db, forget),
    requests: requestsStore(parts()),
    invitations: invitationsStore(parts()),
    alerts: alertsStore(parts()),
    tasks: tasksStore(parts()),
    workspaces: workspacesStore(parts()),
    members: membersStore(parts()),
    audit: auditStore(parts()),
    /** What somebody typed and has not sent off yet: a review step holds it here, so that nothing typed is lost. */
    drafts: numbered(parts(), drafts).rows,
    files: numbered(parts(), fileOffers, ({ id, place }) => {
      // An address that lets in whoever has it was taken out.
      if (place?.address === null) isLogDue = true;
      return [`file:${id}`];
    }).rows,
    posted: postedStore(parts()),
    references: referencesStore(parts()),
    jobs,
    record: recordStore(db, parts()),
  };
  /** After each commit, until nobody reads an older state. */
  const committed = () => {
    if (isLogDue) isLogDue = !emptyLog(db);
  };
  return { tables, changes, forget, committed };
}

export type Tables = ReturnType<typeof tablesOf>;
