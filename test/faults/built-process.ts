import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { NODE_FLAGS } from "../support/npm-start.ts";
import { type BotProcess, type LogLine, NOWHERE, runningJobs } from "./bot-process.ts";

const MAIN = join(process.cwd(), "dist/main.js");
/** Nobody waits longer for the end of a process. */
const GIVEN_UP_AFTER_MS = 30_000;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** The built program as an operator runs it; its clock and its grace are the real ones. */
export function createBuiltProcess({
  database,
  env,
}: {
  readonly database: string;
  readonly env: Record<string, string>;
}): BotProcess {
  const lines: LogLine[] = [];
  let url = NOWHERE;
  let bot: Child | null = null;

  function readLog(child: Child): void {
    let rest = "";
    child.stdout.on("data", (chunk: Buffer) => {
      const whole = `${rest}${chunk.toString()}`.split("\n");
      rest = whole.pop() ?? "";
      lines.push(...whole.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as LogLine));
    });
  }

  async function finish(signal: NodeJS.Signals): Promise<number | null> {
    const ending = bot;
    bot = null;
    if (ending === null || ending.exitCode !== null) return ending?.exitCode ?? null;
    const ended = once(ending, "exit");
    ending.kill(signal);
    const givenUp = setTimeout(() => ending.kill("SIGKILL"), GIVEN_UP_AFTER_MS);
    await ended;
    clearTimeout(givenUp);
    url = NOWHERE;
    return ending.exitCode;
  }

  return {
    url: () => url,
    start: () => {
      const born: Child = spawn(process.execPath, [...NODE_FLAGS, MAIN], {
        cwd: dirname(database),
        env: { ...CLOCK_ENV, ...env, DATABASE_PATH: database },
        stdio: ["ignore", "pipe", "pipe"],
      });
      bot = born;
      readLog(born);
      let said = "";
      return new Promise((resolve, reject) => {
        born.stderr.on("data", (chunk: Buffer) => {
          said += chunk.toString();
          const address = /listens on (\S+)/.exec(said)?.[1];
          if (address === undefined) return;
          url = address;
          resolve(true);
        });
        born.once("exit", (code) => reject(new Error(`it ended with ${code}: ${said}`)));
      });
    },
    kill: async () => {
      await finish("SIGKILL");
      return runningJobs(database);
    },
    end: (signal = "SIGTERM") => finish(signal),
    close: async () => void (await finish("SIGKILL")),
    log: () => lines,
  };
}
