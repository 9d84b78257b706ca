import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Database } from "../../src/store/db/sqlite.ts";
import { NODE_FLAGS } from "../support/servers/npm-start.ts";
import { PROJECT, type Started, startNode, whenReady } from "./processes.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "./requests.ts";

/** Files of one run, outside the project. */
export const FOLDER = mkdtempSync(join(tmpdir(), "bench-"));
export const removeFolder = (): void => rmSync(FOLDER, { recursive: true, force: true });

let files = 0;
export const newFile = (name: string): string => join(FOLDER, `${++files}-${name}`);

export const startStandIns = (cards: number, members: number): Promise<Started> =>
  startNode(["--import", "tsx", "test/bench/stand-ins.ts", String(cards), String(members)]);

export type Mode = "guided" | "automatic";

export function botEnv(standIns: Started, database: string, mode: Mode = "guided"): Record<string, string> {
  return {
    PORT: "0",
    DATABASE_PATH: database,
    LOG_LEVEL: "warn",
    SYNC_SECONDS: "600",
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${standIns.url}/sandbox/slack/api/`,
    ...(mode === "guided"
      ? {}
      : {
          MISTRAL_ADMIN_API_KEY: "admin-key-0123456789",
          MISTRAL_API_URL: `${standIns.url}/sandbox/mistral`,
        }),
  };
}

/** The bot on its own database, ready. */
export type Bot = Started & { readonly database: string };

export const DIST = join(PROJECT, "dist");

/** As `npm start` starts it. */
export const MAIN: readonly string[] = [...NODE_FLAGS, join(DIST, "main.js")];

/** The program on a copy of the database, ready. */
export function startBot(standIns: Started, template: string, mode: Mode = "guided"): Promise<Bot> {
  return startProgram(MAIN, template, (database) => botEnv(standIns, database, mode));
}

/** `--profile=` names a folder for CPU profiles. */
export async function startProgram(
  args: readonly string[],
  template: string,
  envOf: (database: string) => Record<string, string>,
): Promise<Bot> {
  const database = newFile("bot.db");
  cpSync(template, database);
  const started = await startNode([...profiling, ...args], { env: envOf(database), cwd: FOLDER });
  await whenReady(started.url);
  return { ...started, database };
}

const profile = process.argv.find((word) => word.startsWith("--profile="))?.slice("--profile=".length);
const profiling = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];

export const startBolt = (args: readonly string[], env: Record<string, string> = {}): Promise<Started> =>
  startNode(["dist/bench/bolt.js", SIGNING_SECRET, ...args], { env });

/** Throws unless so many Requests are approved, so that refusing quickly is no way to be fast. */
export function mustBeApproved(database: string, pressed: number): void {
  const db = new Database(database, { readonly: true });
  const approved = db
    .prepare<[], number>("SELECT count(*) FROM requests WHERE state = 'approved'")
    .pluck()
    .get();
  db.close();
  if (approved !== pressed) throw new Error(`${pressed} Requests were pressed, and ${approved} are approved`);
}

const DRAINS_WITHIN_MS = 120_000;

/** Until the worker has nothing left that is due soon; how long that took, in seconds. */
export async function drained(database: string, withinMs = DRAINS_WITHIN_MS): Promise<number> {
  const begun = performance.now();
  const db = new Database(database, { readonly: true });
  const left = db
    .prepare<[number], number>("SELECT count(*) FROM jobs WHERE state IN ('ready', 'running') AND due_at < ?")
    .pluck();
  try {
    while ((left.get(Date.now() + 5_000) ?? 0) > 0) {
      if (performance.now() - begun > withinMs) throw new Error("the worker does not come to an end");
      await sleep(50);
    }
  } finally {
    db.close();
  }
  return (performance.now() - begun) / 1000;
}
