import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach } from "vitest";
import { readConfig } from "../../../src/config/config.ts";
import type { Log } from "../../../src/lib/log.ts";
import { type Running, start } from "../../../src/start.ts";
import { stepsDone, titleOf } from "../steps.ts";
import type { TestPerson } from "./person.ts";
import { slackEnv, startSandbox } from "./slack.ts";
import { teamsPerson } from "./teams.ts";

const ADMIN_KEY = "admin-key-0123456789";
const KEY = "ordinary-key-0123456789";

const NOBODY = "MemberNotFoundInConversation";
const PATIENCE_MS = 20_000;

/** When each test's world begins: reminders count working hours, so no weekend may come in by chance. */
const MONDAY = Date.UTC(2026, 5, 1, 9);

export const MINUTE = 60_000;
export const DAY = 24 * 3_600_000;

/** On a busy machine everything takes longer; what a late answer comes to has tests of its own. */
const [ANSWER_WITHIN_MS, LIMIT_MS] = [20_000, 30_000];

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** What most Setups are started with. */
export const START_FORM = {
  "Channel for approvals": "mistral-approvals",
  "Channel for news": "mistral",
  "Approvers besides you": ["ben"],
};

export type Whole = Awaited<ReturnType<typeof startWhole>>;

export type WholeOptions = {
  /** `automatic`: with an Admin key; `guided`: without any key. */
  mode: "automatic" | "guided";
  /** Slack alone by default. Teams opens dialogs, as the real one does. */
  platforms?: readonly ("slack" | "teams")[];
  /** What else the operator sets, once it is known where the embedded Slack is. */
  env?: (slackApiUrl: string) => Record<string, string>;
  /** Where the platforms send their requests, when that is not the bot itself (`own`). */
  botUrl?: (own: () => string) => string;
  log?: Log;
  /** What the Slack app was granted; all that its manifest asks for when left out. */
  scopes?: readonly string[];
  /** Whether how much may be sent to Teams is counted by the clock that `later` moves. */
  skips?: boolean;
  /** By handle; everybody else reads English. */
  readFrench?: readonly string[];
  /** How long the bot waits before it repeats what may still come through; not at all when left out. */
  graceMs?: number;
  /** How long what nobody has pressed waits for more changes; not at all when left out. */
  redrawAfterMs?: number;
};

/**
 * The whole bot as an operator runs it: configuration from variables, real mode, its own port, signed HTTP from an
 * embedded Slack, an embedded Mistral. Only the clock is moved.
 */
export async function startWhole({
  mode,
  platforms = ["slack"],
  env = () => ({}),
  botUrl,
  log = quiet,
  skips = false,
  graceMs = 0,
  redrawAfterMs = 0,
  scopes,
  readFrench = [],
}: WholeOptions) {
  let running: Running | null = null;
  const startedAt = Date.now();
  const sandbox = await startSandbox({
    realNow: () => MONDAY + Date.now() - startedAt,
    botUrl: () => (botUrl ?? ((own) => own()))(() => running?.url ?? ""),
    onSkip: () => running?.worker.wake(),
    readFrench,
    mistralAdminKey: ADMIN_KEY,
    mistralKey: KEY,
    slack: { limitMs: LIMIT_MS, ...(scopes && { scopes }) },
    teams: { invokeMs: LIMIT_MS, ...(skips ? {} : { elapsed: Date.now }) },
  });
  const keys = { MISTRAL_ADMIN_API_KEY: ADMIN_KEY, MISTRAL_API_KEY: KEY };
  const teams = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" };
  const result = readConfig({
    PORT: "0",
    DATABASE_PATH: ":memory:",
    ...(platforms.includes("slack") && slackEnv(sandbox)),
    ...(platforms.includes("teams") && teams),
    MISTRAL_API_URL: sandbox.mistralApiUrl(),
    ...(mode === "automatic" ? keys : {}),
    ...env(sandbox.slackApiUrl()),
  });
  if (!result.ok) throw new Error(result.problems.join(" "));
  const bot = await start(result.config, log, {
    ...{ now: sandbox.clock.now, graceMs, dns: { txt: async (name) => sandbox.mistral.txt(name) ?? [] } },
    ...{ answerWithinMs: ANSWER_WITHIN_MS, teamsOptions: { dialogs: true, files: true } },
    ...(skips ? { elapsed: sandbox.clock.now } : {}),
    // No wait depends on chance.
    ...{ random: () => 0.5, redrawAfterMs },
  });
  running = bot;
  const { worker } = bot;
  if (platforms.includes("teams")) {
    await sandbox.teams.announce();
    // Everybody has their page before they do anything, or it would come between what they do.
    await worker.idle();
  }
  return {
    ...sandbox,
    bot,
    inTeams: (handle: string) => teamsPerson(sandbox, handle),
    /** Everything that is due is done. */
    settle: () => worker.idle(),
    /** Moves the bot's and Mistral's clock and lets everything that became due happen. */
    later: async (milliseconds: number) => {
      sandbox.skip(milliseconds);
      await worker.idle();
    },
    /** Every call of the bot's that a platform turned down, except questions whether somebody is there. */
    refused: () => [
      ...[...sandbox.slack.refusals(), ...sandbox.teams.refusals()].map(({ where, error, messages }) =>
        [where, error, ...messages].join(" "),
      ),
      ...sandbox.slack
        .calls()
        .filter(({ error }) => error !== null && error !== "users_not_found")
        .map(({ method, error }) => `${method} ${error}`),
      ...sandbox.teams
        .calls()
        // To be asked for patience is no refusal.
        .filter(({ status, error }) => status >= 400 && status !== 429 && error !== NOBODY)
        .map(({ method, path, status, error }) => `${method} ${path} ${status} ${error}`),
    ],
    stop: async () => {
      await bot.stop();
      await sandbox.stop();
    },
  };
}

/** What is read comes to match: replies and messages arrive a moment after the press. */
export async function sees(read: () => string | null | string[], words: RegExp | string): Promise<string> {
  for (const end = performance.now() + PATIENCE_MS; ; await sleep(10)) {
    const text = [read() ?? []].flat().join("\n");
    if (typeof words === "string" ? text.includes(words) : words.test(text)) return text;
    if (performance.now() > end) throw new Error(`no ${words} in:\n${text}`);
  }
}

/** The dialog says this: what is pressed or filled in next is in it. */
export const opens = (person: Pick<TestPerson, "modal">, words: RegExp | string) => sees(person.modal, words);

/** Waits for the form with this title, or with these words, fills it in and sends it; nothing in it is refused. */
export async function sendForm(
  person: Pick<TestPerson, "modal" | "fill" | "submit">,
  form: string | RegExp,
  values: Record<string, string | string[] | null>,
): Promise<void> {
  const title = () => person.modal()?.split("\n", 1)[0] ?? "";
  await (typeof form === "string" ? sees(() => (title() === form ? form : ""), form) : opens(person, form));
  person.fill(values);
  const { ok, error, errors } = await person.submit();
  if (!ok || error !== null) throw new Error(`${form}: ${error} ${JSON.stringify(errors)}`);
}

/** Ana has started the Setup in Slack, with Ben as second approver, and reads the checklist. */
export async function startSetup(world: Whole): Promise<void> {
  const ana = world.as("ana");
  await ana.command("", "#mistral");
  await sendForm(ana, "Start the setup", START_FORM);
  await opens(ana, stepsDone(0));
}

/** The same Setup with nothing under way. */
export async function startedWhole(options: WholeOptions): Promise<Whole> {
  const world = await startWhole(options);
  await startSetup(world);
  await world.as("ana").close();
  await world.settle();
  return world;
}

/** Ana has started the Setup, with Ben as second approver; billing is confirmed and warmed up. */
export async function paidWhole(
  mode: WholeOptions["mode"],
  options: Omit<WholeOptions, "mode"> = {},
): Promise<Whole> {
  const world = await startWhole({ ...options, mode });
  const ana = world.as("ana");
  world.mistral.change({ kind: "payment", on: true });
  await startSetup(world);
  await ana.press("More: Billing", { in: "modal" });
  await sees(() => ana.buttons("modal"), "Confirm billing");
  await ana.press("Confirm billing", { in: "modal" });
  await sendForm(ana, titleOf("billing"), { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
  await opens(ana, "Billing confirmed");
  await ana.close();
  await world.later(3 * MINUTE);
  return world;
}

/** A Request that waits for its approvers. */
export async function ask(world: Whole, handle: string, addresses: string): Promise<void> {
  const person = world.as(handle);
  await person.command(`invite ${addresses}`);
  await sendForm(person, "Ask for invitations", { Reason: "for the data team" });
  await world.settle();
}

/** After the first failure the tests that build on it say nothing, so they are skipped. */
export function eachBuildsOnTheOneBefore(): void {
  let failed = false;
  beforeEach((context) => {
    if (failed) context.skip("a test that this one builds on has failed");
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === "fail";
  });
}
