import { z } from "zod";
import { type Evidence, verified } from "../evidence.ts";
import { VALUE_PREFIXES, VERIFICATION_LABEL } from "./txt-record.ts";

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
});
export type DomainWatch = Readonly<z.infer<typeof domainWatch>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Mistral's own figure for how long a record may take. */
const SEARCH_MS = 48 * HOUR;
const MISSES_UNTIL_GONE = 2;

export const MOST_DOMAINS = 20;

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

/** Begins to look for a record, or anew where its domain is known. Null: too many are looked for already. */
export function watchDomain(
  all: readonly DomainWatch[],
  order: Pick<DomainWatch, "domain" | "record" | "by">,
  now: number,
): { readonly watch: DomainWatch; readonly all: readonly DomainWatch[] } | null {
  const known = all.find(({ domain }) => domain === order.domain);
  // Nobody needs those that were stopped once there is a newer one: their cards say so for good.
  const others = all.filter((one) => one !== known && isWatched(one));
  if (others.length >= MOST_DOMAINS) return null;
  const id = known?.id ?? Math.max(0, ...all.map((one) => one.id)) + 1;
  const fresh = { state: "searching", sight: null, lookedAt: null, misses: 0 } as const;
  const watch: DomainWatch = { id, ...order, startedAt: now, since: now, ...fresh };
  return { watch, all: [...others, watch] };
}

export const isWatched = ({ state }: DomainWatch): boolean => state !== "stopped";

export const stopWatch = (watch: DomainWatch, now: number): DomainWatch => ({
  ...watch,
  state: "stopped",
  since: now,
});

/** What follows from a look. What could not be looked up changes nothing. */
export function seen(watch: DomainWatch, sight: Sight, now: number): DomainWatch {
  const looked = { ...watch, sight, lookedAt: now };
  const becomes = (state: DomainWatch["state"]): DomainWatch =>
    state === watch.state ? looked : { ...looked, state, since: now };
  if (sight.kind === "unknown") return looked;
  if (sight.kind === "found") return { ...becomes("there"), misses: 0 };
  looked.misses += 1;
  if (watch.state === "searching" && now >= searchEnds(watch)) return becomes("overdue");
  if (watch.state === "there" && looked.misses >= MISSES_UNTIL_GONE) return becomes("gone");
  return looked;
}

const searchEnds = ({ startedAt }: DomainWatch): number => startedAt + SEARCH_MS;

/** Every minute at first, then every five, daily after 48 hours; sooner where it was missed or DNS did not answer. */
export function nextLook(watch: DomainWatch, now: number): number {
  const { state, startedAt, sight, misses } = watch;
  const soon = now - startedAt < 15 * MINUTE ? MINUTE : 5 * MINUTE;
  // What has to be told after 48 hours is told then.
  if (state === "searching" && now < searchEnds(watch)) return Math.min(searchEnds(watch), now + soon);
  if (state === "searching" || sight?.kind === "unknown") return now + soon;
  return now + (state === "there" && misses > 0 ? 6 * HOUR : DAY);
}

/** That the record is in DNS. Not that Mistral has seen it there. */
export const inDns = ({ state, since }: DomainWatch): Evidence | null =>
  state === "there" ? verified("dns", since) : null;
