import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GRANTED_SCOPES } from "../../src/sandbox/slack/embedded-slack.ts";
import { closed } from "../slack/fake-slack.ts";
import { startSandbox, type TestSandbox } from "../support/slack.ts";
import { openBridge } from "../support/socket-bridge.ts";
import { type BotProcess, countRows, createBotProcess } from "./bot-process.ts";
import { createBuiltProcess } from "./built-process.ts";
import { createCrowd } from "./crowd.ts";
import { postsDue } from "./due.ts";
import { environment } from "./environment.ts";
import { violations } from "./invariants.ts";
import {
  createKills,
  endAtRest,
  hasMoreDue,
  type KillOptions,
  kill,
  killAgainAndAgain,
  unknownOutcomes,
} from "./kills.ts";
import { createLedger, takeBackTurnedAway } from "./ledger.ts";
import type { Outcome } from "./loop.ts";
import { createPostLog, type PostLog } from "./post-log.ts";
import { type Again, judgePosts, wentBack } from "./post-rules.ts";
import { endAgainAndAgain, type ShutdownOptions } from "./shutdowns.ts";
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
    /** The built program is told to end so often, instead of being killed. */
    readonly shutdowns?: ShutdownOptions;
    /** Slack comes over Socket Mode. */
    readonly socket?: boolean;
  };

/** Mistral, and Slack unless something else is said, carry out nothing later than this part of the grace. */
const LATEST = 0.9;
const POST = "/chat.postMessage";

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
  const bridge = options.socket === true ? await openBridge(() => sandbox.slackApiUrl()) : null;
  const sandbox = await startSandbox({
    botUrl: () => bridge?.url ?? bot?.url() ?? "",
    slack: { onCall: log.onCall, ...(options.again === "unheard" ? { scopes: WITHOUT_HISTORY } : {}) },
  });
  try {
    const env = environment(sandbox, { bridge: bridge?.url });
    bot =
      options.shutdowns === undefined
        ? createBotProcess({ database, env, graceMs: options.graceMs })
        : createBuiltProcess({ database, env });
    return await run(options, { sandbox, bot, database, log });
  } finally {
    await bot?.close();
    await sandbox.stop();
    if (bridge !== null) await closed(bridge.server);
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
  const [inTime, latestMs] = [graceMs * LATEST, graceMs * latest];
  // What is done to a message that is there already goes back when it comes too late: nothing promises otherwise.
  weather.spoil(sandbox.slack.faults, (path) => ({ latestMs, cutOffMs: path === POST ? latestMs : inTime }));
  weather.spoil(sandbox.mistral.faults, () => ({ latestMs: inTime, cutOffMs: inTime }));
  const rests = deep === undefined ? () => false : hasMoreDue(database, deep);
  const people = { requesters, approvers: approvers.slice(0, options.deciders), known };
  const crowd = createCrowd({ sandbox, ledger, random, requests, ...people, rests });
  const living = crowd.start();
  const kills = createKills();
  const killed = { bot, database, requests: () => weather.struck().requests };
  const interrupted =
    options.shutdowns === undefined
      ? killAgainAndAgain(options, random, killed, kills)
      : endAgainAndAgain(options.shutdowns, random, { ...parts, hang: weather.hang });
  await Promise.race([interrupted, living]);
  const shutdowns = (await interrupted) ?? null;
  crowd.stop();
  await living;
  weather.clearUp();
  if (shutdowns === null) {
    await kill(bot, kills);
    await bot.start();
  }
  const began = performance.now();
  const code = await endAtRest(bot, database);
  const drainMs = performance.now() - began;

  const turnedAway = takeBackTurnedAway(ledger, sandbox, bot.log());
  const { found, awaited } = violations(database, sandbox, ledger);
  const posts = judgePosts({ due: postsDue(database), sandbox, log, cutOff: kills.cutOff, graceMs, again });
  const back = wentBack(parts, ledger.resent);
  found.push(...posts.violations, ...(shutdowns?.violations ?? []));
  found.push(...back);
  if (code !== 0) found.push(`the bot ended with ${code}`);
  // The faults cause these; anything else at this level is a bug.
  const caused = ["Could not tell a person", "not ready"];
  const broke = bot
    .log()
    .filter(({ level, msg }) => level >= 50 && !caused.some((words) => msg.startsWith(words)));
  found.push(...broke.map((line) => `the log says ${JSON.stringify(line)}`));
  const { faults, requests: calls } = weather.struck();
  return {
    violations: found,
    figures: {
      ...(shutdowns === null ? kills.figures : shutdowns.figures),
      "jobs left with an unknown outcome": unknownOutcomes(bot),
      ...posts.figures,
      "posts that people waited for": awaited,
      "edits carried out after the bot was gone": log.lateEdits(),
      "clicks, commands, submissions": ledger.clicks,
      "of them acknowledged": ledger.acknowledged,
      "of them turned away for now": turnedAway,
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
