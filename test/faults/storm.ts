import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox, type TestSandbox } from "../support/slack.ts";
import { type BotProcess, countRows, createBotProcess } from "./bot-process.ts";
import { createCrowd } from "./crowd.ts";
import { violations } from "./invariants.ts";
import {
  createKills,
  drained,
  hasMoreDue,
  type KillOptions,
  kill,
  killAgainAndAgain,
  unknownOutcomes,
} from "./kills.ts";
import { createLedger } from "./ledger.ts";
import type { Outcome } from "./loop.ts";
import { createPostLog, type PostLog } from "./post-log.ts";
import { type Again, judgePosts, wentBack } from "./post-rules.ts";
import { begin, type Scene, settle } from "./storm-scene.ts";
import { createRandom, createWeather } from "./weather.ts";

export type StormOptions = KillOptions &
  Scene & {
    readonly seed: number;
    readonly requests: number;
    /** How many of the approvers decide anything; all when left out. */
    readonly deciders?: number;
    /** How often a request to Slack or Mistral meets a fault. */
    readonly faults: number;
    /** How long the bot waits before it looks for what may still come through. */
    readonly graceMs: number;
    /** Until when Slack carries out what it was asked to, in parts of the grace. */
    readonly latest?: number;
    readonly again?: Again;
    /** People rest while so many jobs are due. */
    readonly deep?: number;
  };

/** Mistral, and Slack unless something else is said, carry out nothing later than this part of the grace. */
const LATEST = 0.9;

/** What a bot has that may not look for its messages. */
const WITHOUT_HISTORY = GRANTED_SCOPES.filter((scope) => !scope.endsWith(":history"));

/**
 * A real bot is killed again and again while people work with it and while Slack and Mistral misbehave. Both live in
 * this process and survive; afterwards everything has to fit together.
 */
export async function storm(options: StormOptions): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  const log = createPostLog();
  let bot: BotProcess | null = null;
  const sandbox = await startSandbox({
    botUrl: () => bot?.url() ?? "",
    slack: { onCall: log.onCall, ...(options.again === "unheard" ? { scopes: WITHOUT_HISTORY } : {}) },
  });
  try {
    bot = createBotProcess({ database, env: environment(sandbox), graceMs: options.graceMs });
    return await run(options, { sandbox, bot, database, log });
  } finally {
    await bot?.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Parts = { sandbox: TestSandbox; bot: BotProcess; database: string; log: PostLog };

async function run(options: StormOptions, parts: Parts): Promise<Outcome> {
  const { sandbox, bot, database, log } = parts;
  const { requests, graceMs, latest = LATEST, again = "never", deep } = options;
  const random = createRandom(options.seed);
  const { known, requesters, approvers } = settle(sandbox, options);
  await bot.start();
  await begin(sandbox, options, { requesters, approvers });
  const ledger = createLedger();
  const weather = createWeather(random, options.faults);
  weather.spoil(sandbox.slack.faults, graceMs * latest);
  weather.spoil(sandbox.mistral.faults, graceMs * LATEST);
  const rests = deep === undefined ? () => false : hasMoreDue(database, deep);
  const people = { requesters, approvers: approvers.slice(0, options.deciders), known };
  const crowd = createCrowd({ sandbox, ledger, random, requests, ...people, rests });
  const living = crowd.start();
  const kills = createKills();
  const killed = { bot, database, requests: () => weather.struck().requests };
  const killing = killAgainAndAgain(options, random, killed, kills);
  await Promise.race([killing, living]);
  await killing;
  crowd.stop();
  await living;
  weather.clearUp();
  await kill(bot, kills);
  await bot.start();
  const began = performance.now();
  await drained(database);
  const drainMs = performance.now() - began;
  const code = await bot.end();

  const { found, awaited } = violations(database, sandbox, ledger);
  const posts = judgePosts({ database, sandbox, log, cutOff: kills.cutOff, graceMs, again });
  const back = wentBack(parts, ledger.resent);
  const late = log.lateEdits(graceMs);
  found.push(...posts.violations);
  if (back.length > late) found.push(...back);
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
      ...posts.figures,
      "posts that people waited for": awaited,
      "cards that went back to an earlier state": back.length,
      "edits carried out later than the grace": late,
      "clicks, commands, submissions": ledger.clicks,
      "of them acknowledged": ledger.acknowledged,
      "Requests made": countRows(database, "requests"),
      "of them approved": countRows(database, "requests", "state = 'approved'"),
      "of them still open": countRows(database, "requests", "state = 'open'"),
      "Invitations made": countRows(database, "invitations"),
      "e-mails sent": sandbox.mistral.mails().length,
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
  SYNC_SECONDS: "2",
  BILLING_WARMUP_SECONDS: "2",
});
