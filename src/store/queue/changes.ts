import { isOnHomes, rangesOf, splitTopic, type Topic } from "../../domain/topic.ts";
import type { Connection } from "../db/sqlite.ts";
import { onDemand } from "../schema/table.ts";
import type { JobQueue, Order } from "./jobs.ts";

const HOME_DELAY_MS = 500;
const FEW = 10;

type Message = { readonly channel: string; readonly message: string };

/**
 * What changed first comes first: as a rule it is the card that somebody has pressed. CROSS JOIN keeps SQLite from walking
 * through all posted_messages.
 */
export const COPIES_IN = `SELECT posted_messages.id, posted_messages.channel, posted_messages.message FROM json_each(?) AS range
  CROSS JOIN posted_messages ON posted_messages.subject >= range.value ->> 0 AND posted_messages.subject < range.value ->> 1
  GROUP BY posted_messages.id ORDER BY min(range.key), posted_messages.id`;

const listed = "IN (SELECT value FROM json_each(?))";

/** What a transaction has changed. */
export function createChanges(db: Connection, jobs: JobQueue, clock: () => number, redrawAfterMs: number) {
  const changed = new Set<Topic>();
  let pressed: Message[] = [];
  const ids = (sql: string) => onDemand(() => db.$client.prepare<string[], number>(sql).pluck());
  const openRequests = ids("SELECT id FROM requests WHERE state = 'open'");
  const waitingRequests = ids(
    "SELECT DISTINCT request FROM invitations WHERE status IN ('approved', 'sending')",
  );
  const askingFor = ids(
    `SELECT DISTINCT request FROM invitations WHERE +status = 'proposed' AND address ${listed}`,
  );
  const tasksWithOne = ids(
    `SELECT id FROM (SELECT CAST(? AS INTEGER) AS wanted) CROSS JOIN tasks
      WHERE iif(instr(invitations, wanted), wanted IN (SELECT value FROM json_each(invitations)), 0)`,
  );
  const tasksWithAny = ids(
    `SELECT id FROM tasks WHERE EXISTS (SELECT 1 FROM json_each(tasks.invitations) WHERE value ${listed})`,
  );
  const copiesIn = onDemand(() => db.$client.prepare<[string], Message & { readonly id: number }>(COPIES_IN));

  const idsOf = (kind: "address" | "invitation" | "copy"): (string | number | null)[] =>
    [...changed].map(splitTopic).flatMap((topic) => (topic.kind === kind ? [topic.id] : []));

  /** Looking for few is much faster one by one, and for many together. */
  function tasksWith(invitations: readonly number[]): number[] {
    if (invitations.length > FEW) return tasksWithAny().all(JSON.stringify(invitations));
    return invitations.flatMap((id) => tasksWithOne().all(String(id)));
  }

  /** Other cards show it as well. */
  function addRelated(): void {
    const addresses = idsOf("address");
    const requests = [
      ...(changed.has("deciders") || changed.has("billing") ? openRequests().all() : []),
      // Their cards say what they wait for.
      ...(changed.has("outages") || changed.has("billing") ? waitingRequests().all() : []),
      // Another Request may ask for somebody who is a Member now, or no longer.
      ...(addresses.length > 0 ? askingFor().all(JSON.stringify(addresses)) : []),
    ];
    for (const id of requests) changed.add(`request:${id}`);
    for (const id of tasksWith(idsOf("invitation").map(Number))) changed.add(`task:${id}`);
  }

  const update = (copy: number, dueAt: number): Order => {
    const key = `update:${copy}`;
    return { job: { kind: "update", copy }, key, group: key, dueAt, collapse: true };
  };

  return {
    /** Somebody has pressed this message, and looks at it: it is drawn again at once. */
    pressed: (message: Message): void => void pressed.push(message),
    mark: (...topics: readonly Topic[]): void => {
      for (const topic of topics) changed.add(topic);
    },
    isAny: (): boolean => changed.size > 0,
    forget: (): void => {
      changed.clear();
      pressed = [];
    },
    /** Orders that each message which shows a change is drawn again: one job a message, and one for all Homes. */
    redraw(): void {
      if (changed.size === 0) return;
      const isPressed = ({ channel, message }: Message): boolean =>
        pressed.some((one) => one.channel === channel && one.message === message);
      addRelated();
      const now = clock();
      const [topics, copies] = [[...changed], idsOf("copy")];
      const shown = copiesIn().all(JSON.stringify(topics.flatMap(rangesOf)));
      const dueAt = now + HOME_DELAY_MS;
      const homes: Order = { job: { kind: "homes" }, key: "homes", group: "homes", dueAt, collapse: true };
      jobs.enqueueAll([
        ...shown.map((copy) => update(copy.id, isPressed(copy) ? now : now + redrawAfterMs)),
        ...copies.map((id) => update(Number(id), now + redrawAfterMs)),
        ...(topics.some(isOnHomes) ? [homes] : []),
      ]);
    },
  };
}
