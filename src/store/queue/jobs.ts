import { type Job, type JobRow, job as jobSchema, LANES, type Lane, laneOf } from "../../domain/job.ts";
import { withoutSecrets } from "../../lib/redact.ts";
import { requestId } from "../../lib/request-id.ts";
import type { Connection } from "../db/sqlite.ts";
import { onDemand, one } from "../schema/table.ts";

const ERROR_LENGTH = 500;
/** What is due so soon after it was enqueued has no time of its own, but a moment's rest. */
const AT_ONCE_MS = 1_000;

type Row = Omit<JobRow, "job"> & { readonly payload: string };
/** `oldestDue`: when the first of the due ones was (epoch ms). */
type Figures = Readonly<Record<"due" | "planned" | "running" | "dead", number>> & {
  readonly oldestDue: number | null;
};

const COLUMNS = `id, payload, lane, state, attempts, due_at AS dueAt, created_at AS createdAt,
  unknown_since AS unknownSince, last_error AS lastError, request`;

/** A waiting job is held by any running job of its group, and by older ones that wait. */
const HEAD = `NOT EXISTS (SELECT 1 FROM jobs AS busy WHERE busy."group" = jobs."group" AND busy.state = 'running')
  AND NOT EXISTS (SELECT 1 FROM jobs AS older
    WHERE older."group" = jobs."group" AND older.state = 'ready' AND older.id < jobs.id)`;

/**
 * The lane is found when the job is made, from whom it is for; whoever changes platform meanwhile waits in the old one. A
 * waiting job that was refused keeps its due time: a new occasion must not shorten a Retry-After.
 */
const ENQUEUE = `INSERT INTO jobs (payload, key, "group", collapse, state, due_at, created_at, request, lane)
  SELECT value ->> 'payload', value ->> 'key', value ->> 'group', value ->> 'collapse', 'ready', value ->> 'dueAt', :now,
    :request, coalesce(value ->> 'lane',
      (SELECT platform FROM posted_messages WHERE id = value ->> 'copy'),
      (SELECT platform FROM accounts WHERE person = value ->> 'person' AND NOT unreachable ORDER BY used_at DESC LIMIT 1),
      'mistral')
  FROM json_each(:orders) WHERE true ORDER BY json_each.key
  ON CONFLICT (key) WHERE collapse = 0 OR state = 'ready'
    DO UPDATE SET due_at = min(due_at, excluded.due_at) WHERE collapse = 1 AND last_error IS NULL`;

const headsIn = (lane: Lane): string => `SELECT * FROM (SELECT id FROM jobs
  WHERE state = 'ready' AND lane = '${lane}' AND due_at <= :now AND ${HEAD} ORDER BY due_at, id LIMIT 0 + :${lane})`;

const WAITING_TWIN = `EXISTS (SELECT 1 FROM jobs AS twin
  WHERE twin.key = jobs.key AND twin.collapse = 1 AND twin.state = 'ready')`;

const supersede = (which: string): string => `UPDATE jobs
  SET state = 'done', ended_at = :now, unknown_since = NULL, last_error = 'superseded'
  WHERE collapse = 1 AND ${which}`;

export const JOB_STATEMENTS = {
  enqueue: ENQUEUE,
  claim: `UPDATE jobs SET state = 'running', attempts = attempts + 1
    WHERE id IN (${LANES.map(headsIn).join(" UNION ALL ")}) RETURNING ${COLUMNS}`,
  nextDue: `SELECT due_at AS dueAt FROM jobs WHERE state = 'ready' AND ${HEAD} ORDER BY due_at, id LIMIT 1`,
  isBusy: `SELECT EXISTS (SELECT 1 FROM jobs WHERE "group" = :group AND state = 'ready')
    OR EXISTS (SELECT 1 FROM jobs WHERE "group" = :group AND state = 'running') AS busy`,
  waiting: `SELECT ${COLUMNS} FROM jobs WHERE "group" = :group AND state = 'ready' ORDER BY id`,
  finish: `UPDATE jobs SET state = 'done', ended_at = :now, unknown_since = NULL
    WHERE id = :id AND state IN ('running', 'dead')`,
  // What was unknown stays so: when it is revived, somebody has to look before it is repeated.
  bury: `UPDATE jobs SET state = 'dead', ended_at = :now, last_error = :error WHERE id = :id AND state = 'running'`,
  retry: `UPDATE jobs SET state = 'ready', due_at = :dueAt, last_error = :error, unknown_since = :unknownSince,
    attempts = attempts - :giveBack WHERE id = :id AND state = 'running'`,
  revive: `UPDATE jobs SET state = 'ready', due_at = :now, attempts = 0, ended_at = NULL WHERE id = :id AND state = 'dead'`,
  // What was to be done at once, was put off after a failure, or comes again and again (all that collapses), does not wait
  // for the time that the clock has lost.
  putBack: `UPDATE jobs SET due_at = due_at - :by, created_at = min(created_at, :now) WHERE state = 'ready' AND due_at > :now
    AND (collapse = 1 OR last_error IS NOT NULL OR (created_at > :now AND due_at - created_at <= ${AT_ONCE_MS}))`,
  // Otherwise each start would take the clock for put back once more, until it has caught up.
  notInFuture: `UPDATE jobs SET created_at = iif(state = 'ready', created_at, min(created_at, :now)),
    ended_at = min(ended_at, :now), unknown_since = min(unknown_since, :now)
    WHERE created_at > :now OR ended_at > :now OR unknown_since > :now`,
  // A planned job keeps its first created_at, so that does not show what time it is now.
  latest: `SELECT max(max(coalesce(ended_at, 0)), max(coalesce(unknown_since, 0)), max(iif(state <> 'ready' OR collapse = 1
    OR last_error IS NOT NULL OR due_at - created_at <= ${AT_ONCE_MS}, created_at, 0))) AS latest FROM jobs`,
  wake: `UPDATE jobs SET due_at = :now WHERE state = 'ready' AND due_at > :now
    AND substr(last_error, 1, length(:error)) = :error`,
  hasten: `UPDATE jobs SET due_at = :now WHERE state = 'ready' AND due_at > :now
    AND iif(json_valid(payload), payload ->> 'kind', '') IN (SELECT value FROM json_each(:kinds))`,
  isOpen: `SELECT EXISTS (SELECT 1 FROM jobs WHERE key = :key AND (collapse = 0 OR state = 'ready') AND state = 'ready')
    OR EXISTS (SELECT 1 FROM jobs WHERE key = :key AND state = 'running') AS open`,
  hasFailed: `SELECT EXISTS (SELECT 1 FROM jobs WHERE key = :key AND (collapse = 0 OR state = 'ready')
      AND state = 'ready' AND last_error IS NOT NULL)
    OR EXISTS (SELECT 1 FROM jobs WHERE key = :key AND state = 'running' AND last_error IS NOT NULL) AS failed`,
  recover: `UPDATE jobs SET state = 'ready', due_at = :now, unknown_since = :now
    WHERE state = 'running'`,
  // The twin that replaces a refused job waits as long as that one would have, and knows what is unknown.
  postpone: `UPDATE jobs SET due_at = iif(:error IS NULL, due_at, max(due_at, :dueAt)), last_error = :error,
    unknown_since = :unknownSince WHERE state = 'ready' AND collapse = 1
    AND key = (SELECT key FROM jobs WHERE id = :id AND collapse = 1)`,
  supersede: supersede(`id = :id AND state = :state AND ${WAITING_TWIN}`),
  // What replaces a job that ran in a crash has to wait like that one: it may still come through.
  inherit: `UPDATE jobs SET unknown_since = :now WHERE state = 'ready' AND collapse = 1
    AND EXISTS (SELECT 1 FROM jobs AS ran WHERE ran.key = jobs.key AND ran.collapse = 1 AND ran.state = 'running')`,
  figures: `SELECT (SELECT count(*) FROM jobs WHERE state = 'ready' AND due_at <= :now) AS due,
    (SELECT min(due_at) FROM jobs WHERE state = 'ready' AND due_at <= :now) AS oldestDue,
    (SELECT count(*) FROM jobs WHERE state = 'ready' AND due_at > :now) AS planned,
    (SELECT count(*) FROM jobs WHERE state = 'running') AS running,
    (SELECT count(*) FROM jobs WHERE state = 'dead') AS dead`,
  // What was given up stays until a person has said what becomes of it; nobody is asked about the picture of a card.
  prune: `DELETE FROM jobs WHERE ended_at < :before
    AND (state = 'done' OR (state = 'dead' AND iif(json_valid(payload), payload ->> 'kind', '') = 'update'))`,
  // Two of one key can run at once when they were enqueued into different groups: the younger one stays.
  supersedeRunning: supersede(`state = 'running' AND (${WAITING_TWIN} OR EXISTS (
    SELECT 1 FROM jobs AS twin WHERE twin.state = 'running' AND twin.key = jobs.key AND twin.id > jobs.id))`),
  byId: `SELECT ${COLUMNS} FROM jobs WHERE id = :id`,
  dead: `SELECT ${COLUMNS} FROM jobs WHERE state = 'dead' ORDER BY id`,
  pruneRequests: "DELETE FROM processed_requests WHERE at < :before",
  pruneDrafts: "DELETE FROM drafts WHERE created_at < :before",
  pruneFiles: "DELETE FROM file_offers WHERE created_at < :before",
};

const cut = (error: string): string => withoutSecrets(error).slice(0, ERROR_LENGTH);

/** A job that cannot be read is one all the same: it is claimed in its turn, and given up before everybody's eyes. */
function toJobRow({ payload, ...row }: Row): JobRow {
  try {
    return { ...row, job: jobSchema.parse(JSON.parse(payload)) };
  } catch {
    return { ...row, job: { kind: "unreadable" } };
  }
}

export type EnqueueOptions = {
  /** Unique for good: the same effect enqueued twice happens once. Of jobs that `collapse`, one may wait at a time. */
  readonly key: string;
  /** First in, first out within a group; a waiting head holds its group. */
  readonly group: string;
  /** Epoch ms. */
  readonly dueAt: number;
  /**
   * A second one waiting under the same key is merged into the first; the earlier due time wins, unless the first was
   * refused and waits to be tried again.
   */
  readonly collapse?: boolean;
};

export type Order = EnqueueOptions & { readonly job: Job };

/** What a failed job waits for, and what is known of it. */
type Retry = {
  readonly dueAt: number;
  /** null: it went through and is to be done once more; a new occasion may have it done sooner. */
  readonly error: string | null;
  readonly unknownSince: number | null;
  /** false gives the attempt back: a clear 429 costs none. */
  readonly countAttempt: boolean;
};

/** The job table. Only the server works on it, under the instance lock, so a running row needs no lease. */
export function jobsStore(db: Connection, clock: () => number) {
  type Statement<R> = ReturnType<typeof db.$client.prepare<object, R>>;
  const prepared = new Map<string, Statement<unknown>>();
  /** Prepared when it is first asked for. */
  function on<R = Row>(name: keyof typeof JOB_STATEMENTS): Statement<R> {
    const statement = prepared.get(name) ?? db.$client.prepare<object, unknown>(JOB_STATEMENTS[name]);
    prepared.set(name, statement);
    return statement as Statement<R>;
  }
  const change = (name: keyof typeof JOB_STATEMENTS, values: object): number => on(name).run(values).changes;

  function enqueueAll(orders: readonly Order[]): void {
    if (orders.length === 0) return;
    const rows = orders.map(({ job, key, group, dueAt, collapse = false }) => ({
      ...{ payload: JSON.stringify(job), key, group, collapse: collapse ? 1 : 0, dueAt: Math.ceil(dueAt) },
      lane: laneOf(job),
      copy: job.kind === "update" ? job.copy : null,
      person: job.kind === "post" && "person" in job.to ? job.to.person : null,
    }));
    change("enqueue", { orders: JSON.stringify(rows), now: clock(), request: requestId() });
  }

  return {
    enqueue: (job: Job, options: EnqueueOptions): void => enqueueAll([{ job, ...options }]),
    enqueueAll,
    /**
     * Takes the next due jobs of each lane, as many as it has room for, whose groups have none running and no older one
     * waiting. Adds an attempt. However many wait in other lanes, it takes no longer.
     */
    claim: (now: number, room: Readonly<Record<Lane, number>>): JobRow[] =>
      on("claim")
        .all({ now, ...room })
        .map(toJobRow)
        .toSorted((one, other) => one.dueAt - other.dueAt || one.id - other.id),
    /** Ends a running job, or drops a dead letter. */
    finish: (id: number, now: number): void => void change("finish", { id, now }),
    /** Back to waiting. A job that collapses gives way to one that waits under its key, which then waits as long. */
    retry(id: number, { dueAt: due, error: said, unknownSince, countAttempt }: Retry): void {
      const again = { id, dueAt: Math.ceil(due), error: said === null ? null : cut(said), unknownSince };
      if (change("supersede", { id, now: clock(), state: "running" }) === 1) change("postpone", again);
      else change("retry", { ...again, giveBack: countAttempt ? 0 : 1 });
    },
    /** Gives up: a dead letter, until it is retried or dropped. */
    bury: (id: number, now: number, error: string): void =>
      void change("bury", { id, now, error: cut(error) }),
    get(id: number): JobRow | null {
      const row = on("byId").get({ id });
      return row === undefined ? null : toJobRow(row);
    },
    dead: (): JobRow[] => on("dead").all({}).map(toJobRow),
    figures: (now: number) => one(on<Figures>("figures").get({ now })),
    /** Whether a job of this group runs or waits. */
    isBusy: (group: string): boolean => on<{ busy: number }>("isBusy").get({ group })?.busy === 1,
    /** What waits in this group, the oldest first. */
    waiting: (group: string): JobRow[] => on("waiting").all({ group }).map(toJobRow),
    /** Jobs whose last error begins like this are due now. */
    wake: (error: string, now: number): void => void change("wake", { error, now }),
    /** Waiting jobs of these kinds are due now, whatever they wait for. */
    hasten: (kinds: readonly Job["kind"][], now: number): void =>
      void change("hasten", { kinds: JSON.stringify(kinds), now }),
    /** Whether a job under this key runs or waits. */
    isOpen: (key: string): boolean => on<{ open: number }>("isOpen").get({ key })?.open === 1,
    /** Whether a job under this key failed, and is to be tried again. */
    hasFailed: (key: string): boolean => on<{ failed: number }>("hasFailed").get({ key })?.failed === 1,
    /** At start: every job that was running has an unknown outcome. Returns how many there were. */
    recover(now: number): number {
      change("inherit", { now });
      return change("supersedeRunning", { now }) + change("recover", { now });
    },
    /** The latest time that stands in the table, or null when it is empty. */
    latest: (): number | null => on<{ latest: number | null }>("latest").get({})?.latest ?? null,
    /** The clock was put back by so much (ms): what should go out soon still does. Planned times stay. */
    clockPutBack(by: number, now: number): void {
      change("putBack", { by, now });
      change("notInFuture", { now });
    },
    /** When the next job that nothing in its group holds back is due, or null. */
    nextDue: (): number | null => on<{ dueAt: number }>("nextDue").get({})?.dueAt ?? null,
    /** A dead letter is tried again now, from its first attempt. */
    revive(id: number, now: number): void {
      if (change("supersede", { id, now, state: "dead" }) === 0) change("revive", { id, now });
    },
    /** Forgets finished jobs (and so their keys), keys of requests, drafts and offered files older than `before`. */
    prune(before: number): void {
      for (const name of ["prune", "pruneRequests", "pruneDrafts", "pruneFiles"] as const)
        change(name, { before });
    },
  };
}

/** What came in and had its effect: the same again has none. */
export function processedRequestsStore(db: Connection) {
  const on = <V extends unknown[], R = unknown>(sql: string) => onDemand(() => db.$client.prepare<V, R>(sql));
  const note = on<[string, number]>("INSERT INTO processed_requests VALUES (?, ?) ON CONFLICT DO NOTHING");
  const remove = on<[string]>("DELETE FROM processed_requests WHERE key = ?");
  const find = on<[string]>("SELECT 1 FROM processed_requests WHERE key = ?");
  // A range, so that the key's index serves.
  const latest = on<[string, string], { at: number | null }>(
    "SELECT max(at) AS at FROM processed_requests WHERE key >= ? AND key < ?",
  );
  return {
    /** Notes an inbound request; false when this key was noted before. */
    firstTime: (key: string, now: number): boolean => note().run(key, now).changes === 1,
    /** When a key with this beginning was noted last (epoch ms); null: none was in 90 days. */
    latest: (beginning: string): number | null =>
      latest().get(beginning, `${beginning}\u{10ffff}`)?.at ?? null,
    has: (key: string): boolean => find().get(key) !== undefined,
    /** It had no effect: the same request may come again and be answered. */
    forget: (key: string): void => void remove().run(key),
  };
}

export type JobQueue = ReturnType<typeof jobsStore>;
