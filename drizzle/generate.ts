import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// npm run migration: writes what has changed in the schema as one migration more. Those that were released stay as they are.

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const migrations = (): string[] => readdirSync(here(".")).filter((name) => /^\d{4}_.*\.sql$/.test(name));

const known = migrations();
execFileSync(
  process.execPath,
  ["node_modules/drizzle-kit/bin.cjs", "generate", "--config", "drizzle/drizzle.config.ts"],
  { cwd: here(".."), stdio: "inherit" },
);
for (const name of migrations()) if (!known.includes(name)) complete(here(name));

/** Adds what drizzle-kit does not know: STRICT, and the triggers of the Record wherever its table is made. */
function complete(file: string): void {
  const sql = readFileSync(file, "utf8").replaceAll(/^\);$/gm, ") STRICT;");
  const makesRecord = /CREATE TABLE `(?:__new_)?record`/.test(sql);
  const triggers = readFileSync(here("append-only.sql"), "utf8");
  writeFileSync(file, makesRecord ? `${sql.trimEnd()}--> statement-breakpoint\n${triggers}` : sql);
}
