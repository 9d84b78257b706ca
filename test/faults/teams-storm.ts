import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../../src/sandbox/fault.ts";
import { startSandbox, type TestSandbox } from "../support/slack.ts";
import { type TeamsPerson, teamsPerson } from "../support/teams.ts";
import { type BotProcess, countRows, createBotProcess } from "./bot-process.ts";
import { createBuiltProcess } from "./built-process.ts";
import { createKills, drained, kill, killAgainAndAgain, unknownOutcomes } from "./kills.ts";
import type { Outcome } from "./loop.ts";
import { endAgainAndAgain } from "./shutdowns.ts";
import type { StormOptions } from "./storm.ts";
import { type TeamsLedger, teamsViolations } from "./teams-invariants.ts";
import { createTeamsPostLog, judgeTeamsPosts } from "./teams-posts.ts";
import { createRandom, createWeather, pick } from "./weather.ts";

type Options = StormOptions & {
  /** Whether the connector may give no answer at all: each time costs ten seconds. */
  hangs: boolean;
};

/** Nothing comes through later than this part of the grace. */
const LATEST = 0.9;

const answer = (status: number, more: Partial<Fault & { kind: "answer" }> = {}): Fault => ({
  kind: "answer",
  status,
  body: {},
  ...more,
});

/** What the connector does instead; "slow" means carried out late, and lasts as long as is said. */
const FAULTS: { name: string; fault: Fault; hangs?: true }[] = [
  { name: "412", fault: answer(412) },
  { name: "429 without a time", fault: answer(429) },
  { name: "429 with a time", fault: answer(429, { headers: { "retry-after": "1" } }) },
  { name: "500 before the change", fault: answer(500) },
  { name: "502 after the change", fault: answer(502, { afterChange: true }) },
  { name: "drop before the change", fault: { kind: "drop" } },
  { name: "drop after the change", fault: { kind: "drop", afterChange: true } },
  { name: "half an answer", fault: { kind: "truncated", drop: true } },
  { name: "202 without an id", fault: answer(202, { afterChange: true }) },
  { name: "slow", fault: { kind: "slow", ms: 0 } },
  { name: "no answer", fault: { kind: "hang" }, hangs: true },
  { name: "no answer after the change", fault: { kind: "hang", afterChange: true }, hangs: true },
];

/** A real bot that has Teams alone is killed again and again while people work with it and the connector misbehaves. */
export async function teamsStorm(options: Options): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  const log = createTeamsPostLog();
  let bot: BotProcess | null = null;
  const sandbox = await startSandbox({
    botUrl: () => bot?.url() ?? "",
    mistralAdminKey: "admin-key-0123456789",
    teams: { invokeMs: 1500, onCall: log.onCall },
  });
  try {
    const env = {
      PORT: "0",
      TEAMS_LOCAL: "1",
      SETUP_OWNERS: "ana@lumen.example",
      MISTRAL_API_URL: sandbox.mistralApiUrl(),
      MISTRAL_ADMIN_API_KEY: "admin-key-0123456789",
      SYNC_SECONDS: "1",
      BILLING_WARMUP_SECONDS: "1",
    };
    bot =
      options.shutdowns === undefined
        ? createBotProcess({ database, env, graceMs: options.graceMs })
        : createBuiltProcess({ database, env });
    return await run(options, { sandbox, bot, database, tries: log.tries });
  } finally {
    await bot?.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Parts = {
  sandbox: TestSandbox;
  bot: BotProcess;
  database: string;
  tries: ReturnType<typeof createTeamsPostLog>["tries"];
};

async function run(options: Options, { sandbox, bot, database, tries }: Parts): Promise<Outcome> {
  const random = createRandom(options.seed);
  const people = (handle: string) => teamsPerson(sandbox, handle);
  await bot.start();
  await sandbox.teams.announce();
  await begin(sandbox, people("ana"));
  const ledger: TeamsLedger = { asked: [], approved: [], presses: 0 };
  const struck: Record<string, number> = {};
  let fine = false;
  let hangs = false;
  const hang = (on: boolean) => {
    hangs = on;
    mistral.hang(on);
  };
  const latestMs = options.graceMs * LATEST;
  const mistral = createWeather(random, options.faults);
  mistral.spoil(sandbox.mistral.faults, latestMs);
  const possible = FAULTS.filter(({ hangs }) => hangs !== true || options.hangs);
  let requests = 0;
  sandbox.teams.faults.take = () => {
    requests += 1;
    if (hangs) return { kind: "hang" };
    const fault = fine || random() >= options.faults ? undefined : pick(random, possible);
    if (fault === undefined) return null;
    struck[`fault: ${fault.name}`] = (struck[`fault: ${fault.name}`] ?? 0) + 1;
    return fault.fault.kind === "slow" ? { kind: "slow", ms: Math.round(random() * latestMs) } : fault.fault;
  };

  let over = false;
  const living = Promise.all([
    ...["chloe", "ben"].map((handle) => live(() => ask(people(handle), ledger, options.requests))),
    ...["ana", "ben"].map((handle) => live(() => approve(people(handle), ledger))),
  ]);
  async function live(habit: () => Promise<void>): Promise<void> {
    while (!over) {
      await habit();
      await sleep(20 + random() * 150);
    }
  }
  const kills = createKills();
  const killed = { bot, database, requests: () => requests + mistral.struck().requests };
  const shutdowns =
    options.shutdowns === undefined
      ? ((await killAgainAndAgain(options, random, killed, kills)) ?? null)
      : await endAgainAndAgain(options.shutdowns, random, { bot, database, hang });
  over = true;
  await living;
  fine = true;
  mistral.clearUp();
  if (shutdowns === null) {
    await kill(bot, kills);
    await bot.start();
  }
  await drained(database);
  const code = await bot.end();
  const posts = judgeTeamsPosts({ database, sandbox, tries, cutOff: kills.cutOff });
  const findings = [...teamsViolations(database, sandbox, ledger), ...posts.violations];
  findings.push(...(shutdowns?.violations ?? []));
  if (code !== 0) findings.push(`the bot ended with ${code}`);
  return {
    violations: findings,
    figures: {
      ...(shutdowns === null
        ? { kills: kills.all, "kills while a job ran": kills.whileRunning }
        : shutdowns.figures()),
      "jobs left with an unknown outcome": unknownOutcomes(bot),
      "Requests made": countRows(database, "requests"),
      "of them approved": countRows(database, "requests", "state = 'approved'"),
      "presses on Approve": ledger.presses,
      "e-mails sent": sandbox.mistral.mails().length,
      ...posts.figures,
      "faults of Mistral": Object.values(mistral.struck().faults).reduce((sum, count) => sum + count, 0),
      ...struck,
    },
  };
}

async function seen(read: () => string | null | string[], words: string): Promise<void> {
  while (!String(read()).includes(words)) await sleep(10);
}

async function begin({ mistral }: TestSandbox, ana: TeamsPerson): Promise<void> {
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

/** What somebody sees no more is not pressed. */
async function tried<T>(what: () => Promise<T>): Promise<T | null> {
  try {
    return await what();
  } catch {
    return null;
  }
}

async function ask(me: TeamsPerson, { asked }: TeamsLedger, most: number): Promise<void> {
  if (asked.length >= most) return;
  const address = `person${asked.length + 1}@lumen.example`;
  const entry = { address, acknowledged: false };
  asked.push(entry);
  for (let times = 0; times < 40; times += 1) {
    const { ok } = await me.command(`invite ${address} member`);
    await sleep(ok ? 60 : 200);
    const form = me.dm().findLast((text) => text.startsWith("Ask for invitations"));
    if (form?.includes(address) !== true) continue;
    await tried(() => me.submit());
    entry.acknowledged = me.dm().at(-1)?.includes("with the approvers") === true;
    return;
  }
}

async function approve(me: TeamsPerson, ledger: TeamsLedger): Promise<void> {
  const card = me.messages("#mistral-approvals").findLast((text) => text.includes("[Approve]"));
  if (card === undefined) return;
  ledger.presses += 1;
  const [address] = /\S+@lumen\.example/.exec(card) ?? [];
  const answer = await tried(() => me.press("Approve", { in: "#mistral-approvals" }));
  const after = me.messages("#mistral-approvals").filter((text) => address && text.includes(address));
  if (answer?.ok && address && after.some((text) => text.includes("Approved by")))
    ledger.approved.push(address.replace(":", ""));
}
