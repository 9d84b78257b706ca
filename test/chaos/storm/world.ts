import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { closed } from "../../slack/fake-slack.ts";
import { CLOCK_ENV } from "../../support/clock-env.ts";
import { NODE_FLAGS } from "../../support/npm-start.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox, type TestSandbox } from "../../support/servers/slack.ts";
import { APP_TOKEN, openBridge } from "../../support/servers/socket-mode.ts";
import { createObserver, type Observer } from "./observer.ts";

const RUNNER = readFileSync(new URL("./runner.ts", import.meta.url), "utf8");
const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));
const NOWHERE = "http://127.0.0.1:9";

/** Some lives are shorter than loading takes. */
const SPARES = 2;
/** Nobody waits longer for the end of a process. */
const GIVEN_UP_AFTER_MS = 30_000;

export type LogLine = { level: number; time: string; msg: string; jobs?: number; account?: string };

export type BotProcess = ReturnType<typeof createBotProcess>;

/**
 * The built bot in a process of its own, which tests can kill and start again. `graceMs`: how long it waits for what may
 * still come through; undefined: as an operator starts it.
 */
function createBotProcess(database: string, env: Record<string, string>, graceMs: number | undefined) {
  const lines: LogLine[] = [];
  let url = NOWHERE;
  let bot: ChildProcess | null = null;
  const spares: ChildProcess[] = [];

  const load = (): ChildProcess => {
    const program = ["--input-type=module", "--eval", RUNNER, DIST, String(graceMs)];
    const args = graceMs === undefined ? [...NODE_FLAGS, `${DIST}/main.js`] : program;
    const variables = { ...CLOCK_ENV, ...env, DATABASE_PATH: database };
    return spawn(process.execPath, args, { cwd: dirname(database), env: variables });
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
    kill: async (): Promise<number[]> => {
      await finish("SIGKILL");
      return rowsOf<{ id: number }>(database, "SELECT id FROM jobs WHERE state = 'running'").map(
        ({ id }) => id,
      );
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

const ADMIN_KEY = "admin-key-0123456789";

export type World = {
  readonly on: readonly Platform[];
  readonly sandbox: TestSandbox;
  readonly bot: BotProcess;
  readonly database: string;
  readonly env: Record<string, string>;
  readonly observer: Observer;
};

type WorldOptions = {
  readonly on: readonly Platform[];
  /** Slack comes over Socket Mode. */
  readonly socket?: boolean;
  /** What the Slack app was granted; all that its manifest asks for when left out. */
  readonly scopes?: readonly string[];
  /** How long Teams waits for an answer. */
  readonly invokeMs?: number;
  readonly graceMs?: number;
};

/** A bot in a process of its own, which is not started yet; the stand-ins live in this process and survive it. */
export async function inWorld<T>(options: WorldOptions, live: (world: World) => Promise<T>): Promise<T> {
  const { on, socket = false, scopes, invokeMs } = options;
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  const observer = createObserver();
  let bot: BotProcess | null = null;
  const bridge = socket ? await openBridge(() => sandbox.slackApiUrl()) : null;
  const sandbox = await startSandbox({
    botUrl: () => bridge?.url ?? bot?.url() ?? "",
    slack: { onCall: observer.slack, ...(scopes && { scopes }) },
    teams: { onCall: observer.teams, ...(invokeMs && { invokeMs }) },
  });
  try {
    const env = environment(sandbox, on, bridge?.url);
    bot = createBotProcess(database, env, options.graceMs);
    return await live({ on, sandbox, bot, database, env, observer });
  } finally {
    await bot?.close();
    await sandbox.stop();
    if (bridge !== null) await closed(bridge.server);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an operator sets, for a bot among the stand-ins. `bridge`: where Slack is for Socket Mode. */
export function environment(
  sandbox: TestSandbox,
  on: readonly Platform[],
  bridge?: string,
): Record<string, string> {
  const byHttp = { SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: sandbox.slackApiUrl() };
  const bySocket = { SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge}/api/` };
  const slack = { SLACK_BOT_TOKEN: BOT_TOKEN, ...(bridge === undefined ? byHttp : bySocket) };
  const teams = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" };
  return {
    PORT: "0",
    MISTRAL_API_URL: sandbox.mistralApiUrl(),
    MISTRAL_ADMIN_API_KEY: ADMIN_KEY,
    SYNC_SECONDS: "2",
    BILLING_WARMUP_SECONDS: "2",
    ...(on.includes("slack") ? slack : {}),
    ...(on.includes("teams") ? teams : {}),
  };
}
