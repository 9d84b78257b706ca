import { createHash } from "node:crypto";
import type { PersonId } from "../accounts/person.ts";

/** What happened, as noun and verb; a new one needs words in each language. */
export type RecordEvent =
  | `setup.${"started" | "claimed" | "completed"}`
  | `organization.${"named" | "accepted"}`
  | `step.${"closed" | "skipped" | "reopened" | "handed"}`
  | `${"billing" | "security"}.confirmed`
  | `domain.${"watched" | "seen" | "gone" | "unwatched"}`
  | "settings.changed"
  | `workspace.${"ordered" | "created" | "failed" | "approvers"}`
  | `request.${"made" | "changed" | "agreed" | "approved" | "denied" | "withdrawn" | "lapsed" | "escalated"}`
  | `invitation.${"moved" | "role"}`
  | `${"role" | "removal" | "revocation"}.ordered`
  | `member.${"role" | "removed" | "kept"}`
  | "access.extended"
  | "group.changed"
  | `rule.${"made" | "ended"}`
  | `absence.${"announced" | "ended"}`
  | "task.closed"
  | "key.works"
  | `account.${"confirmed" | "parted"}`
  | "person.erased"
  | `job.${"retried" | "dropped"}`;

/** Who did what when. `actor` is a person's opaque id, `mistral`, `bot`, or `operator`; `data` holds no name and no address. */
export type RecordEntry = {
  readonly at: number;
  readonly actor: PersonId | "mistral" | "bot" | "operator";
  readonly event: RecordEvent;
  readonly subject: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};

/** An entry in its chain: `hash` covers the entry and the hash before it. */
export type ChainedEntry = RecordEntry & {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
};

export const FIRST_HASH = "0".repeat(64);

export const sortedData = (data: RecordEntry["data"]): RecordEntry["data"] =>
  Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));

/** An entry as a line of the exported file. The same entry is always the same text. */
export function entryLine({ seq, at, actor, event, subject, data, previous, hash }: ChainedEntry): string {
  return JSON.stringify({ seq, at, actor, event, subject, data: sortedData(data), previous, hash });
}

/** SHA-256 (hex) over the previous hash and the entry written as JSON with sorted keys. */
export function entryHash(previous: string, seq: number, entry: RecordEntry): string {
  const { at, actor, event, subject, data } = entry;
  const canonical = JSON.stringify([previous, seq, at, actor, event, subject, sortedData(data)]);
  return createHash("sha256").update(canonical).digest("hex");
}

/** Where a chain has come to; before its first entry it is at `CHAIN_START`. */
export type ChainEnd = Pick<ChainedEntry, "seq" | "hash">;

export const CHAIN_START: ChainEnd = { seq: 0, hash: FIRST_HASH };

/** 128 bits: two histories that share them take some 2^64 tries, even for whoever writes both. */
const SHOWN_DIGITS = 32;

/** How the end of a chain is written in chat: the number of its last entry and the beginning of its hash. */
export const headText = ({ seq, hash }: ChainEnd): string => `${seq}:${hash.slice(0, SHOWN_DIGITS)}`;

/** After so many entries the Setup's card shows the head that the Record then has. */
export const HEAD_EVERY = 10;

export const fits = (end: ChainEnd, entry: ChainedEntry): boolean =>
  entry.seq === end.seq + 1 &&
  entry.previous === end.hash &&
  entry.hash === entryHash(end.hash, entry.seq, entry);

/** The sequence number of the first entry that does not fit its chain, or null when all do. */
export function firstBroken(entries: Iterable<ChainedEntry>): number | null {
  let end = CHAIN_START;
  for (const entry of entries) {
    if (!fits(end, entry)) return end.seq + 1;
    end = entry;
  }
  return null;
}
