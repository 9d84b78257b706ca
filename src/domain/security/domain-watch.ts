import { z } from "zod";
import { type Evidence, verified } from "../evidence.ts";
import { VALUE_PREFIXES } from "../record/pasted-record.ts";
import { VERIFICATION_LABEL } from "./dns-name.ts";

/** A record: a full name (lower-case, punycode) and what stands there. */
const txtRecord = z.object({ name: z.string(), value: z.string() });
export type TxtRecord = Readonly<z.infer<typeof txtRecord>>;

/** What one look into DNS saw. `unknown`: DNS could not be asked, which says nothing about the record. */
const sight = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found"), name: z.string() }),
  /** Below its own domain a second time: the DNS host has added the domain to a name that had it already. */
  z.object({ kind: z.literal("misplaced"), name: z.string() }),
  /** Another code, or something else where only this record belongs. */
  z.object({ kind: z.literal("other"), values: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal("nothing") }),
  z.object({ kind: z.literal("unknown") }),
]);
export type Sight = Readonly<z.infer<typeof sight>>;

/** A domain whose record is or was looked for in DNS. That it is there is not yet Mistral's verification. */
export const domainWatch = z.object({
  id: z.int(),
  domain: z.string(),
  /** As Mistral's panel shows it. */
  record: txtRecord,
  by: z.string(),
  startedAt: z.number(),
  state: z.enum(["searching", "overdue", "there", "gone", "stopped"]),
  /** Since when it is in this state (epoch ms). */
  since: z.number(),
  sight: sight.nullable(),
  lookedAt: z.number().nullable(),
  /** Looks in a row that went well and did not find it. */
  misses: z.number(),
  /** Since when DNS has not answered; null: it answered the last look (epoch ms). */
  silentSince: z.number().nullable(),
});
export type DomainWatch = Readonly<z.infer<typeof domainWatch>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Mistral's own figure for how long a record may take. */
const SEARCH_MS = 48 * HOUR;
const MISSES_UNTIL_GONE = 2;

/** At most so many are looked for at the same time. */
export const MOST_DOMAINS = 20;
const KEPT = 50;

/** Everywhere the record may stand: where the panel says, and in both places that Mistral's pages name. */
export function placesOf({ domain, record }: Pick<DomainWatch, "domain" | "record">): TxtRecord[] {
  const code = record.value.slice(record.value.indexOf("=") + 1);
  const [onDomain, onLabel] = VALUE_PREFIXES;
  const documented = [
    { name: domain, value: `${onDomain}${code}` },
    { name: `${VERIFICATION_LABEL}.${domain}`, value: `${onLabel}${code}` },
  ];
  return [record, ...documented.filter(({ name, value }) => name !== record.name || value !== record.value)];
}

/** The name below which the record stands when the domain was added to it twice. */
export const doubledName = ({ domain, record }: Pick<DomainWatch, "domain" | "record">): string =>
  `${record.name}.${domain}`;

export type WatchOrder = Pick<DomainWatch, "domain" | "record" | "by">;

/** Begins to look for a record, or anew where its domain is known. Null: too many are looked for already. */
export function watchDomain(
  all: readonly DomainWatch[],
  order: WatchOrder,
  now: number,
): { readonly watch: DomainWatch; readonly all: readonly DomainWatch[] } | null {
  const known = all.find(({ domain }) => domain === order.domain);
  const others = all.filter((one) => one !== known);
  if (others.filter(isWatched).length >= MOST_DOMAINS) return null;
  const id = known?.id ?? Math.max(0, ...all.map((one) => one.id)) + 1;
  const fresh = { state: "searching", sight: null, lookedAt: null, misses: 0, silentSince: null } as const;
  const watch: DomainWatch = { id, ...order, startedAt: now, since: now, ...fresh };
  const spare = others.length + 1 - KEPT;
  const dropped = others.filter((one) => !isWatched(one)).slice(0, Math.max(0, spare));
  return { watch, all: [...others.filter((one) => !dropped.includes(one)), watch] };
}

export const isWatched = ({ state }: DomainWatch): boolean => state !== "stopped";

export const stopWatch = (watch: DomainWatch, now: number): DomainWatch =>
  isWatched(watch) ? { ...watch, state: "stopped", since: now } : watch;

/**
 * What follows from a look. Only planned looks count as misses: whoever presses a button three times must not make a
 * record gone. What could not be looked up changes nothing.
 */
export function seen(watch: DomainWatch, sight: Sight, now: number, planned: boolean): DomainWatch {
  if (!isWatched(watch)) return watch;
  if (sight.kind === "unknown")
    return { ...watch, sight, lookedAt: now, silentSince: watch.silentSince ?? now };
  const looked = { ...watch, sight, lookedAt: now, silentSince: null };
  if (sight.kind === "found") {
    const there = watch.state === "there" ? {} : ({ state: "there", since: now } as const);
    return { ...looked, ...there, misses: 0 };
  }
  const misses = planned ? watch.misses + 1 : watch.misses;
  if (watch.state === "searching" && now >= searchEnds(watch))
    return { ...looked, misses, state: "overdue", since: now };
  if (watch.state === "there" && misses >= MISSES_UNTIL_GONE)
    return { ...looked, misses, state: "gone", since: now };
  return { ...looked, misses };
}

export const searchEnds = ({ startedAt }: DomainWatch): number => startedAt + SEARCH_MS;

/**
 * Every minute at first, then more slowly, daily after 48 hours; sooner where the record has just been missed, and while
 * DNS does not answer: first after a minute, then after as long as it has been silent, ten minutes at most and an hour
 * where it lasts.
 */
export function nextLook(watch: DomainWatch, now: number): number {
  const { silentSince } = watch;
  if (silentSince !== null) {
    const silence = now - silentSince;
    const longest = silence < 2 * HOUR ? 10 * MINUTE : HOUR;
    return now + Math.min(longest, Math.max(MINUTE, silence));
  }
  if (watch.state === "searching") {
    const age = now - watch.startedAt;
    const pause = age < 15 * MINUTE ? MINUTE : age < 2 * HOUR ? 5 * MINUTE : 30 * MINUTE;
    const end = searchEnds(watch);
    return now < end ? Math.min(end, now + pause) : now + pause;
  }
  const missed = watch.state === "there" && watch.misses > 0;
  return now + (missed ? 6 * HOUR : DAY);
}

/** That the record is in DNS. Not that Mistral has seen it there. */
export const inDns = ({ state, since }: DomainWatch): Evidence | null =>
  state === "there" ? verified("dns", since) : null;

/** The domains whose record was in DNS and is there no more: login by domain and SSO break without it. */
export const goneDomains = ({ domains }: { readonly domains: readonly DomainWatch[] }): string[] =>
  domains.filter(({ state }) => state === "gone").map(({ domain }) => domain);
