import type { Platform } from "../../src/domain/person.ts";
import { BOT_TOKEN, SIGNING_SECRET, type TestSandbox } from "../support/slack.ts";
import { APP_TOKEN } from "../support/socket-bridge.ts";

type Where = {
  /** Slack alone when left out. */
  readonly on?: readonly Platform[];
  /** Where Slack is for a bot that comes to it over Socket Mode. */
  readonly bridge?: string | undefined;
};

/** What an operator sets, for a bot among the stand-ins. */
export function environment(
  sandbox: TestSandbox,
  { on = ["slack"], bridge }: Where = {},
): Record<string, string> {
  const byHttp = { SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: sandbox.slackApiUrl() };
  const bySocket = { SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: `${bridge}/api/` };
  const slack = { SLACK_BOT_TOKEN: BOT_TOKEN, ...(bridge === undefined ? byHttp : bySocket) };
  const teams = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" };
  return {
    PORT: "0",
    MISTRAL_API_URL: sandbox.mistralApiUrl(),
    MISTRAL_ADMIN_API_KEY: "admin-key-0123456789",
    SYNC_SECONDS: "2",
    BILLING_WARMUP_SECONDS: "2",
    ...(on.includes("slack") ? slack : {}),
    ...(on.includes("teams") ? teams : {}),
  };
}
