import { dayOf } from "../day.ts";

const DAY_MS = 24 * 3_600_000;

/** Where a day ends last: nobody loses access before it is over where they are, and all read the same day. */
export const LAST_ZONE = "Etc/GMT+12";

/** The last day of access that ends then, as `2026-12-01`. */
export const lastDayIn = (until: number): string => dayOf(until - 1, LAST_ZONE);

/** As many days away as an end may be, and the two that a day takes around the world. */
export const LONGEST_MS = 368 * DAY_MS;

/** When to ask whether access goes on (epoch ms): a week before its end, or a day before one that is nearer; null: not at all. */
export function askAt(until: number, now: number): number | null {
  const days = [7, 1].find((before) => until - before * DAY_MS > now);
  return days === undefined ? null : until - days * DAY_MS;
}
