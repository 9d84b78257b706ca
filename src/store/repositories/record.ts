import { and, asc, desc, gt, gte, lte, sql } from "drizzle-orm";
import { type Page, pageAt } from "../../domain/page.ts";
import {
  CHAIN_START,
  type ChainEnd,
  type ChainedEntry,
  entryHash,
  type RecordEntry,
  type RecordEvent,
} from "../../domain/record/record.ts";
import type { Connection } from "../db/sqlite.ts";
import { record } from "../schema/schema.ts";
import { createReadCache, given, isIn, putting, reading } from "../schema/table.ts";

const BATCH = 500;
/** How a trigger is written that refuses every change. */
const REFUSING = "CREATE TRIGGER * BEFORE * ON `record` BEGIN SELECT raise(abort, *";

/** Data that does not parse reads as none: then the hash does not fit, and the chain's check names the entry. */
function readData(text: string): RecordEntry["data"] {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === "object" && data !== null ? (data as RecordEntry["data"]) : {};
  } catch {
    return {};
  }
}

const toEntry = (row: typeof record.$inferSelect): ChainedEntry => ({
  ...row,
  event: row.event as RecordEvent,
  data: readData(row.data),
});

export function recordStore(db: Connection, { once } = createReadCache()) {
  const put = putting(db, record);
  const where = reading(db, record, toEntry);
  const newest = where(undefined, desc(record.seq));
  const after = where(gt(record.seq, given("after")), asc(record.seq));
  const ofEvents = where(and(isIn(record.event, "events"), gte(record.at, given("at"))), asc(record.seq));
  const upTo = where(lte(record.seq, given("last")), desc(record.seq));
  /** Read again after what was appended is undone, or another process has appended. */
  const chain = once((): { end: ChainEnd } => {
    const last = newest.first();
    return { end: last === null ? CHAIN_START : { seq: last.seq, hash: last.hash } };
  });

  /** Oldest first, from behind `after`, or from the first one (null). */
  const following = (seen: number | null, limit: number): ChainedEntry[] =>
    after.some({ after: seen ?? Number.MIN_SAFE_INTEGER, limit });

  return {
    /** What happened of these since then (epoch ms), oldest first. */
    since: (events: readonly RecordEvent[], at: number): ChainedEntry[] =>
      ofEvents.all({ events: JSON.stringify(events), at }),
    /** Where the chain has come to with it. */
    append({ at, actor, event, subject, data }: RecordEntry): ChainEnd {
      const { seq: before, hash: previous } = chain().end;
      const seq = before + 1;
      const entry = { at, actor, event, subject, data };
      const hash = entryHash(previous, seq, entry);
      put({ ...entry, data: JSON.stringify(data), seq, previous, hash });
      chain().end = { seq, hash };
      return { seq, hash };
    },
    /** Newest first. */
    page(asked: number, size: number): Page<ChainedEntry> {
      const at = pageAt(asked, size, chain().end.seq);
      return { ...at, rows: upTo.some({ last: at.total - at.page * size, limit: size }) };
    },
    following,
    /** Oldest first. */
    *all(): Iterable<ChainedEntry> {
      for (let seen: number | null = null; ; ) {
        const entries = following(seen, BATCH);
        yield* entries;
        const newestSeen = entries.at(-1);
        if (newestSeen === undefined || entries.length < BATCH) return;
        seen = newestSeen.seq;
      }
    },
    end: (): ChainEnd => chain().end,
    /** Whether its triggers refuse changes. Whoever has the file can take them out, and put them back. */
    isAppendOnly: (): boolean =>
      db.get<{ count: number }>(sql`select count(*) as count from sqlite_master
        where type = 'trigger' and tbl_name = 'record' and name in ('record_no_update', 'record_no_delete')
          and sql glob ${REFUSING}`).count === 2,
  };
}
