import type { Person, PersonId, Platform } from "../../domain/accounts/person.ts";
import { LAST_ZONE } from "../../domain/approvals/access-end.ts";
import type { Evidence } from "../../domain/evidence.ts";
import { isErased } from "../../domain/record/erasure.ts";
import type { Strings } from "../strings/strings.ts";
import { code, joined, list, type Piece, text } from "./spans.ts";
import type { Block, Form, Ids, Span, View } from "./view.ts";

/** For whom a View is drawn: their words, their clock, and whom they can be told about. */
export type Reader = {
  readonly strings: Strings;
  readonly timezone: string;
  readonly locale: string;
  readonly person: PersonId | null;
  readonly nameOf: (id: PersonId) => Person | null;
  /** Where somebody has accounts, when the bot can write to none of them; otherwise nothing. */
  readonly outOfReach: (id: PersonId) => readonly Platform[];
};

export function idsOf(person: Person): Ids {
  const ids: Partial<Record<Platform, string>> = {};
  for (const account of person.accounts) ids[account.platform] = account.id;
  return ids;
}

/** English is left out, so an English message is drawn the same as before there were other languages. */
export function inLanguageOf<T extends View | Form>({ strings }: Reader, shown: T): T {
  const { language: lang } = strings;
  return lang === "en" || shown.lang !== undefined ? shown : { ...shown, lang };
}

export function mention(reader: Reader, id: PersonId | null): Span {
  if (id === null) return text(reader.strings.someone);
  const person = reader.nameOf(id);
  if (person === null) return text(reader.strings.erased);
  return { kind: "mention", name: person.name, ids: idsOf(person) };
}

export function ownIds({ person, nameOf }: Reader): Ids {
  const known = person === null ? null : nameOf(person);
  return known === null ? {} : idsOf(known);
}

export const addressSpan = (reader: Reader, address: string): Span =>
  isErased(address) ? text(reader.strings.erased) : code(address);

type TimeStyle = "time" | "date" | "both";

const hasHour = (style: TimeStyle | "day"): boolean => style === "time" || style === "both";

const FORMATS: Record<TimeStyle | "day", Intl.DateTimeFormatOptions> = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  date: { day: "numeric", month: "short", year: "numeric" },
  day: { day: "numeric", month: "short" },
  both: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

const MOST_FORMATTERS = 200;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Kept, because each takes long to make and much memory; cleared when there are too many. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  if (formatters.size >= MOST_FORMATTERS) formatters.clear();
  formatters.set(key, made);
  return made;
}

function written(reader: Reader, at: number, style: TimeStyle): string {
  const { dayToHour } = reader.strings;
  if (style === "both" && dayToHour !== "")
    return `${formatted(reader, at, "day")}${dayToHour}${formatted(reader, at, "time")}`;
  return formatted(reader, at, style);
}

function formatted(reader: Reader, at: number, style: TimeStyle | "day"): string {
  // A channel is read in many zones, so there the time names its own.
  const zone = reader.person === null && hasHour(style) ? ({ timeZoneName: "short" } as const) : {};
  const format = (locale: string, timeZone: string) =>
    formatter(locale, { ...FORMATS[style], ...zone, timeZone }).format(at);
  try {
    return format(reader.locale.replace("_", "-"), reader.timezone);
  } catch {
    // Chat clients send zones and locales that this Node may not know.
    const inUtc = format("en-GB", "UTC");
    return !hasHour(style) || inUtc.endsWith("UTC") ? inUtc : `${inUtc} UTC`;
  }
}

export const time = (reader: Reader, at: number, style: TimeStyle = "time"): Span => ({
  kind: "time",
  at,
  style,
  fallback: written(reader, at, style),
  ...(reader.strings.dayToHour === "" ? {} : { dayToHour: reader.strings.dayToHour }),
});

/** The last day of what ends then, where its reader is. */
export const lastDayOf = (reader: Reader, until: number): Span => time(reader, until - 1, "date");

/** The last day of access that ends then, which is the same for everybody. */
export const lastDayOfAccess = (reader: Reader, until: number): Span =>
  text(formatted({ ...reader, timezone: LAST_ZONE }, until - 1, "date"));

/** The first whole minute at which it is over: the minute before is not over when it is read. */
export const untilMinute = (reader: Reader, at: number): Span =>
  time(reader, Math.ceil(at / 60_000) * 60_000);

/** The hour alone on the same day in the reader's zone, the day as well on any other. */
export function moment(reader: Reader, at: number, now: number): Span {
  const sameDay = written(reader, at, "date") === written(reader, now, "date");
  return time(reader, at, sameDay ? "time" : "both");
}

export function money(reader: Reader, amount: number, currency: string): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  const locale = reader.locale.replace("_", "-");
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  try {
    return amount.toLocaleString(locale, { ...style, style: "currency", currency });
  } catch {
    return `${amount.toLocaleString(reader.strings.language, style)} ${currency}`;
  }
}

/** "confirmed by @ana 14:02" or "verified with Mistral 14:07"; nothing when there is no Evidence. */
export function evidence(reader: Reader, fact: Evidence | null, now: number): Span[] {
  if (fact === null) return [];
  const at = moment(reader, fact.at, now);
  if (fact.kind === "confirmed") return reader.strings.confirmedBy(mention(reader, fact.by), at);
  return fact.source === "dns" ? reader.strings.verifiedInDns(at) : reader.strings.verifiedWithMistral(at);
}

export function proven(reader: Reader, what: Piece, fact: Evidence | null, now: number): Span[] {
  return fact === null ? joined([what]) : reader.strings.proven(what, evidence(reader, fact, now));
}

export function someNamed(reader: Reader, all: readonly Span[], most: number): Span[] {
  const first = all.slice(0, most);
  return reader.strings.listed(first, all.length - first.length);
}

export function someListed({ strings }: Reader, items: readonly (readonly Span[])[], most: number): Block[] {
  if (items.length === 0) return [];
  const rest = items.length - most;
  return [list([...items.slice(0, most), ...(rest > 0 ? [strings.andMore(rest)] : [])])];
}
