import { loadDotEnv, readConfig } from "./config.ts";
import { AppError } from "./errors.ts";
import { createLogger } from "./log.ts";
import { standardError, standardOutput } from "./output.ts";
import { type Running, start } from "./start.ts";

const WATCH_MS = 250;

/** One sentence for the operator, on standard error, and the end. */
function fail(...sentences: string[]): never {
  for (const sentence of sentences) standardError.write(`${sentence}\n`);
  process.exit(1);
}

const unread = loadDotEnv();
if (unread !== null) fail(unread);
const result = readConfig();
if (!result.ok) fail(...result.problems);
const { config } = result;
const log = createLogger({ level: config.logLevel, stream: standardOutput });

/** It is a sixth of the program, and only who tries it out needs it. */
const trial = async (): Promise<Running> => (await import("./start-sandbox.ts")).startSandbox(config, log);

let running: Running;
try {
  running = config.mode === "sandbox" ? await trial() : await start(config, log);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  fail(error.message);
}

// Standard output is for the log alone once it is the real thing.
if (config.mode === "real") standardError.write(`Mistral Setup listens on ${running.url}\n`);
else {
  const sentence = "Mistral Setup runs as a sandbox: nothing is configured, nothing leaves this machine.";
  standardOutput.write(`${sentence}\nOpen ${running.url}\n`);
}

if (running.metricsUrl !== null) standardError.write(`Metrics are at ${running.metricsUrl}\n`);

/** At once: whatever is under way belongs to whoever has the database now, and is looked for there. */
setInterval(() => {
  const file = running.store.lost();
  if (file === null) return;
  fail(
    `${file} was removed or replaced while the server ran. It ends, so that no two work on one database; start it again.`,
  );
}, WATCH_MS).unref();

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, "could not stop cleanly");
        process.exit(1);
      },
    );
  });
}
