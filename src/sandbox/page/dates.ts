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

function agoText(ms: number, now: number, reader: Reader): string {
  const words = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" });
  const minutes = Math.round((ms - now) / 60_000);
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

/** Slack's date tokens (`{date_short_pretty} {time}`) for a time in seconds, as this reader sees it. */
export function slackDate(seconds: number, pattern: string, reader: Reader, now: number): string {
  const ms = seconds * 1000;
  return pattern.replaceAll(/\{([a-z_]+)\}/g, (token, name: string) => {
    const pretty = name.endsWith("_pretty") ? relativeDay(ms, now, reader) : null;
    if (pretty !== null) return pretty;
    switch (name.replace(/_pretty$/, "")) {
      case "date_num":
        return dayKey(ms, reader);
      case "date":
        return format(ms, reader, { day: "numeric", month: "long", year: "numeric" });
      case "date_short":
        return format(ms, reader, { day: "numeric", month: "short", year: "numeric" });
      case "date_long":
      case "day_divider":
        return format(ms, reader, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
      case "time":
        return timeOf(ms, reader);
      case "time_secs":
        return format(ms, reader, { timeStyle: "medium" });
      case "ago":
        return agoText(ms, now, reader);
      default:
        return token;
    }
  });
}
