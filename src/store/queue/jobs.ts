import { type Job, type JobFigures, type JobRow, job as jobSchema } from "../../domain/job.ts";
import { withoutSecrets } from "../../lib/redact.ts";
import { requestId } from "../../lib/request-id.ts";
import type { Connection } from "../db/connection.ts";
import { one } from "../schema/table.ts";
import type { JobQueue } from "./job-queue.ts";

const ERROR_LENGTH = 500;
/** What is due so soon after it was enqueued has no time of its own, but a moment's rest. */
const AT_ONCE_MS = 1_000;
/** However many come due together, people wait for no more than this. */
const SORTED_AT_ONCE = 200;
const BATCHES = 5;

type Row = Omit<JobRow, "job"> & { readonly payload: string };

const COLUMNS = `id, payload, state, attempts, due_at AS dueAt, created_at AS createdAt,
  unknown_since AS unknownSince, last_error AS lastError, request`;

/** A waiting job is held by any running job of its group, and by older ones that wait. */
const HEAD = `NOT EXISTS (SELECT 1 FROM jobs AS busy WHERE busy."group" = jobs."group" AND busy.state = 'running')
  AND NOT EXISTS (SELECT 1 FROM jobs AS older
    WHERE older."group" = jobs."group" AND older.state = 'ready' AND older.id < jobs.id)`;

const WAITING_TWIN = `EXISTS (SELECT 1 FROM jobs AS twin
  WHERE twin.key = jobs.key AND twin.collapse = 1 AND twin.state = 'ready')`;

const supersede = (which: string): string => `UPDATE jobs
  SET state = 'done', ended_at = :now, unknown_since = NULL, last_error = 'superseded'
  WHERE collapse = 1 AND ${which}`;

export const JOB_STATEMENTS = {
  insert: `INSERT INTO jobs (payload, key, "group", collapse, state, due_at, created_at, request)
    VALUES (:payload, :key, :group, 0, 'ready', :dueAt, :now, :request) ON CONFLICT DO NOTHING`,
  // A waiting job that was refused keeps its due time: a new occasion must not shorten a Retry-After.
  merge: `INSERT INTO jobs (payload, key, "group", collapse, state, due_at, created_at, request)
    VALUES (:payload, :key, :group, 1, 'ready', :dueAt, :now, :request)
    ON CONFLICT (key) WHERE collapse = 0 OR state = 'ready' DO UPDATE SET due_at = min(due_at, excluded.due_at)
    WHERE collapse = 1 AND last_error IS NULL`,
  dueInLane: `SELECT ${COLUMNS} FROM jobs WHERE state = 'ready' AND lane = :lane AND due_at <= :now AND ${HEAD}
    ORDER BY due_at, id LIMIT :most`,
  inNoLane: `SELECT ${COLUMNS} FROM jobs WHERE state = 'ready' AND lane IS NULL AND due_at <= :now
    ORDER BY due_at, id LIMIT ${SORTED_AT_ONCE}`,
  setLane: "UPDATE jobs SET lane = :lane WHERE id IN (SELECT value FROM json_each(:ids))",
  claim: `UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE id IN (SELECT value FROM json_each(:ids))
    RETURNING ${COLUMNS}`,
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
  // What is planned keeps since when it is, so that tells nothing.
  latest: `SELECT max(max(coalesce(ended_at, 0)), max(coalesce(unknown_since, 0)), max(iif(state <> 'ready' OR collapse = 1
    OR last_error IS NOT NULL OR due_at - created_at <= ${AT_ONCE_MS}, created_at, 0))) AS latest FROM jobs`,
  wake: `UPDATE jobs SET due_at = :now WHERE state = 'ready' AND due_at > :now
    AND substr(last_error, 1, length(:error)) = :error`,
  hasten: `UPDATE jobs SET due_at = :now WHERE state = 'ready' AND due_at > :now
    AND iif(json_valid(payload), payload ->> 'kind', '') IN (SELECT value FROM json_each(:kinds))`,
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
  pruneInbox: "DELETE FROM inbox WHERE at < :before",
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

export function jobsStore(db: Connection, clock: () => number): JobQueue {
  type Statement<R> = ReturnType<typeof db.$client.prepare<object, R>>;
  const prepared = new Map<string, Statement<unknown>>();
  /** Prepared when it is first asked for. */
  function on<R = Row>(name: keyof typeof JOB_STATEMENTS): Statement<R> {
    const statement = prepared.get(name) ?? db.$client.prepare<object, unknown>(JOB_STATEMENTS[name]);
    prepared.set(name, statement);
    return statement as Statement<R>;
  }
  const change = (name: keyof typeof JOB_STATEMENTS, values: object): number => on(name).run(values).changes;

  function sort(rows: readonly Row[], laneOf: (job: Job) => string): void {
    const lanes = rows.map((row) => laneOf(toJobRow(row).job));
    for (const lane of new Set(lanes)) {
      const ids = rows.filter((_, at) => lanes[at] === lane).map(({ id }) => id);
      change("setLane", { lane, ids: JSON.stringify(ids) });
    }
  }

  /** In the order in which they were found. */
  function take(found: readonly Row[]): JobRow[] {
    if (found.length === 0) return [];
    const ids = JSON.stringify(found.map(({ id }) => id));
    const taken = on("claim").all({ ids }).map(toJobRow);
    return found.flatMap(({ id }) => taken.find((row) => row.id === id) ?? []);
  }

  return {
    enqueue(job, { key, group, dueAt, collapse = false }) {
      const payload = JSON.stringify(job);
      const row = { payload, key, group, dueAt: Math.ceil(dueAt), now: clock(), request: requestId() };
      change(collapse ? "merge" : "insert", row);
    },
    claimIn<L extends string>(now: number, room: ReadonlyMap<L, number>, laneOf: (job: Job) => L) {
      for (let batch = 0, found = SORTED_AT_ONCE; batch < BATCHES && found === SORTED_AT_ONCE; batch += 1) {
        const rows = on("inNoLane").all({ now });
        sort(rows, laneOf);
        found = rows.length;
      }
      const taken: { row: JobRow; lane: L }[] = [];
      for (const [lane, most] of room) {
        for (let left = most, moved = true; left > 0 && moved; ) {
          const found = on("dueInLane").all({ now, lane, most: left });
          // Whom it waits for may be somebody else by now.
          const others = found.filter((row) => laneOf(toJobRow(row).job) !== lane);
          sort(others, laneOf);
          const rows = take(found.filter((row) => !others.includes(row)));
          taken.push(...rows.map((row) => ({ row, lane })));
          left -= rows.length;
          moved = others.length > 0;
        }
      }
      return taken;
    },
    finish: (id, now) => void change("finish", { id, now }),
    retry(id, { dueAt: due, error: said, unknownSince, countAttempt }) {
      const again = { id, dueAt: Math.ceil(due), error: said === null ? null : cut(said), unknownSince };
      if (change("supersede", { id, now: clock(), state: "running" }) === 1) change("postpone", again);
      else change("retry", { ...again, giveBack: countAttempt ? 0 : 1 });
    },
    bury: (id, now, error) => void change("bury", { id, now, error: cut(error) }),
    get(id) {
      const row = on("byId").get({ id });
      return row === undefined ? null : toJobRow(row);
    },
    dead: () => on("dead").all({}).map(toJobRow),
    figures: (now) => one(on<JobFigures>("figures").get({ now })),
    isBusy: (group) => on<{ busy: number }>("isBusy").get({ group })?.busy === 1,
    waiting: (group) => on("waiting").all({ group }).map(toJobRow),
    wake: (error, now) => void change("wake", { error, now }),
    hasten: (kinds, now) => void change("hasten", { kinds: JSON.stringify(kinds), now }),
    hasFailed: (key) => on<{ failed: number }>("hasFailed").get({ key })?.failed === 1,
    recover(now) {
      change("inherit", { now });
      return change("supersedeRunning", { now }) + change("recover", { now });
    },
    latest: () => on<{ latest: number | null }>("latest").get({})?.latest ?? null,
    clockPutBack(by, now) {
      change("putBack", { by, now });
      change("notInFuture", { now });
    },
    nextDue: () => on<{ dueAt: number }>("nextDue").get({})?.dueAt ?? null,
    revive(id, now) {
      if (change("supersede", { id, now, state: "dead" }) === 0) change("revive", { id, now });
    },
    prune(before) {
      for (const name of ["prune", "pruneInbox", "pruneDrafts", "pruneFiles"] as const)
        change(name, { before });
    },
  };
}
