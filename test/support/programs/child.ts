import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CLOCK_ENV } from "../clock-env.ts";

/** With these flags `npm start` starts Node, and so do the container and the unit. */
export const NODE_FLAGS: readonly string[] = nodeFlags();

function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  return /&& exec node (.* )?dist\/main\.js$/.exec(scripts.start)?.[1]?.trim().split(" ") ?? [];
}

/** Nobody waits longer for the end of a process. */
const GIVEN_UP_AFTER_MS = 30_000;

export type Child = {
  readonly process: ChildProcess;
  /** What it prints once it listens; null: it ended before. */
  readonly url: Promise<string | null>;
  /** Gives the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

type Options = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Each line but the one with its address. */
  readonly onLine?: (line: string) => void;
  /** Whether it exchanges messages with the test. */
  readonly ipc?: boolean;
};

/** Node with these arguments, in a process of its own with nothing of our environment but the clock. */
export function startChild(args: readonly string[], { cwd, env, onLine, ipc = false }: Options): Child {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...CLOCK_ENV, ...env },
    stdio: ["pipe", "pipe", "pipe", ...(ipc ? (["ipc"] as const) : [])],
  });
  const url = new Promise<string | null>((resolve) => {
    for (const input of [child.stdout, child.stderr])
      if (input !== null)
        createInterface({ input }).on("line", (line) => {
          const address = /(?:^|listens on |^Open )(http:\S+)$/.exec(line)?.[1];
          if (address === undefined) onLine?.(line);
          else resolve(address);
        });
    child.once("exit", () => resolve(null));
  });
  return {
    process: child,
    url,
    async end(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill(signal);
        const givenUp = setTimeout(() => child.kill("SIGKILL"), GIVEN_UP_AFTER_MS);
        await ended;
        clearTimeout(givenUp);
      }
      return child.exitCode;
    },
  };
}

const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));
const RUNNER = readFileSync(new URL("./runner.ts", import.meta.url), "utf8");

/** Node's arguments for the built program as `npm start` starts it. */
export const MAIN: readonly string[] = [...NODE_FLAGS, `${DIST}/main.js`];

/** And for one that starts when something is written to it, with what no variable says. */
export const runnerWith = (options: { graceMs?: number; endpoints?: object }): string[] => [
  ...[...NODE_FLAGS, "--input-type=module", "--eval", RUNNER, DIST, JSON.stringify(options)],
];
