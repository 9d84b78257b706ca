import { type Finding, ok, skipped, warn } from "./finding.ts";

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

type Words = {
  readonly side: "Slack" | "Teams";
  /** How to try it. */
  readonly write: string;
  /** Where to look when nothing comes. */
  readonly elsewhere: string;
};

/** When something came from a platform last, which alone shows that it reaches the bot. */
export function heardFinding(
  check: "slack-requests" | "teams-requests",
  { side, write, elsewhere }: Words,
  at: number | null,
  now: number,
  more = "",
): Finding {
  if (at === null)
    return skipped(check, `Nothing has come from ${side} yet, so ${elsewhere}. ${write} to try it.`);
  const what = `What somebody did in ${side} came through ${ago(at, now)}.${more}`;
  return now - at > LONG_MS
    ? warn(check, what, `${write}; when no answer comes, ${elsewhere}.`)
    : ok(check, what);
}
