import { readConfig } from "../../src/config.ts";
import { createLogger } from "../../src/log.ts";
import { start } from "../../src/start.ts";

/** The real bot in a process of its own that the tests can kill. Its one argument: the grace in milliseconds. */
const result = readConfig();
if (!result.ok) throw new Error(result.problems.join(" "));
const log = createLogger({ level: result.config.logLevel });
const running = await start(result.config, log, { graceMs: Number(process.argv[2]) });
process.stdout.write(`listens on ${running.url}\n`);
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
// Whoever started it holds its standard input: it must not outlive them.
process.stdin.resume().once("end", () => process.exit(1));
