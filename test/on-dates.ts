import { spawnSync } from "node:child_process";

/** Paris goes from two to three in the night of `summer-time`, a minute after the tests begin. */
const PARIS = { TZ: "Europe/Paris", LC_ALL: "fr_FR.UTF-8" };
/** Nepal is three quarters of an hour off, and Turkish has its own lower case of I. */
const NEPAL = { TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8" };

const RUNS = [
  { day: "saturday", at: "2026-12-05T03:00:00Z", ...NEPAL },
  { day: "monday", at: "2026-12-07T09:00:00Z", ...PARIS },
  { day: "summer-time", at: "2027-03-28T00:59:00Z", ...PARIS },
  { day: "leap-day", at: "2028-02-29T12:00:00Z", ...NEPAL },
];

/**
 * Runs the tests as if it were another day in another place; needs `faketime`.
 * `npm run test:dates -- [DAY]... [-- ARGUMENT...]`: all days where none is named; the arguments go to vitest.
 */
function main(words: readonly string[]): void {
  const dashes = words.includes("--") ? words.indexOf("--") : words.length;
  const [days, args] = [words.slice(0, dashes), words.slice(dashes + 1)];
  const unknown = days.filter((day) => !RUNS.some((run) => run.day === day));
  if (unknown.length > 0) throw new Error(`There is no ${unknown}, only ${RUNS.map(({ day }) => day)}.`);
  const failed = RUNS.filter(({ day }) => days.length === 0 || days.includes(day))
    .filter((run) => !passes(run, args))
    .map(({ day }) => day);
  process.stdout.write(
    failed.length === 0 ? "\nThe tests pass on these days.\n" : `\nFailed on: ${failed}\n`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function passes({ day, at, TZ, LC_ALL }: (typeof RUNS)[number], args: readonly string[]): boolean {
  process.stdout.write(`\n== ${day}: ${at}, ${TZ}, ${LC_ALL}\n`);
  const ahead = Math.round((Date.parse(at) - Date.now()) / 1000);
  const { status } = spawnSync(
    "env",
    [
      ...[`TZ=${TZ}`, `LC_ALL=${LC_ALL}`, "FAKETIME_DONT_FAKE_MONOTONIC=1"],
      ...["faketime", "-f", `${ahead < 0 ? "" : "+"}${ahead}s`],
      ...["npx", "vitest", "run", "--config", "test/vitest.config.ts", ...args],
    ],
    { stdio: "inherit" },
  );
  if (status === 127) throw new Error("faketime is missing: install the package of that name.");
  return status === 0;
}

main(process.argv.slice(2));
