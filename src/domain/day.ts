const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const PARTS = { year: "numeric", month: "2-digit", day: "2-digit" } as const;

/** Platforms name zones that Node may not know; those people's time is told in UTC. */
export function formatIn(
  timezone: string,
  locale: string,
  parts: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...parts, timeZone: timezone });
  } catch {
    return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" });
  }
}

const daysIn = (timezone: string) => formatIn(timezone, "en-CA", PARTS);

/** The day on the calendar there, as `2026-12-01`. */
export const dayOf = (at: number, timezone: string): string => daysIn(timezone).format(at);

/** The first minute of that day there (epoch ms), which is not midnight where the clocks go forward then; null: no such day. */
export function startOfDay(day: string, timezone: string): number | null {
  const utc = midnight(day);
  return utc === null ? null : firstMinute(utc, timezone);
}

/** The first minute of the day after it; null: no such day. */
export function endOfDay(day: string, timezone: string): number | null {
  const utc = midnight(day);
  return utc === null ? null : firstMinute(utc + DAY_MS, timezone);
}

function midnight(day: string): number | null {
  const utc = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(utc) || dayOf(utc, "UTC") !== day ? null : utc;
}

function firstMinute(utc: number, timezone: string): number {
  const day = dayOf(utc, "UTC");
  // Making one takes longer than all that is asked of it.
  const days = daysIn(timezone);
  let [before, after] = [utc - DAY_MS, utc + DAY_MS];
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
    if (days.format(middle) < day) before = middle;
    else after = middle;
  }
  return after;
}
