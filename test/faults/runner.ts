import { once } from "node:events";
import { readConfig } from "../../src/config.ts";
import { createLogger } from "../../src/log.ts";
import { start } from "../../src/start.ts";

/**
 * The real bot in a process of its own that the tests can kill. Its arguments: the grace in milliseconds, and whether its
 * clients in Teams open dialogs.
 */
const [graceMs, dialogs] = process.argv.slice(2);
const result = readConfig();
if (!result.ok) throw new Error(result.problems.join(" "));
// It is loaded beforehand and starts when it is told by how many milliseconds its clock is ahead.
const told = once(process.stdin, "data");
// Whoever started it holds its standard input: it must not outlive them.
process.stdin.once("end", () => process.exit(1));
const [aheadMs] = await told;
process.stdin.resume();
const log = createLogger({ level: result.config.logLevel });
const running = await start(result.config, log, {
  now: () => Date.now() + Number(aheadMs),
  graceMs: Number(graceMs),
  teamsOptions: { dialogs: dialogs === "true" },
});
process.stdout.write(`listens on ${running.url}\n`);
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
