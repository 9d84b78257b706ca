import { storm } from "./storm.ts";

/** `npm run faults [seed]`: the long loop, and what it counted. */
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const { figures, violations } = await storm({
  seed,
  kills: 60,
  requests: 70,
  faults: 0.3,
  lifeMs: 2500,
  graceMs: 3500,
});

const width = Math.max(...Object.keys(figures).map((name) => name.length));
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const [name, count] of Object.entries(figures))
  say(`${name.padEnd(width)} ${String(count).padStart(8)}`);

const atLeast = { kills: 50, "kills while a job ran": 30, "jobs left with an unknown outcome": 20 };
for (const [name, least] of Object.entries(atLeast)) {
  if ((figures[name] ?? 0) < least)
    violations.push(`${name}: ${figures[name]}, which is too few to prove anything`);
}
say(violations.length === 0 ? "Everything fits together." : violations.map((each) => `✗ ${each}`).join("\n"));
process.exitCode = violations.length === 0 ? 0 : 1;
