import { parseArgs } from "node:util";
import { type Loop, type Outcome, progress, runLoop } from "./loop.ts";
import { crash } from "./loops/crash.ts";
import { crashKills } from "./loops/crash-kills.ts";
import { errands } from "./loops/errands.ts";
import { fuzzing } from "./loops/fuzz.ts";
import { fuzzingAnswers } from "./loops/fuzz-answers.ts";
import { fuzzingSandbox } from "./loops/fuzz-sandbox.ts";
import { journeys } from "./loops/journeys.ts";
import { model } from "./loops/model.ts";
import { modes } from "./loops/modes.ts";
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
  modes,
  races,
  replays,
  storage,
  record,
  model,
  time,
  errands,
  outages,
  platformOutages,
  crash,
  crashKills,
  shutdown,
  soak,
  secrets,
];

const SHOWN_EVERY_MS = 30_000;
const USAGE = `npm run faults [-- [--size 0.1] [SEED] [NAME …]]

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
async function runAll(loops: readonly Loop[], seed: number, size: number): Promise<boolean> {
  let fits = true;
  for (const loop of loops) {
    say(`\n${loop.name}. ${loop.about}.`);
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1000);
    const shown = setInterval(
      () => process.stderr.write(`  … ${loop.name}, ${seconds()} s: ${progress()}\n`),
      SHOWN_EVERY_MS,
    );
    const outcome = await runLoop(loop, seed, size).catch((error: unknown) => ({
      figures: {},
      violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    clearInterval(shown);
    print(outcome);
    say(`  took ${seconds()} s`);
    fits &&= outcome.violations.length === 0;
  }
  return fits;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: "string", default: "1" } },
});
const size = Number(values.size);
const names = positionals.filter((word) => !/^\d+$/.test(word));
const chosen = LOOPS.filter(({ name }) => names.length === 0 || names.includes(name));
if (!(size > 0) || names.some((name) => chosen.every((loop) => loop.name !== name))) {
  say(USAGE);
  process.exitCode = 2;
} else {
  const seed = Number(positionals.find((word) => /^\d+$/.test(word)) ?? Date.now() % 1_000_000);
  say(`Seed ${seed}${size === 1 ? "" : `, ${size} of the full length`}.`);
  const fits = await runAll(chosen, seed, size);
  say(fits ? "\nEverything fits together." : "\nSomething does not fit together.");
  // Stand-ins that were left hanging on purpose keep connections open.
  process.stdout.write("", () => process.exit(fits ? 0 : 1));
}
