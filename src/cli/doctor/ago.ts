const MINUTE_MS = 60_000;
const LONG_MS = 30 * 24 * 60 * MINUTE_MS;
const UNITS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
] as const;

/** "3 days ago"; what is less than a minute ago, or still to come, is "just now". */
export function ago(at: number, now: number): string {
  const minutes = Math.floor((now - at) / MINUTE_MS);
  const [name, length] = UNITS.find(([, each]) => minutes >= each) ?? ["minute", Number.POSITIVE_INFINITY];
  const count = Math.floor(minutes / length);
  return count < 1 ? "just now" : `${count} ${name}${count === 1 ? "" : "s"} ago`;
}

/** So long that somebody should look whether anything still comes. */
export const isLongAgo = (at: number, now: number): boolean => now - at > LONG_MS;
