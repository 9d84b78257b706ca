import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startSandbox, type TestSandbox } from "../support/slack.ts";
import { type TeamsPerson, teamsPerson } from "../support/teams.ts";
import { type BotProcess, countRows, createBotProcess } from "./bot-process.ts";
import { createBuiltProcess } from "./built-process.ts";
import { postsDueOn } from "./due.ts";
import { environment } from "./environment.ts";
import { approve, ask, type OneByOne, seen } from "./habits.ts";
import { createKills, endAtRest, kill, killAgainAndAgain, unknownOutcomes } from "./kills.ts";
import type { Figures, Outcome } from "./loop.ts";
import { beginInBoth, judgeSlackSide, liveInSlackToo } from "./mixed-scene.ts";
import { createPostLog, type PostLog } from "./post-log.ts";
import { jobsIn } from "./post-rules.ts";
import { endAgainAndAgain } from "./shutdowns.ts";
import type { StormOptions } from "./storm.ts";
import { teamsViolations } from "./teams-invariants.ts";
import { createTeamsPostLog, judgeTeamsPosts, type TeamsPostLog, wentBackInTeams } from "./teams-posts.ts";
import { spoilTeams } from "./teams-weather.ts";
import { createRandom, createWeather } from "./weather.ts";

type Options = StormOptions & {
  /** Whether the connector may give no answer at all: each time costs ten seconds. */
  readonly hangs: boolean;
  /** Whether the same bot is in Slack, too. */
  readonly mixed?: boolean;
};

/** Nothing comes through later than this part of the grace. */
const LATEST = 0.9;

const platformsOf = ({ mixed = false }: Options) =>
  mixed ? (["slack", "teams"] as const) : ["teams" as const];

/** A real bot in Teams, alone or in Slack too, is killed again and again while people work with it and all misbehave. */
export async function teamsStorm(options: Options): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  const [log, slackLog] = [createTeamsPostLog(), createPostLog()];
  let bot: BotProcess | null = null;
  const sandbox = await startSandbox({
    botUrl: () => bot?.url() ?? "",
    mistralAdminKey: "admin-key-0123456789",
    slack: { onCall: slackLog.onCall },
    teams: { invokeMs: 1500, onCall: log.onCall },
  });
  try {
    const env = environment(sandbox, { on: platformsOf(options) });
    bot =
      options.shutdowns === undefined
        ? createBotProcess({ database, env, graceMs: options.graceMs })
        : createBuiltProcess({ database, env });
    return await run(options, { sandbox, bot, database, log, slackLog });
  } finally {
    await bot?.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Parts = {
  readonly sandbox: TestSandbox;
  readonly bot: BotProcess;
  readonly database: string;
  readonly log: TeamsPostLog;
  readonly slackLog: PostLog;
};

async function run(options: Options, { sandbox, bot, database, log, slackLog }: Parts): Promise<Outcome> {
  const { seed, faults: probability, graceMs, hangs, mixed = false } = options;
  const random = createRandom(seed);
  const people = (handle: string) => teamsPerson(sandbox, handle);
  await bot.start();
  await (mixed ? beginInBoth(sandbox) : begin(sandbox, people("ana")));
  const ledger: OneByOne = { asked: [], approved: [], presses: 0 };
  const latestMs = graceMs * LATEST;
  const others = createWeather(random, probability);
  for (const { faults } of [sandbox.mistral, sandbox.slack])
    others.spoil(faults, () => ({ latestMs, cutOffMs: latestMs }));
  const weather = spoilTeams(sandbox.teams.faults, random, { probability, latestMs, hangs });

  let over = false;
  async function live(habit: () => Promise<void>): Promise<void> {
    while (!over) {
      await habit();
      await sleep(20 + random() * 150);
    }
  }
  const living = Promise.all([
    ...["chloe", "ben"].map((handle) => live(() => ask(people(handle), ledger, options.requests))),
    ...["ana", "ben"].map((handle) => live(() => approve(people(handle), ledger))),
    ...(mixed ? liveInSlackToo(sandbox, ledger, options.requests).map(live) : []),
  ]);
  const kills = createKills();
  const requests = () => weather.struck().requests + others.struck().requests;
  const hang = (on: boolean) => {
    weather.hang(on);
    others.hang(on);
  };
  const shutdowns =
    options.shutdowns === undefined
      ? ((await killAgainAndAgain(options, random, { bot, database, requests }, kills)) ?? null)
      : await endAgainAndAgain(options.shutdowns, random, { bot, database, hang });
  over = true;
  await living;
  weather.clearUp();
  others.clearUp();
  if (shutdowns === null) {
    await kill(bot, kills);
    await bot.start();
  }
  const code = await endAtRest(bot, database);
  const { cutOff } = kills;
  const due = postsDueOn("teams", database, {
    platforms: platformsOf(options),
    inSlack: jobsIn(sandbox.slack),
  });
  const posts = judgeTeamsPosts({ due, database, sandbox, tries: log.tries, cutOff });
  const inSlack = mixed ? judgeSlackSide({ database, sandbox, log: slackLog, cutOff, graceMs }) : null;
  const findings = [
    ...teamsViolations(database, sandbox, ledger, platformsOf(options)),
    ...posts.violations,
    ...(inSlack?.violations ?? []),
    ...(shutdowns?.violations ?? []),
  ];
  findings.push(...wentBackInTeams(sandbox, log));
  if (code !== 0) findings.push(`the bot ended with ${code}`);
  return {
    violations: findings,
    figures: {
      ...(shutdowns === null ? kills.figures : shutdowns.figures),
      "jobs left with an unknown outcome": unknownOutcomes(bot),
      "Requests made": countRows(database, "requests"),
      "of them approved": countRows(database, "requests", "state = 'approved'"),
      "presses on Approve": ledger.presses,
      "e-mails sent": sandbox.mistral.mails().length,
      ...posts.figures,
      "edits carried out after the bot was gone": log.lateEdits(),
      ...(inSlack === null ? {} : named("in Slack", inSlack.figures)),
      [mixed ? "faults of Slack and Mistral" : "faults of Mistral"]: sumOf(others.struck().faults),
      ...named("fault", weather.struck().faults),
    },
  };
}

const named = (what: string, figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, count]) => [`${what}: ${name}`, count]));

const sumOf = (counts: Figures): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

async function begin({ mistral, teams }: TestSandbox, ana: TeamsPerson): Promise<void> {
  await teams.announce();
  mistral.change({ kind: "payment", on: true });
  await ana.command("setup");
  await seen(ana.modal, "Start the Mistral Setup");
  ana.fill({
    "Channel for approvals": "mistral-approvals",
    "Channel for news": "mistral",
    "Approvers besides you": ["ben"],
  });
  await ana.submit();
  await seen(ana.dm, "Confirm billing");
  await ana.press("Confirm billing", { in: "dm" });
  await seen(ana.dm, "Payment method");
  ana.fill({ "Payment method": "Credit card", Plan: "Pay-as-you-go" });
  await ana.submit();
  await seen(ana.dm, "Noted: the payment method");
}
