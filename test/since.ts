import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/**
 * Shows which tests guard what was mended since a commit: `npm run test:since -- COMMIT [FILE]...`. Today's test files run
 * against that commit's program and against today's. By default: each test file that has changed since.
 */
const [commit, ...named] = process.argv.slice(2);
if (commit === undefined) throw new Error("Say since which commit: npm run test:since -- COMMIT [FILE]...");

const BATCH = 10;
const LONGEST_S = 240;

type Outcomes = ReadonlyMap<string, boolean>;
type Report = {
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
};

const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8" }).trim();

const changed = () => git("diff", "--name-only", "--diff-filter=d", commit, "--", "test").split("\n");
const files = named.length > 0 ? named : changed().filter((file) => file.endsWith(".test.ts"));
const folder = mkdtempSync(join(tmpdir(), "since-"));
const before = join(folder, "before");
try {
  git("worktree", "add", "--quiet", "--detach", before, commit);
  rmSync(join(before, "test"), { recursive: true });
  cpSync("test", join(before, "test"), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(before, "node_modules"));
  const [then, now] = [outcomes(before), outcomes(process.cwd())];
  const mended = [...now].filter(([title, passes]) => passes && then.get(title) !== true);
  const failing = [...now].filter(([, passes]) => !passes);
  for (const [title] of mended) process.stdout.write(`failed, now passes: ${title}\n`);
  for (const [title] of failing) process.stdout.write(`FAILS: ${title}\n`);
  process.stdout.write(`${mended.length} mended, ${failing.length} failing, ${now.size} in all\n`);
  process.exitCode = failing.length === 0 ? 0 : 1;
} finally {
  spawnSync("git", ["worktree", "remove", "--force", before]);
  rmSync(folder, { recursive: true, force: true });
}

/** By file and title; a test that could not even be loaded is not in it. */
function outcomes(cwd: string): Outcomes {
  execFileSync("npm", ["run", "--silent", "build"], { cwd, stdio: "inherit" });
  const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, at) =>
    files.slice(at * BATCH, (at + 1) * BATCH),
  );
  return new Map(batches.flatMap((batch) => outcomesOf(cwd, batch)));
}

/** Code that is too slow for its test ends a batch: then each of its files is run alone, and that one has no outcome. */
function outcomesOf(cwd: string, batch: readonly string[]): (readonly [string, boolean])[] {
  const output = join(folder, "report.json");
  rmSync(output, { force: true });
  const args = ["vitest", "run", "--config", "test/vitest.config.ts", "--reporter=json"];
  const limited = ["-k", "5", String(LONGEST_S), "npx", ...args, `--outputFile=${output}`, ...batch];
  spawnSync("timeout", limited, { cwd, stdio: "ignore" });
  if (!existsSync(output)) return batch.length === 1 ? [] : batch.flatMap((file) => outcomesOf(cwd, [file]));
  const { testResults } = JSON.parse(readFileSync(output, "utf8")) as Report;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ fullName, status }) => [`${relative(cwd, name)}: ${fullName}`, status === "passed"] as const),
  );
}
