import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox, type TestSandbox } from "../support/slack.ts";
import { type BotProcess, countRows, createBotProcess } from "./bot-process.ts";
import { createCrowd } from "./crowd.ts";
import { violations } from "./invariants.ts";
import { createLedger } from "./ledger.ts";
import type { Outcome } from "./loop.ts";
import { createRandom, createWeather } from "./weather.ts";

export type StormOptions = {
  seed: number;
  kills: number;
  requests: number;
  /** How often a request to Slack or Mistral meets a fault. */
  faults: number;
  /** How long the bot lives between two kills, at most. */
  lifeMs: number;
  /** How long the bot waits before it looks for what may still come through. */
  graceMs: number;
};

/** Nothing comes through later than this part of the grace. */
const LATEST = 0.9;
/** Standing and far-off work is never over; whatever failed is tried again sooner than this. */
const SOON = "due_at < (unixepoch() + 600) * 1000";
const QUIET_MS = 2500;
const DRAIN_MS = 180_000;

/**
 * A real bot is killed again and again while people work with it and while Slack and Mistral misbehave. Both live in
 * this process and survive; afterwards everything has to fit together.
 */
export async function storm(options: StormOptions): Promise<Outcome> {
  const random = createRandom(options.seed);
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  let bot: BotProcess | null = null;
  const sandbox = await startSandbox({ botUrl: () => bot?.url() ?? "" });
  try {
    const env = environment(sandbox);
    bot = createBotProcess({ database, env, graceMs: options.graceMs });
    return await run(options, random, { sandbox, bot, database });
  } finally {
    await bot?.kill().catch(() => {});
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Parts = { sandbox: TestSandbox; bot: BotProcess; database: string };

async function run(options: StormOptions, random: () => number, parts: Parts): Promise<Outcome> {
  const { sandbox, bot, database } = parts;
  const known = settle(sandbox);
  await bot.start();
  await begin(sandbox);
  const ledger = createLedger();
  const weather = createWeather(random, options.faults, options.graceMs * LATEST);
  weather.spoil(sandbox.slack.faults, sandbox.mistral.faults);
  const requesters = ["chloe", "kenji", "dana", "emil"];
  const { requests } = options;
  const crowd = createCrowd({
    sandbox,
    ledger,
    random,
    requests,
    requesters,
    approvers: ["ana", "ben"],
    known,
  });
  const living = crowd.start();
  const kills = { all: 0, whileRunning: 0, whileStarting: 0 };
  const killing = killAgainAndAgain(options, random, bot, kills);
  await Promise.race([killing, living]);
  await killing;
  crowd.stop();
  await living;
  weather.clearUp();
  await bot.kill();
  kills.all += 1;
  await bot.start();
  const began = performance.now();
  await drained(database);
  const drainMs = performance.now() - began;
  const code = await bot.end();
  const found = violations(database, sandbox, ledger);
  if (code !== 0) found.push(`the bot ended with ${code}`);
  // That a reply did not get through is the weather; anything else at this level is a bug.
  const broke = bot
    .log()
    .filter(({ level, msg }) => level >= 50 && !msg.startsWith("Could not tell a person"));
  found.push(...broke.map((line) => `the log says ${JSON.stringify(line)}`));
  const { faults, requests: calls } = weather.struck();
  return {
    violations: found,
    figures: {
      kills: kills.all,
      "kills while a job ran": kills.whileRunning,
      "kills while starting": kills.whileStarting,
      "jobs left with an unknown outcome": unknownOutcomes(bot),
      "clicks, commands, submissions": ledger.clicks,
      "of them acknowledged": ledger.acknowledged,
      "Requests made": countRows(database, "requests"),
      "of them approved": countRows(database, "requests", "state = 'approved'"),
      "Invitations made": countRows(database, "invitations"),
      "e-mails sent": sandbox.mistral.mails().length,
      "messages posted": sandbox.slack.state().messages.length,
      "requests to Slack and Mistral": calls,
      ...Object.fromEntries(Object.entries(faults).map(([kind, count]) => [`fault: ${kind}`, count])),
      "seconds until all was done": Math.round(drainMs / 1000),
    },
  };
}

export const environment = (sandbox: TestSandbox): Record<string, string> => ({
  PORT: "0",
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: sandbox.slackApiUrl(),
  MISTRAL_API_URL: sandbox.mistralApiUrl(),
  MISTRAL_ADMIN_API_KEY: "admin-key-0123456789",
  SYNC_SECONDS: "1",
  BILLING_WARMUP_SECONDS: "2",
});

const MORE_PEOPLE = [
  "dana",
  "emil",
  "fay",
  "gus",
  "hana",
  "ivo",
  "juno",
  "kai",
  "lea",
  "milo",
  "nora",
  "otto",
];

/** More people move in, all of them in #mistral. Gives the addresses that belong to somebody. */
export function settle({ slack }: TestSandbox): string[] {
  const { people, channels } = slack.state();
  const [template] = people.filter(({ handle }) => handle === "chloe");
  if (template === undefined) throw new Error("chloe is gone");
  for (const handle of MORE_PEOPLE) {
    const id = `U0${handle.toUpperCase().padEnd(8, "0")}`;
    people.push({ ...template, id, handle, name: handle, email: `${handle}@lumen.example` });
    channels.find(({ name }) => name === "mistral")?.members.push(id);
  }
  return people.flatMap(({ email, kind }) => (email === null || kind === "admin" ? [] : [email]));
}

/** The Setup, before the weather turns: whoever is invited from now on may be. */
export async function begin(sandbox: TestSandbox): Promise<void> {
  const ana = sandbox.as("ana");
  const fill = async (
    command: () => Promise<unknown>,
    title: string,
    values: Record<string, string | string[]>,
  ) => {
    await command();
    while (ana.modal()?.startsWith(title) !== true) await sleep(10);
    ana.fill(values);
    const { ok, error, errors } = await ana.submit();
    if (!ok) throw new Error(`${title}: ${error} ${JSON.stringify(errors)}`);
  };
  await fill(() => ana.command("", "#mistral"), "Start the Mistral Setup", {
    "Channel for approvals": "mistral-approvals",
    "Channel for news": "mistral",
    "Approvers besides you": ["ben"],
  });
  await fill(() => ana.press("Confirm billing"), "2. Billing", {
    "Payment method": "Credit card",
    Plan: "Pay-as-you-go",
  });
  while (ana.modal() !== null) await ana.close();
  // Everybody who will act is known from here on: a first click would have to ask Slack who that is.
  for (const handle of ["ben", "chloe", "kenji", "dana", "emil"])
    await sandbox.as(handle).command("help", "#mistral");
}

type Kills = { all: number; whileRunning: number; whileStarting: number };

async function killAgainAndAgain(
  { kills, lifeMs }: StormOptions,
  random: () => number,
  bot: BotProcess,
  counts: Kills,
): Promise<void> {
  while (counts.all < kills) {
    await sleep(300 + random() * lifeMs);
    const running = await bot.kill();
    counts.all += 1;
    if (running > 0) counts.whileRunning += 1;
    if (random() < 0.15) {
      const starting = bot.start();
      await sleep(random() * 1200);
      await bot.kill();
      if (!(await starting)) counts.whileStarting += 1;
      counts.all += 1;
    }
    await bot.start();
  }
  await sleep(lifeMs);
}

/** What failed need not wait for minutes until it is tried again: the weather is fine now. The grace stays. */
function hurry(database: string): void {
  const db = new Database(database);
  db.exec("UPDATE jobs SET due_at = unixepoch() * 1000 WHERE state = 'ready' AND last_error IS NOT NULL");
  db.close();
}

/** Nothing waits but what is far off, for long enough that Mistral's lists were read once more. */
export async function drained(database: string): Promise<void> {
  const deadline = Date.now() + DRAIN_MS;
  for (let quietSince = Date.now(), turn = 0; Date.now() - quietSince < QUIET_MS; await sleep(100)) {
    if (turn++ % 30 === 0) hurry(database);
    const open = countRows(database, "jobs", `state IN ('ready', 'running') AND ${SOON}`);
    if (open > 0) quietSince = Date.now();
    if (Date.now() > deadline)
      throw new Error(`still open after ${DRAIN_MS / 1000} s: ${openJobs(database).join("; ")}`);
  }
}

function openJobs(database: string): string[] {
  const db = new Database(database, { readonly: true });
  const rows = db
    .prepare<[], { line: string }>(
      `SELECT json_extract(payload, '$.kind') || ' ' || state || ' ' || attempts || ' ' || coalesce(last_error, '') AS line
       FROM jobs WHERE state IN ('ready', 'running') AND ${SOON}`,
    )
    .all();
  db.close();
  return rows.map(({ line }) => line);
}

export function unknownOutcomes(bot: BotProcess): number {
  const recovered = bot.log().filter(({ msg }) => msg.startsWith("jobs were running"));
  return recovered.reduce((sum, { jobs = 0 }) => sum + jobs, 0);
}
