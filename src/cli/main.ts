import { loadDotEnv, readConfig } from "../config.ts";
import { runBackup } from "./backup.ts";

/** What the operator can ask for beside a running server: `node dist/cli/main.js backup FILE`. */
const commands: Readonly<Record<string, typeof runBackup>> = { backup: runBackup };

const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];
loadDotEnv();
const result = readConfig();
if (command === undefined) {
  console.error(`Usage: node dist/cli/main.js ${Object.keys(commands).join(" | ")}`);
  process.exitCode = 2;
} else if (result.ok) {
  const { databasePath: path, mode: kind } = result.config;
  process.exitCode = await command(args, { path, kind }, (line) => console.log(line));
} else {
  for (const problem of result.problems) console.error(problem);
  process.exitCode = 1;
}
