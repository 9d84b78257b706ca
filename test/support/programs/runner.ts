import { once } from "node:events";

/**
 * The real bot, as built, in a process of its own that the tests can kill. Its arguments: where it was built, and JSON: the
 * grace in milliseconds, and where Microsoft's identity service is. It is given to node as text, so there are no types in
 * it: to compile it and its imports for each life costs more than the life itself.
 */
const [built, options = "{}"] = process.argv.slice(1);
const { graceMs, endpoints } = JSON.parse(options);
const [{ readConfig }, { createLogger }, { start }] = await Promise.all(
  ["config/config.js", "lib/log.js", "start.js"].map((file) => import(`${built}/${file}`)),
);
const result = readConfig();
if (!result.ok) throw new Error(result.problems.join(" "));
// It is loaded beforehand and starts when it is told.
const told = once(process.stdin, "data");
// The test holds its standard input: it must not outlive the test.
process.stdin.once("end", () => process.exit(1));
await told;
process.stdin.resume();
const credentials = async () => ({ getToken: async () => "a token of the bot" });
const teamsOptions = endpoints === undefined ? { dialogs: false } : { endpoints, credentials };
const log = createLogger({ level: result.config.logLevel });
const running = await start(result.config, log, { graceMs, teamsOptions });
process.stdout.write(`listens on ${running.url}\n`);
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void running.stop().then(() => process.exit(0)));
