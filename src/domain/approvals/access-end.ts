const DAY_MS = 24 * 3_600_000;

/** As far away as it may be. It can be extended. */
export const LONGEST_ACCESS_MS = 366 * DAY_MS;

/** When to ask whether access goes on (epoch ms): a week before its end, or a day before one that is nearer; null: not at all. */
export function askAt(until: number, now: number): number | null {
  const days = [7, 1].find((before) => until - before * DAY_MS > now);
  return days === undefined ? null : until - days * DAY_MS;
}
