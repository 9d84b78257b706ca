import type { Person } from "../snapshot.ts";

type Reader = Pick<Person, "timezone" | "locale">;

function format(ms: number, reader: Reader, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(reader.locale, { ...options, timeZone: reader.timezone }).format(ms);
}

export function timeOf(ms: number, reader: Reader): string {
  return format(ms, reader, { timeStyle: "short" });
}

/** A calendar day in the reader's zone, comparable as text. */
export function dayKey(ms: number, reader: Reader): string {
  return format(ms, { timezone: reader.timezone, locale: "sv-SE" }, { dateStyle: "short" });
}

export function fullTime(ms: number, reader: Reader): string {
  return format(ms, reader, { dateStyle: "full", timeStyle: "medium" });
}

const DAY = 86_400_000;

/** "today", "yesterday" or "tomorrow" in the reader's language, or null. */
function relativeDay(ms: number, now: number, reader: Reader): string | null {
  const words = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" });
  const offset = [0, -1, 1].find((days) => dayKey(ms, reader) === dayKey(now + days * DAY, reader));
  return offset === undefined ? null : words.format(offset, "day");
}

export function dayName(ms: number, now: number, reader: Reader): string {
  const date = format(ms, reader, { weekday: "long", day: "numeric", month: "long" });
  const words = relativeDay(ms, now, reader) ?? date;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Day and time of a clock, short. */
export function clockText(ms: number, reader: Reader): string {
  return format(ms, reader, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}

export function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const words = [days > 0 ? `${days} d` : "", hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""];
  return words.filter((word) => word !== "").join(" ");
}

/** The date tokens that the bot uses, for a time in seconds, as this reader sees it. */
export function slackDate(seconds: number, pattern: string, reader: Reader, now: number): string {
  const ms = seconds * 1000;
  const date = { day: "numeric", month: "short", year: "numeric" } as const;
  return pattern
    .replace("{date_short_pretty}", () => relativeDay(ms, now, reader) ?? format(ms, reader, date))
    .replace("{date_short}", () => format(ms, reader, date))
    .replace("{time}", () => timeOf(ms, reader));
}
