import type { Loop, Outcome } from "./loop.ts";
import { crash } from "./loops/crash.ts";
import { crashKills } from "./loops/crash-kills.ts";
import { fuzzing } from "./loops/fuzz.ts";
import { fuzzingAnswers } from "./loops/fuzz-answers.ts";
import { fuzzingSandbox } from "./loops/fuzz-sandbox.ts";
import { journeys } from "./loops/journeys.ts";
import { model } from "./loops/model.ts";
import { outages } from "./loops/outages.ts";
import { platformOutages } from "./loops/platform-outages.ts";
import { races } from "./loops/races.ts";
import { record } from "./loops/record.ts";
import { replays } from "./loops/replays.ts";
import { secrets } from "./loops/secrets.ts";
import { shutdown } from "./loops/shutdown.ts";
import { slackBlind, slackKills, slackLate } from "./loops/slack-kills.ts";
import { soak } from "./loops/soak.ts";
import { storage } from "./loops/storage.ts";
import { mixedKills, teamsKills } from "./loops/teams-kills.ts";
import { time } from "./loops/time.ts";

const LOOPS: readonly Loop[] = [
  fuzzing,
  fuzzingAnswers,
  fuzzingSandbox,
  slackKills,
  slackLate,
  slackBlind,
  teamsKills,
  mixedKills,
  journeys,
  races,
  replays,
  storage,
  record,
  model,
  time,
  outages,
  platformOutages,
  crash,
  crashKills,
  shutdown,
  soak,
  secrets,
];

const USAGE = `npm run faults [-- SEED] [NAME …]

${LOOPS.map(({ name, about }) => `  ${name.padEnd(14)} ${about}.`).join("\n")}
`;

const say = (line: string) => process.stdout.write(`${line}\n`);

function print({ figures, violations }: Outcome): void {
  const width = Math.max(0, ...Object.keys(figures).map((name) => name.length));
  for (const [name, count] of Object.entries(figures))
    say(`  ${name.padEnd(width)} ${String(count).padStart(8)}`);
  for (const sentence of violations) say(`  ✗ ${sentence}`);
}

/** One loop after the other, each with what it counted. Whether everything was as it must be. */
async function runAll(loops: readonly Loop[], seed: number): Promise<boolean> {
  let fits = true;
  for (const { name, about, run } of loops) {
    say(`\n${name}. ${about}.`);
    const began = performance.now();
    const outcome = await run(seed).catch((error: unknown) => ({
      figures: {},
      violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    print(outcome);
    say(`  took ${Math.round((performance.now() - began) / 1000)} s`);
    fits &&= outcome.violations.length === 0;
  }
  return fits;
}

const given = process.argv.slice(2);
const names = given.filter((word) => !/^\d+$/.test(word));
const chosen = LOOPS.filter(({ name }) => names.length === 0 || names.includes(name));
if (names.some((name) => chosen.every((loop) => loop.name !== name))) {
  say(USAGE);
  process.exitCode = 2;
} else {
  const seed = Number(given.find((word) => /^\d+$/.test(word)) ?? Date.now() % 1_000_000);
  say(`Seed ${seed}.`);
  const fits = await runAll(chosen, seed);
  say(fits ? "\nEverything fits together." : "\nSomething does not fit together.");
  // Stand-ins that were left hanging on purpose keep connections open.
  process.stdout.write("", () => process.exit(fits ? 0 : 1));
}
