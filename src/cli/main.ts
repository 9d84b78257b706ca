import { type Config, readConfig, readEnvironment } from "../config/config.ts";
import type { DatabaseFile, Print } from "./answer.ts";
import { runConnect } from "./connect/connect.ts";
import { runDoctor } from "./doctor/doctor.ts";
import { runBackup } from "./operations/backup.ts";
import { runDeadLetters } from "./operations/dead-letters.ts";
import { runErase } from "./operations/erase.ts";
import { runTeamsPackage } from "./operations/teams-package.ts";
import { runRecord } from "./record/record.ts";
import { runStream } from "./record/record-stream.ts";
import { askedToVerify, runVerify } from "./record/record-verify.ts";

const environment = readEnvironment();
const unread = typeof environment === "string" ? environment : null;

/** An answer is on standard output, what went wrong on standard error. */
const print: Print = Object.assign((line: string) => console.log(line), {
  problem: (line: string) => console.error(line),
});

type Command = (args: readonly string[]) => number | Promise<number>;

const exportRecord = onDatabase((database, args) => runRecord(args, database, print));
const streamRecord = onDatabase((database, args) => runStream(args, database, print));
const verifyDatabase = onDatabase((database, args) => runVerify(args, database, print));

const verifyRecord: Command = (args) =>
  askedToVerify(args)?.file === null ? verifyDatabase(args) : runVerify(args, null, print);

const record: Command = async (args) => {
  const [word, ...others] = args;
  if (word === "verify") return verifyRecord(others);
  if (word !== "stream") return exportRecord(args);
  const code = await streamRecord(others);
  // A reader that does not read is not waited for.
  process.exit(code);
};

/** What did not answer in time is not waited for. */
const examine: Command = async (args) =>
  process.exit(await runDoctor(args, { unread, result: readConfig(environment) }, print));

/** What the operator can ask for beside a running server: `npx mistral-setup backup FILE`. */
const commands: Readonly<Record<string, Command>> = {
  backup: onDatabase((database, args) => runBackup(args, database, print)),
  connect: async (args) => process.exit(await runConnect(args, print)),
  "dead-letters": onDatabase((database, args) => runDeadLetters(args, database, print)),
  doctor: examine,
  erase: onDatabase((database, args, { mistral, owners }) =>
    runErase(args, { ...database, listIsRead: mistral.adminKey !== null, owners }, print),
  ),
  record,
  "teams-package": (args) => runTeamsPackage(args, environment, print),
};

const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`Usage: npx mistral-setup [${Object.keys(commands).join(" | ")} | --version]`);
  process.exitCode = 2;
} else {
  process.exitCode = await command(args);
}

function onDatabase(
  run: (database: DatabaseFile, args: readonly string[], config: Config) => Promise<number>,
): Command {
  return (args) => {
    const result = readConfig(environment);
    if (!result.ok) {
      for (const problem of result.problems) console.error(problem);
      return 1;
    }
    const { databasePath: path, mode: kind } = result.config;
    return run({ path, kind }, args, result.config);
  };
}
