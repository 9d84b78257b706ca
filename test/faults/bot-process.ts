import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Database } from "../../src/store/sqlite.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";

const RUNNER = readFileSync(new URL("./runner.ts", import.meta.url), "utf8");
const BUILT = fileURLToPath(new URL("../../dist", import.meta.url));
export const NOWHERE = "http://127.0.0.1:9";

/** Some lives are shorter than loading takes. */
const SPARES = 2;

type Loaded = ChildProcessByStdio<Writable, Readable, null>;

export type LogLine = {
  level: number;
  time: string;
  msg: string;
  jobs?: number;
  account?: string;
  error?: unknown;
};

type RunningJob = { readonly id: number; readonly kind: string };

export type BotProcess = {
  /** Where it listens; an address where nobody is while it does not. */
  url(): string;
  /** True once it listens; false when it was killed before. `aheadMs`: its clock is ahead by so much. */
  start(aheadMs?: number): Promise<boolean>;
  /** `kill -9`. Gives the jobs that were running. */
  kill(): Promise<RunningJob[]>;
  /** By SIGTERM unless another one is said. Gives the exit code. */
  end(signal?: "SIGINT" | "SIGTERM"): Promise<number | null>;
  /** Leaves no process behind. */
  close(): Promise<void>;
  /** What it wrote to its log over all its lives. */
  log(): readonly LogLine[];
};

export function createBotProcess(options: {
  database: string;
  env: Record<string, string>;
  graceMs: number;
  /** Whether its clients in Teams open dialogs, as the real ones do. */
  dialogs?: boolean;
  /** Whether it is started again and again, so that the next ones are loaded while this one works. */
  restarts?: boolean;
}): BotProcess {
  const { database, env, graceMs, dialogs = false, restarts = true } = options;
  const lines: LogLine[] = [];
  let url = NOWHERE;
  let bot: Loaded | null = null;
  /** The next ones, loaded while this one works. */
  const spares: Loaded[] = [];
  let ended: Promise<unknown> = Promise.resolve();

  function read(line: string, onUrl: (found: string) => void): void {
    const address = /^listens on (\S+)$/.exec(line)?.[1];
    if (address !== undefined) onUrl(address);
    else if (line.startsWith("{")) lines.push(JSON.parse(line) as LogLine);
  }

  async function finish(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const dying = bot;
    bot = null;
    dying?.kill(signal);
    await ended;
    url = NOWHERE;
    return dying?.exitCode ?? null;
  }

  const load = (): Loaded =>
    spawn(
      process.execPath,
      ["--input-type=module", "--eval", RUNNER, BUILT, String(graceMs), String(dialogs)],
      {
        env: { ...CLOCK_ENV, ...env, DATABASE_PATH: database },
        stdio: ["pipe", "pipe", "inherit"],
      },
    );

  return {
    url: () => url,
    start: (aheadMs = 0) => {
      const born = spares.shift() ?? load();
      born.stdin.write(`${aheadMs}\n`);
      bot = born;
      while (restarts && spares.length < SPARES) spares.push(load());
      ended = once(born, "exit");
      let rest = "";
      return new Promise((resolve) => {
        born.stdout.on("data", (chunk: Buffer) => {
          const whole = `${rest}${chunk.toString()}`.split("\n");
          rest = whole.pop() ?? "";
          for (const line of whole) {
            read(line, (found) => {
              url = found;
              resolve(true);
            });
          }
        });
        born.once("exit", () => resolve(false));
      });
    },
    kill: async () => {
      await finish("SIGKILL");
      return runningJobs(database);
    },
    end: () => finish("SIGTERM"),
    close: async () => {
      for (const spare of spares) spare.kill("SIGKILL");
      await finish("SIGKILL");
    },
    log: () => lines,
  };
}

export function runningJobs(database: string): RunningJob[] {
  const db = new Database(database, { readonly: true });
  try {
    const kind = "json_extract(payload, '$.kind') AS kind";
    return db.prepare<[], RunningJob>(`SELECT id, ${kind} FROM jobs WHERE state = 'running'`).all();
  } finally {
    db.close();
  }
}

/** How many rows there are, read beside whoever works on the file. */
export function countRows(database: string, table: string, where = "true"): number {
  const db = new Database(database, { readonly: true });
  try {
    return Number(db.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get());
  } finally {
    db.close();
  }
}
