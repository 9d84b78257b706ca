import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { OnCall as SlackCall } from "../../../src/sandbox/slack/embedded-slack.ts";
import type { OnCall as TeamsCall } from "../../../src/sandbox/teams/embedded-teams.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { type Child, MAIN, runnerWith, startChild } from "../../support/programs/child.ts";
import { closed } from "../../support/servers/raw-server.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox, type TestSandbox } from "../../support/servers/slack.ts";
import { APP_TOKEN, openBridge } from "../../support/servers/socket-mode.ts";

const NOWHERE = "http://127.0.0.1:9";

/** Some lives are shorter than loading takes. */
const SPARES = 2;

export type LogLine = { level: number; time: string; msg: string; jobs?: number; account?: string };

export type BotProcess = ReturnType<typeof createBotProcess>;

type Program = Pick<WorldOptions, "graceMs" | "program">;

/** The built bot in a process of its own, which tests can kill and start again. */
function createBotProcess(
  database: string,
  env: Record<string, string>,
  { graceMs, program = MAIN }: Program,
) {
  const lines: LogLine[] = [];
  let url = NOWHERE;
  let bot: Child | null = null;
  const spares: Child[] = [];
  const args = graceMs === undefined ? program : runnerWith({ graceMs });

  const load = (): Child =>
    startChild(args, {
      ...{ cwd: dirname(database), env: { ...env, DATABASE_PATH: database }, ipc: program !== MAIN },
      onLine: (line) => {
        if (line.startsWith("{")) lines.push(JSON.parse(line) as LogLine);
        else process.stderr.write(`${line}\n`);
      },
    });

  async function finish(signal: NodeJS.Signals): Promise<number | null> {
    const dying = bot;
    bot = null;
    const code = await dying?.end(signal);
    url = NOWHERE;
    return code ?? null;
  }

  return {
    /** Where it listens; an address where nobody is while it does not. */
    url: () => url,
    /** True once it listens; false when it ended before. */
    start: async (): Promise<boolean> => {
      const born = spares.shift() ?? load();
      born.process.stdin?.write("\n");
      bot = born;
      // Those that come next are loaded while this one works.
      while (graceMs !== undefined && spares.length < SPARES) spares.push(load());
      const found = await born.url;
      if (found !== null && bot === born) url = found;
      return found !== null;
    },
    process: () => bot?.process,
    /** `kill -9`. Gives the jobs that were running. */
    kill: async (): Promise<number[]> => {
      await finish("SIGKILL");
      const rows = rowsOf<{ id: number }>(database, "SELECT id FROM jobs WHERE state = 'running'");
      return rows.map(({ id }) => id);
    },
    /** Gives the exit code. */
    end: (signal: "SIGINT" | "SIGTERM" = "SIGTERM") => finish(signal),
    /** Leaves no process behind. */
    close: async (): Promise<void> => {
      for (const spare of spares) void spare.end("SIGKILL");
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

export type World = {
  readonly on: readonly Platform[];
  readonly sandbox: TestSandbox;
  readonly bot: BotProcess;
  readonly database: string;
  readonly env: Record<string, string>;
};

type WorldOptions = {
  readonly on: readonly Platform[];
  /** Slack comes over Socket Mode. */
  readonly socket?: boolean;
  /** What the Slack app was granted; all that its manifest asks for when left out. */
  readonly scopes?: readonly string[];
  /** How long Teams waits for an answer. */
  readonly invokeMs?: number;
  /** How long the bot waits for what may still come through; undefined: as an operator starts it. */
  readonly graceMs?: number;
  /** What is started with Node instead; it exchanges messages with the test. */
  readonly program?: readonly string[];
  /** Sees the calls of the bot. */
  readonly observer?: { readonly slack: SlackCall; readonly teams: TeamsCall };
  /** What else the operator sets. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** A bot in a process of its own, which is not started yet; the stand-ins live in this process and survive it. */
export async function inWorld<T>(options: WorldOptions, live: (world: World) => Promise<T>): Promise<T> {
  const { on, socket = false, scopes, invokeMs, settings, observer } = options;
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  let bot: BotProcess | null = null;
  const bridge = socket ? await openBridge(() => sandbox.slackApiUrl()) : null;
  const sandbox = await startSandbox({
    botUrl: () => bridge?.url ?? bot?.url() ?? "",
    slack: { ...(observer && { onCall: observer.slack }), ...(scopes && { scopes }) },
    teams: { ...(observer && { onCall: observer.teams }), ...(invokeMs && { invokeMs }) },
  });
  try {
    const slackUrl = bridge === null ? sandbox.slackApiUrl() : `${bridge.url}/api/`;
    const secret =
      bridge === null ? { SLACK_SIGNING_SECRET: SIGNING_SECRET } : { SLACK_APP_TOKEN: APP_TOKEN };
    const env: Record<string, string> = {
      ...{ PORT: "0", SYNC_SECONDS: "2", BILLING_WARMUP_SECONDS: "2" },
      ...{ MISTRAL_API_URL: sandbox.mistralApiUrl(), MISTRAL_ADMIN_API_KEY: "admin-key-0123456789" },
      ...(on.includes("slack") && { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_API_URL: slackUrl, ...secret }),
      ...(on.includes("teams") && { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" }),
      ...settings,
    };
    bot = createBotProcess(database, env, options);
    return await live({ on, sandbox, bot, database, env });
  } finally {
    await bot?.close();
    await sandbox.stop();
    if (bridge !== null) await closed(bridge.server);
    rmSync(folder, { recursive: true, force: true });
  }
}
