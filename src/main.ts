import { isatty } from "node:tty";
import { readConfig } from "./config/config.ts";
import { AppError } from "./lib/errors.ts";
import { createLogger, describe, standardError, standardOutput } from "./lib/log.ts";
import { withoutSecrets } from "./lib/redact.ts";
import { createRotation } from "./rotation.ts";
import { type Running, start } from "./start.ts";
import { VERSION_LINE } from "./version.ts";

const WATCH_MS = 1_000;
/** A terminal signals the bot and npm, and npm passes it on: only a signal after that is somebody who will not wait. */
const SAME_SIGNAL_MS = 1_000;

/** One sentence for the operator, on standard error, and the end. */
function fail(...sentences: string[]): never {
  for (const sentence of sentences) standardError.write(`${sentence}\n`);
  process.exit(1);
}

const result = readConfig();
if (!result.ok) fail(...result.problems);
const { config } = result;
const log = createLogger({ level: config.logLevel, stream: standardOutput });

if (config.mode === "real") log.info({ version: VERSION_LINE, node: process.versions.node }, "starting");

/** It is a sixth of the program, and only those who try the bot out need it. */
const trial = async (): Promise<Running> => (await import("./start-sandbox.ts")).startSandbox(config, log);

/** What nobody has thought of: with its stack in the log, which is one line, and in one sentence beside it. */
function endBecauseOf(error: unknown): never {
  log.error({ error }, "ended by a fault in this program");
  const what = withoutSecrets(describe(error)).replaceAll(/\s+/g, " ").slice(0, 200);
  fail(`Ended by a fault in this program (${what}). Report it, with the last line of the log.`);
}
process.on("uncaughtException", endBecauseOf);

// The first process of a container is ended by no signal that it does not hear.
let stop = (_: NodeJS.Signals): void => process.exit(0);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(signal));

// Not before the signal is heard that would end it: to check a large database takes seconds.
const starting = Promise.resolve().then(() => (config.mode === "sandbox" ? trial() : start(config, log)));

// Windows has this signal for a console that is closed, and then ends the process anyway.
if (config.mode === "real" && process.platform !== "win32") {
  const rotate = createRotation(result.given, starting, log);
  const inTerminal = isatty(process.stdout.fd);
  process.on("SIGHUP", (signal) => {
    // A terminal that is closed sends it as well.
    if (inTerminal && !isatty(process.stdout.fd)) stop(signal);
    else void rotate();
  });
}

let running: Running;
try {
  running = await starting;
} catch (error) {
  if (!(error instanceof AppError)) endBecauseOf(error);
  if (config.mode === "real") log.error({}, error.message);
  fail(error.message);
}

/** At once: whatever is under way belongs to whoever has the database now, and is looked for there. */
setInterval(() => {
  const file = running.store.lost();
  if (file === null) return;
  fail(
    `${file} was removed, replaced or taken by another server while this one ran. It ends, so that no two work on one database; start it again.`,
  );
}, WATCH_MS).unref();

let stoppingSince: number | null = null;
stop = (signal) => {
  const at = performance.now();
  if (stoppingSince !== null) {
    if (at - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
    return;
  }
  stoppingSince = at;
  const isReal = config.mode === "real";
  if (isReal) log.info({ signal }, "stopping");
  running.stop().then(
    () => {
      if (isReal) log.info({}, "stopped");
      process.exit(0);
    },
    (error: unknown) => {
      log.error({ error }, "could not stop cleanly");
      process.exit(1);
    },
  );
};

// Last, so that whoever reads it can send any signal. Standard output is for the log alone once it is the real thing.
if (config.mode === "real") {
  const { host, slack, teams, mistral, databasePath: database } = config;
  const chats = { slack: slack?.transport.kind ?? null, teams: teams?.kind ?? null };
  const mode = mistral.adminKey === null ? "guided" : "automatic";
  log.info({ host, port: running.port, ...chats, mistral: mode, database, pid: process.pid }, "started");
  standardError.write(`Mistral Setup listens on ${running.url}\n`);
} else {
  const sentence = "Mistral Setup runs as a sandbox: nothing is configured, nothing leaves this machine.";
  const connect = "To connect your chat, run this with the word connect (in a clone: npm run connect).";
  standardOutput.write(`${sentence}\nOpen ${running.url}\n${connect}\n`);
}

if (running.metricsUrl !== null) standardError.write(`Metrics are at ${running.metricsUrl}\n`);
