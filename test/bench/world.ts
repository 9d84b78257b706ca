import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { countRows } from "../chaos/storm/world.ts";
import { NODE_FLAGS } from "../support/npm-start.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../support/servers/slack.ts";

const PROJECT = resolve(import.meta.dirname, "../..");
export const DIST = join(PROJECT, "dist");
/** As `npm start` starts it. */
export const MAIN: readonly string[] = [...NODE_FLAGS, join(DIST, "main.js")];

const PRINTS_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 15_000;
const DRAINS_WITHIN_MS = 300_000;

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

const running = new Set<ChildProcess>();

/** Starts `node` with these arguments and nothing of our environment, and waits until it prints an address. */
export async function startNode(args: readonly string[], env: Env = {}, cwd = PROJECT): Promise<Started> {
  const begun = performance.now();
  const PATH = resolve(process.execPath, "..");
  const options = { env: { PATH, ...env }, cwd, stdio: ["ignore", "pipe", "pipe"] as ("ignore" | "pipe")[] };
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once("exit", () => running.delete(child));
  const url = await printedAddress(child, args.join(" "));
  return { child, url, took: performance.now() - begun, stop: () => stopChild(child) };
}

function printedAddress(child: ChildProcess, name: string): Promise<string> {
  return new Promise((found, fail) => {
    const late = setTimeout(() => fail(new Error(`${name} prints no address`)), PRINTS_WITHIN_MS);
    let printed = "";
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /^(?!\{).*?(http:\/\/[\w.:]+)\s/m.exec(printed)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      found(url);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", read);
    child.once("exit", (code) => fail(new Error(`${name} ended with ${code}: ${printed.slice(0, 500)}`)));
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
  await ended;
  clearTimeout(hard);
}

/** Whatever happens, nothing of ours outlives the bench. */
export const stopAll = async (): Promise<void> => {
  await Promise.all([...running].map(stopChild));
};

/** Asks every 2 ms until `/readyz` answers 200; returns when that was (performance.now). */
export async function whenReady(url: string): Promise<number> {
  for (const end = performance.now() + PRINTS_WITHIN_MS; performance.now() < end; await sleep(2)) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return performance.now();
  }
  throw new Error(`${url} does not get ready`);
}

/** Resident memory in MB. */
export const rssOf = ({ child }: Started): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" })) / 1024;

export const startStandIns = (cards: number, members: number): Promise<Started> =>
  startNode(["--import", "tsx", "test/bench/stand-ins.ts", String(cards), String(members)]);

export const startBolt = (...args: readonly string[]): Promise<Started> =>
  startNode(["dist/bench/bolt.js", SIGNING_SECRET, ...args]);

export type Mode = "guided" | "automatic";
export const COMMON = { PORT: "0", LOG_LEVEL: "warn", SYNC_SECONDS: "600" };

export const slackEnv = ({ url }: Started, mode: Mode = "guided"): Env => ({
  ...{ ...COMMON, SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET },
  SLACK_API_URL: `${url}/sandbox/slack/api/`,
  ...(mode === "automatic" && {
    ...{ MISTRAL_ADMIN_API_KEY: "admin-key-0123456789", MISTRAL_API_URL: `${url}/sandbox/mistral` },
  }),
});

/** The bot on its own database, ready. */
export type Bot = Started & { readonly database: string };

/** The program on a copy of the database, ready. */
export async function startBot(template: string, env: Env, args: readonly string[] = MAIN): Promise<Bot> {
  const database = newFile("bot.db");
  cpSync(template, database);
  const started = await startNode(args, { ...env, DATABASE_PATH: database }, FOLDER);
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
  for (
    const end = performance.now() + DRAINS_WITHIN_MS;
    countRows(database, "jobs", due) > 0;
    await sleep(50)
  )
    if (performance.now() > end) throw new Error("the worker does not come to an end");
}
