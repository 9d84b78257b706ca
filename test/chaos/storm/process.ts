import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Database } from "../../../src/store/db/sqlite.ts";
import { CLOCK_ENV } from "../../support/clock-env.ts";
import { NODE_FLAGS } from "../../support/servers/npm-start.ts";

const RUNNER = readFileSync(new URL("./runner.ts", import.meta.url), "utf8");
const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));
const NOWHERE = "http://127.0.0.1:9";

/** Some lives are shorter than loading takes. */
const SPARES = 2;
/** Nobody waits longer for the end of a process. */
const GIVEN_UP_AFTER_MS = 30_000;

export type LogLine = {
  level: number;
  time: string;
  msg: string;
  jobs?: number;
  account?: string;
  error?: unknown;
};

type RunningJob = { readonly id: number; readonly kind: string };

export type BotProcess = ReturnType<typeof createBotProcess>;

export type ProcessOptions = {
  readonly database: string;
  readonly env: Record<string, string>;
  /** How long it waits for what may still come through; as an operator starts it when left out. */
  readonly graceMs?: number | undefined;
};

/** The built bot in a process of its own, which tests can kill and start again. */
export function createBotProcess({ database, env, graceMs }: ProcessOptions) {
  const lines: LogLine[] = [];
  let url = NOWHERE;
  let bot: ChildProcess | null = null;
  const spares: ChildProcess[] = [];

  const load = (): ChildProcess => {
    const options = { cwd: dirname(database), env: { ...CLOCK_ENV, ...env, DATABASE_PATH: database } };
    if (graceMs === undefined)
      return spawn(process.execPath, [...NODE_FLAGS, `${DIST}/main.js`], {
        ...options,
        stdio: ["ignore", "pipe", "pipe"],
      });
    const args = ["--input-type=module", "--eval", RUNNER, DIST, String(graceMs)];
    return spawn(process.execPath, args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  };

  function hear(child: ChildProcess, onUrl: (found: string) => void): void {
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream?.on("data", (chunk: Buffer) => {
        const whole = `${rest}${chunk.toString()}`.split("\n");
        rest = whole.pop() ?? "";
        for (const line of whole) {
          const address = /listens on (\S+)$/.exec(line)?.[1];
          if (line.startsWith("{")) lines.push(JSON.parse(line) as LogLine);
          else if (address === undefined) process.stderr.write(`${line}\n`);
          else onUrl(address);
        }
      });
    }
  }

  async function finish(signal: NodeJS.Signals): Promise<number | null> {
    const dying = bot;
    bot = null;
    if (dying !== null && dying.exitCode === null && dying.signalCode === null) {
      const ended = once(dying, "exit");
      dying.kill(signal);
      const givenUp = setTimeout(() => dying.kill("SIGKILL"), GIVEN_UP_AFTER_MS);
      await ended;
      clearTimeout(givenUp);
    }
    url = NOWHERE;
    return dying?.exitCode ?? null;
  }

  return {
    /** Where it listens; an address where nobody is while it does not. */
    url: () => url,
    /** True once it listens; false when it ended before. */
    start: (): Promise<boolean> => {
      const born = spares.shift() ?? load();
      born.stdin?.write("\n");
      bot = born;
      // Those that come next are loaded while this one works.
      while (graceMs !== undefined && spares.length < SPARES) spares.push(load());
      return new Promise((resolve) => {
        hear(born, (found) => {
          url = found;
          resolve(true);
        });
        born.once("exit", () => resolve(false));
      });
    },
    /** `kill -9`. Gives the jobs that were running. */
    kill: async (): Promise<RunningJob[]> => {
      await finish("SIGKILL");
      const kind = "json_extract(payload, '$.kind') AS kind";
      return rowsOf<RunningJob>(database, `SELECT id, ${kind} FROM jobs WHERE state = 'running'`);
    },
    /** Gives the exit code. */
    end: (signal: "SIGINT" | "SIGTERM" = "SIGTERM") => finish(signal),
    /** Leaves no process behind. */
    close: async (): Promise<void> => {
      for (const spare of spares) spare.kill("SIGKILL");
      await finish("SIGKILL");
    },
    /** What it wrote to its log over all its lives. */
    log: (): readonly LogLine[] => lines,
  };
}

/** Rows, read beside the server that works on the file. */
export function rowsOf<Row>(database: string, source: string): Row[] {
  const db = new Database(database, { readonly: true });
  try {
    return db.prepare<[], Row>(source).all();
  } finally {
    db.close();
  }
}

export const countRows = (database: string, table: string, where = "true"): number =>
  rowsOf<{ count: number }>(database, `SELECT count(*) AS count FROM ${table} WHERE ${where}`)[0]?.count ?? 0;
