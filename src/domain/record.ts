import { createHash } from "node:crypto";
import type { PersonId } from "./person.ts";

export const RECORD_EVENTS = [
  "setup.started",
  "setup.claimed",
  "setup.completed",
  "organization.named",
  "step.closed",
  "step.skipped",
  "step.reopened",
  "step.handed",
  "billing.confirmed",
  "security.confirmed",
  "domain.watched",
  "domain.seen",
  "domain.gone",
  "domain.unwatched",
  "settings.changed",
  "workspace.ordered",
  "workspace.created",
  "workspace.failed",
  "request.made",
  "request.changed",
  "request.approved",
  "request.denied",
  "request.withdrawn",
  "request.lapsed",
  "invitation.moved",
  "invitation.role",
  "role.ordered",
  "removal.ordered",
  "member.role",
  "member.removed",
  "task.closed",
  "key.works",
  "account.confirmed",
  "account.parted",
  "job.dropped",
] as const;
export type RecordEvent = (typeof RECORD_EVENTS)[number];

/** Who did what when. `actor` is a person's opaque id, `mistral`, or `bot`; `data` holds no name and no address. */
export type RecordEntry = {
  readonly at: number;
  readonly actor: PersonId | "mistral" | "bot";
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

/** SHA-256 (hex) over the previous hash and the entry written as JSON with sorted keys. */
export function entryHash(previous: string, seq: number, entry: RecordEntry): string {
  const data = Object.fromEntries(Object.entries(entry.data).sort(([a], [b]) => (a < b ? -1 : 1)));
  const canonical = JSON.stringify([previous, seq, entry.at, entry.actor, entry.event, entry.subject, data]);
  return createHash("sha256").update(canonical).digest("hex");
}

/** The sequence number of the first entry that does not fit its chain, or null when all do. */
export function firstBroken(entries: Iterable<ChainedEntry>): number | null {
  let previous = FIRST_HASH;
  let expected = 1;
  for (const entry of entries) {
    const fits = entry.seq === expected && entry.previous === previous;
    if (!fits || entry.hash !== entryHash(previous, entry.seq, entry)) return expected;
    previous = entry.hash;
    expected += 1;
  }
  return null;
}
