import { spawnSync } from "node:child_process";

/**
 * Runs the tests as if it were another day in another place; needs `faketime`.
 * `npx tsx test/on-dates.ts [DAY]... [-- ARGUMENT...]`: all days where none is named; the arguments go to vitest.
 */
const DAYS: Readonly<Record<string, string>> = {
  saturday: "2026-12-05T03:00:00Z",
  monday: "2026-12-07T09:00:00Z",
  // Paris goes from two o'clock to three while the tests run.
  "summer-time": "2027-03-28T00:59:00Z",
  "leap-day": "2028-02-29T12:00:00Z",
};
/** Turkish has its own lower case of I, and Nepal is three quarters of an hour off. */
const PLACES = [
  { TZ: "Europe/Paris", LC_ALL: "fr_FR.UTF-8" },
  { TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8" },
];

const words = process.argv.slice(2);
const dashes = words.includes("--") ? words.indexOf("--") : words.length;
const [named, args] = [words.slice(0, dashes), words.slice(dashes + 1)];
const unknown = named.filter((day) => DAYS[day] === undefined);
if (unknown.length > 0) throw new Error(`unknown: ${unknown}. Days: ${Object.keys(DAYS)}`);

const failed: string[] = [];
for (const day of named.length > 0 ? named : Object.keys(DAYS)) {
  for (const place of PLACES) {
    const run = `${day} ${DAYS[day]} ${place.TZ}`;
    process.stdout.write(`\n== ${run}\n`);
    if (!passes(Date.parse(DAYS[day] ?? "") - Date.now(), place, args)) failed.push(run);
  }
}
process.stdout.write(
  failed.length === 0 ? "\nThe tests pass on each day.\n" : `\nFailed: ${failed.join(", ")}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function passes(aheadMs: number, { TZ, LC_ALL }: (typeof PLACES)[number], args: readonly string[]): boolean {
  const ahead = `${aheadMs < 0 ? "" : "+"}${Math.round(aheadMs / 1000)}s`;
  const { status } = spawnSync(
    "env",
    [
      ...[`TZ=${TZ}`, `LC_ALL=${LC_ALL}`, "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-f", ahead],
      ...["npx", "vitest", "run", "--config", "test/vitest.config.ts", ...args],
    ],
    { stdio: "inherit" },
  );
  if (status === 127) throw new Error("faketime is missing: install the package of that name.");
  return status === 0;
}
