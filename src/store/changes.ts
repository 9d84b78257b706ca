import { isOnHomes, rangesOf, splitTopic, type Topic } from "../domain/topic.ts";
import type { Connection } from "./connection.ts";
import type { JobQueue } from "./job-queue.ts";
import { onDemand } from "./on-demand.ts";

/** Home pages need not follow each of a burst of changes. */
const HOME_DELAY_MS = 500;

/** What a transaction has changed. */
export type Changes = {
  mark(...topics: readonly Topic[]): void;
  /** To come back to when what follows is undone. */
  kept(): ReadonlySet<Topic>;
  goBack(to: ReadonlySet<Topic>): void;
  /** Orders that each message which shows a change is drawn again: one job a message, and one for all Homes. */
  redraw(): void;
};

const listed = "IN (SELECT value FROM json_each(?))";

export function createChanges(db: Connection, jobs: JobQueue, clock: () => number): Changes {
  let changed = new Set<Topic>();
  const ids = (sql: string) => onDemand(() => db.$client.prepare<string[], number>(sql).pluck());
  const openRequests = ids("SELECT id FROM requests WHERE state = 'open'");
  const waitingRequests = ids(
    "SELECT DISTINCT request FROM invitations WHERE status IN ('approved', 'sending')",
  );
  const askingFor = ids(
    `SELECT DISTINCT request FROM invitations WHERE status = 'proposed' AND address ${listed}`,
  );
  const tasksWith = ids(
    `SELECT id FROM tasks WHERE EXISTS (SELECT 1 FROM json_each(tasks.invitations) WHERE value ${listed})`,
  );
  const copiesIn = ids(
    // What changed first comes first: as a rule it is the card that somebody has pressed.
    `SELECT copies.id FROM json_each(?) AS range
      JOIN copies ON copies.subject >= range.value ->> 0 AND copies.subject < range.value ->> 1
      GROUP BY copies.id ORDER BY min(range.key), copies.id`,
  );

  const idsOf = (kind: "address" | "invitation"): (string | number | null)[] =>
    [...changed].map(splitTopic).flatMap((topic) => (topic.kind === kind ? [topic.id] : []));

  function markRequests(requests: readonly number[]): void {
    for (const id of requests) changed.add(`request:${id}`);
  }

  /** Other cards show it as well. */
  function spread(): void {
    if (changed.has("deciders")) markRequests(openRequests().all());
    // Their cards say what they wait for.
    if (changed.has("outages") || changed.has("billing")) markRequests(waitingRequests().all());
    const addresses = idsOf("address");
    // Another Request may ask for somebody who is a Member now, or no longer.
    if (addresses.length > 0) markRequests(askingFor().all(JSON.stringify(addresses)));
    const invitations = idsOf("invitation").map(Number);
    if (invitations.length > 0)
      for (const id of tasksWith().all(JSON.stringify(invitations))) changed.add(`task:${id}`);
  }

  return {
    mark: (...topics) => {
      for (const topic of topics) changed.add(topic);
    },
    kept: () => new Set(changed),
    goBack: (to) => {
      changed = new Set(to);
    },
    redraw() {
      if (changed.size === 0) return;
      spread();
      const now = clock();
      const topics = [...changed];
      changed.clear();
      for (const copy of copiesIn().all(JSON.stringify(topics.flatMap(rangesOf)))) {
        const key = `update:${copy}`;
        jobs.enqueue({ kind: "update", copy }, { key, group: key, dueAt: now, collapse: true });
      }
      if (topics.some(isOnHomes)) {
        const when = { key: "homes", group: "homes", dueAt: now + HOME_DELAY_MS, collapse: true };
        jobs.enqueue({ kind: "homes" }, when);
      }
    },
  };
}
