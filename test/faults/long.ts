import fc from "fast-check";
import { automaticSteps, liveAutomatically } from "./faulty-journeys.ts";
import { storm } from "./storm.ts";
import { teamsStorm } from "./teams-storm.ts";

const JOURNEYS = 200;

/** `npm run faults [seed]`: the long loops, and what they counted. */
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const { figures, violations } = await storm({
  seed,
  kills: 60,
  requests: 70,
  faults: 0.3,
  lifeMs: 2500,
  graceMs: 3500,
});

const atLeast = { kills: 50, "kills while a job ran": 30, "jobs left with an unknown outcome": 20 };
for (const [name, least] of Object.entries(atLeast)) {
  if ((figures[name] ?? 0) < least)
    violations.push(`${name}: ${figures[name]}, which is too few to prove anything`);
}

const inTeams = await teamsStorm({
  seed,
  kills: 20,
  requests: 50,
  faults: 0.35,
  lifeMs: 2500,
  graceMs: 3500,
  hangs: true,
});
violations.push(...inTeams.violations.map((each) => `Teams: ${each}`));
for (const [name, count] of Object.entries(inTeams.figures)) figures[`Teams: ${name}`] = count;

let journeys = 0;
const holds = fc.asyncProperty(automaticSteps, async (steps) => {
  const { untrue, doubles, shown, there } = await liveAutomatically(steps);
  journeys += 1;
  const agreed = JSON.stringify(shown) === JSON.stringify(there);
  if (untrue.length === 0 && doubles === 0 && agreed) return;
  throw new Error(JSON.stringify({ untrue, doubles, shown, there, steps: steps.map(({ name }) => name) }));
});
await fc.assert(holds, { seed, numRuns: JOURNEYS }).catch((error: unknown) => violations.push(String(error)));
figures["journeys with faults at Mistral"] = journeys;

const width = Math.max(...Object.keys(figures).map((name) => name.length));
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const [name, count] of Object.entries(figures))
  say(`${name.padEnd(width)} ${String(count).padStart(8)}`);
say(violations.length === 0 ? "Everything fits together." : violations.map((each) => `✗ ${each}`).join("\n"));
process.exitCode = violations.length === 0 ? 0 : 1;
