import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import { closed } from "../../slack/fake-slack.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox, type TestSandbox } from "../../support/servers/slack.ts";
import { APP_TOKEN, openBridge } from "../../support/servers/socket-bridge.ts";
import { createObserver, type Observer } from "../invariants/observer.ts";
import { type BotProcess, createBotProcess } from "./process.ts";

const ADMIN_KEY = "admin-key-0123456789";

export type World = {
  readonly on: readonly Platform[];
  readonly sandbox: TestSandbox;
  readonly bot: BotProcess;
  readonly database: string;
  readonly env: Record<string, string>;
  readonly observer: Observer;
};

export type WorldOptions = {
  readonly on: readonly Platform[];
  /** Slack comes over Socket Mode. */
  readonly socket?: boolean;
  /** What the Slack app was granted; all that its manifest asks for when left out. */
  readonly scopes?: readonly string[];
  /** How long Teams waits for an answer. */
  readonly invokeMs?: number;
  readonly graceMs?: number;
};

/** A bot in a process of its own, which is not started yet; the stand-ins live in this process and survive it. */
export async function inWorld<T>(options: WorldOptions, live: (world: World) => Promise<T>): Promise<T> {
  const { on, socket = false, scopes, invokeMs } = options;
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  const observer = createObserver();
  let bot: BotProcess | null = null;
  const bridge = socket ? await openBridge(() => sandbox.slackApiUrl()) : null;
  const sandbox = await startSandbox({
    botUrl: () => bridge?.url ?? bot?.url() ?? "",
    slack: { onCall: observer.slack, ...(scopes && { scopes }) },
    teams: { onCall: observer.teams, ...(invokeMs && { invokeMs }) },
  });
  try {
    const env = environment(sandbox, on, bridge?.url);
    bot = createBotProcess({ database, env, graceMs: options.graceMs });
    return await live({ on, sandbox, bot, database, env, observer });
  } finally {
    await bot?.close();
    await sandbox.stop();
    if (bridge !== null) await closed(bridge.server);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an operator sets, for a bot among the stand-ins. `bridge`: where Slack is for Socket Mode. */
export function environment(
  sandbox: TestSandbox,
  on: readonly Platform[],
  bridge?: string,
): Record<string, string> {
  const byHttp = { SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: sandbox.slackApiUrl() };
  const bySocket = { SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge}/api/` };
  const slack = { SLACK_BOT_TOKEN: BOT_TOKEN, ...(bridge === undefined ? byHttp : bySocket) };
  const teams = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" };
  return {
    PORT: "0",
    MISTRAL_API_URL: sandbox.mistralApiUrl(),
    MISTRAL_ADMIN_API_KEY: ADMIN_KEY,
    SYNC_SECONDS: "2",
    BILLING_WARMUP_SECONDS: "2",
    ...(on.includes("slack") ? slack : {}),
    ...(on.includes("teams") ? teams : {}),
  };
}
