import { type ChildProcess, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { countRows } from "../chaos/storm/world.ts";
import { type Child, MAIN, startChild } from "../support/programs/child.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/servers/slack.ts";

const PROJECT = resolve(import.meta.dirname, "../..");
const READY_WITHIN_MS = 30_000;
const DRAINS_WITHIN_MS = 300_000;
const TICK_MS = 10;

/** Files of one run, outside the project. */
export const FOLDER = mkdtempSync(join(tmpdir(), "bench-"));
export const removeFolder = (): void => rmSync(FOLDER, { recursive: true, force: true });

let files = 0;
export const newFile = (name: string): string => join(FOLDER, `${++files}-${name}`);

export type Started = {
  readonly child: ChildProcess;
  /** The address that it printed. */
  readonly url: string;
  /** From the spawn to the line with the address, ms. */
  readonly took: number;
  stop(): Promise<void>;
};

type Env = Readonly<Record<string, string>>;

const running = new Set<Child>();

/** Starts `node` with these arguments, and waits until it prints an address. */
export async function startNode(
  args: readonly string[],
  env: Env = {},
  { cwd = PROJECT, onLine }: { readonly cwd?: string; readonly onLine?: (line: string) => void } = {},
): Promise<Started> {
  const begun = performance.now();
  const child = startChild(args, { cwd, env, ...(onLine && { onLine }) });
  child.process.stdin?.write("\n");
  running.add(child);
  const url = await child.url;
  if (url === null) throw new Error(`${args.join(" ")} ended with ${child.process.exitCode}`);
  const stop = async () => void (await child.end());
  return { child: child.process, url, took: performance.now() - begun, stop };
}

/** Whatever happens, nothing of ours outlives the bench. */
export const stopAll = async (): Promise<void> => {
  await Promise.all([...running].map((child) => child.end()));
};

/** Asks every 2 ms until `/readyz` answers 200; returns when that was (performance.now). */
export async function whenReady(url: string): Promise<number> {
  for (const end = performance.now() + READY_WITHIN_MS; performance.now() < end; await sleep(2)) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return performance.now();
  }
  throw new Error(`${url} does not get ready`);
}

/** Resident memory in MB. */
export const rssOf = ({ child }: Started): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" })) / 1024;

/** Processor time so far in ms, as Linux counts it. */
export function cpuOf({ child }: Started): number {
  const [, after = ""] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(/\) (?=\S+ \d+ \d+)/);
  const fields = after.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Slack, Teams and Mistral with so many cards and Members. `onCall` hears of each call that Slack gets, and when (epoch ms). */
export function startStandIns(
  cards: number,
  members: number,
  onCall?: (method: string, at: number) => void,
): Promise<Started> {
  const onLine = (line: string) => {
    const [method = "", at] = line.split(" ");
    onCall?.(method, Number(at));
  };
  const args = [cards, members, onCall === undefined ? "" : "tell"].map(String);
  return startNode(["--import", "tsx", "test/bench/stand-ins.ts", ...args], {}, { onLine });
}

export const startBolt = (...args: readonly string[]): Promise<Started> =>
  startNode(["dist/bench/bolt.js", SIGNING_SECRET, ...args]);

export type Mode = "guided" | "automatic";
export const COMMON = { PORT: "0", LOG_LEVEL: "warn", SYNC_SECONDS: "600" };

const WITH_KEY = { MISTRAL_ADMIN_API_KEY: "admin-key-0123456789" };
export const slackApiOf = ({ url }: Started): string => `${url}/sandbox/slack/api/`;

export const slackEnv = (standIns: Started, mode: Mode = "guided"): Env => ({
  ...{ ...COMMON, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET },
  SLACK_API_URL: slackApiOf(standIns),
  ...(mode === "automatic" && { ...WITH_KEY, MISTRAL_API_URL: `${standIns.url}/sandbox/mistral` }),
});

/** The bot on its own database, ready. */
export type Bot = Started & { readonly database: string };

/** The program on a copy of the database, ready. */
export async function startBot(template: string, env: Env, args: readonly string[] = MAIN): Promise<Bot> {
  const database = newFile("bot.db");
  cpSync(template, database);
  const started = await startNode(args, { ...env, DATABASE_PATH: database }, { cwd: FOLDER });
  await whenReady(started.url);
  return { ...started, database };
}

/** Throws unless so many Requests are approved, so that refusing quickly is no way to be fast. */
export function mustBeApproved(database: string, pressed: number): void {
  const approved = countRows(database, "requests", "state = 'approved'");
  if (approved !== pressed) throw new Error(`${pressed} Requests were pressed, and ${approved} are approved`);
}

/** Until the worker has nothing left that is due within five seconds. */
export async function drained(database: string): Promise<void> {
  const due = "state IN ('ready', 'running') AND due_at < (unixepoch() + 5) * 1000";
  const end = performance.now() + DRAINS_WITHIN_MS;
  for (; countRows(database, "jobs", due) > 0; await sleep(50))
    if (performance.now() > end) throw new Error("the worker does not come to an end");
}
