import type { Person } from "../../snapshot.ts";

type Reader = Pick<Person, "timezone" | "locale">;

const DAY = 86_400_000;
const SHORT = { day: "numeric", month: "short" } as const;

function format(ms: number, reader: Reader, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(reader.locale, { ...options, timeZone: reader.timezone }).format(ms);
}

export const timeOf = (ms: number, reader: Reader): string => format(ms, reader, { timeStyle: "short" });

export const clockText = (ms: number, reader: Reader): string =>
  format(ms, reader, { weekday: "short", ...SHORT, hour: "2-digit", minute: "2-digit" });

export const dayKey = (ms: number, { timezone }: Reader): string =>
  format(ms, { timezone, locale: "sv-SE" }, { dateStyle: "short" });

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

/** The date tokens that the bot uses, for a time in seconds, as this reader sees it. */
export function slackDate(seconds: number, pattern: string, reader: Reader, now: number): string {
  const ms = seconds * 1000;
  const date = format(ms, reader, { ...SHORT, year: "numeric" });
  return pattern
    .replace("{date_short_pretty}", () => relativeDay(ms, now, reader) ?? date)
    .replace("{date_short}", date)
    .replace("{time}", timeOf(ms, reader));
}
