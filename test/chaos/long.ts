import { parseArgs } from "node:util";
import { CRASHES } from "./crash/scenarios.ts";
import { FUZZING } from "./fuzz/scenarios.ts";
import { LIVES } from "./lives/scenarios.ts";
import { MISTRAL } from "./mistral/scenarios.ts";
import { OUTAGES } from "./outages.ts";
import { RACES } from "./races.ts";
import { REPLAYS } from "./replays.ts";
import { runScenario, type Scenario } from "./scenario.ts";
import { SECRETS } from "./secrets.ts";
import { STORAGE } from "./storage.ts";
import { KILLS, LONG_STORMS, SHUTDOWNS } from "./storm/scenarios.ts";
import { soaked } from "./storm/soak.ts";

const SCENARIOS: readonly Scenario[] = [
  ...FUZZING,
  ...KILLS,
  ...LONG_STORMS,
  ...SHUTDOWNS,
  ...REPLAYS,
  ...MISTRAL,
  ...RACES,
  ...STORAGE,
  ...LIVES,
  ...OUTAGES,
  ...CRASHES,
  soaked,
  ...SECRETS,
];

const USAGE = `npm run faults [-- [--size 0.1] [SEED] [NAME …]]

${SCENARIOS.map(({ name, about }) => `  ${name.padEnd(22)} ${about}.`).join("\n")}
`;

const say = (line: string) => process.stdout.write(`${line}\n`);
const MOST_SHOWN = 30;

/** One scenario after the other, each with what it counted. Whether everything was as it must be. */
async function runAll(scenarios: readonly Scenario[], seed: number, size: number): Promise<boolean> {
  let fits = true;
  for (const scenario of scenarios) {
    say(`\n${scenario.name}: ${scenario.about}.`);
    const began = performance.now();
    const { figures, violations } = await runScenario(scenario, seed, size);
    const width = Math.max(0, ...Object.keys(figures).map((name) => name.length));
    for (const [name, count] of Object.entries(figures))
      say(`  ${name.padEnd(width)} ${String(count).padStart(8)}`);
    for (const sentence of [...violations].slice(0, MOST_SHOWN)) say(`  ✗ ${sentence}`);
    say(`  took ${Math.round((performance.now() - began) / 1000)} s`);
    fits &&= violations.size === 0;
  }
  return fits;
}

const options = { size: { type: "string", default: "1" } } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });
const size = Number(values.size);
const names = positionals.filter((word) => !/^\d+$/.test(word));
const chosen = SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name));
if (!(size > 0) || names.some((name) => chosen.every((one) => one.name !== name))) {
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
