import * as z from "zod";
import { certificateFile } from "./certificate.ts";
import { FILE_VARIABLES } from "./secret-files.ts";
import {
  address,
  FILE_HOST,
  guid,
  httpsAddress,
  listed,
  listenAddress,
  optionalNumber,
  optionalSecret,
  proxyAddress,
  slackToken,
  wholeNumber,
} from "./values.ts";

export type Env = Readonly<Record<string, string | undefined>>;

const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const SLACK_APP = "api.slack.com/apps › your app";
/** Where the operator finds a value. */
export const WHERE = {
  SLACK_BOT_TOKEN: `${SLACK_APP} › OAuth & Permissions › Bot User OAuth Token`,
  SLACK_APP_TOKEN: `${SLACK_APP} › Basic Information › App-Level Tokens, with the scope connections:write`,
  SLACK_SIGNING_SECRET: `${SLACK_APP} › Basic Information › App Credentials › Signing Secret`,
  MICROSOFT_APP_ID: "portal.azure.com › your Azure Bot › Configuration › Microsoft App ID",
  MICROSOFT_APP_PASSWORD: "portal.azure.com › App registrations › your app › Certificates & secrets",
  MICROSOFT_APP_TENANT_ID:
    "portal.azure.com › App registrations › your app › Overview › Directory (tenant) ID",
};

export const missing = (name: keyof typeof WHERE): string => `${name} is missing. Find it at ${WHERE[name]}.`;

/** Slack has never documented the shape, so another one is no reason not to start; null: it is as usual. */
export const oddSecret = (signingSecret: string): string | null =>
  /^[\da-f]{32}$/i.test(signingSecret)
    ? null
    : "SLACK_SIGNING_SECRET does not look like one: those of Slack have 32 digits and letters from a to f.";

/** The values after `cleaned`: an absent key means not set. Messages follow the variable's name. */
export const schema = z.object({
  NODE_ENV: z.string().optional(),
  HOST: listenAddress,
  PORT: wholeNumber(0, 65_535, 3000),
  METRICS_HOST: listenAddress,
  METRICS_PORT: optionalNumber(0, 65_535),
  DATABASE_PATH: z.string().optional(),
  SLACK_BOT_TOKEN: slackToken("xoxb-", WHERE.SLACK_BOT_TOKEN),
  SLACK_APP_TOKEN: slackToken("xapp-", WHERE.SLACK_APP_TOKEN),
  SLACK_SIGNING_SECRET: optionalSecret,
  SLACK_API_URL: address("https://slack.com/api/").transform((url) => `${url}/`),
  MICROSOFT_APP_ID: guid,
  MICROSOFT_APP_PASSWORD: optionalSecret,
  MICROSOFT_APP_TENANT_ID: guid,
  MICROSOFT_APP_CERTIFICATE_FILE: certificateFile,
  MICROSOFT_APP_TYPE: z
    .enum(["SingleTenant", "UserAssignedMSI"], "must be SingleTenant or UserAssignedMSI, as in Azure.")
    .default("SingleTenant"),
  TEAMS_LOCAL: z.enum(["0", "1"], "must be 1 (on) or 0 (off).").default("0"),
  TEAMS_FILE_HOSTS: listed.pipe(
    z.array(
      z.string().regex(FILE_HOST, "must hold hosts such as lumen-my.sharepoint.com, separated by commas."),
    ),
  ),
  TEAMS_DEVELOPER_NAME: z.string().max(32, "must have at most 32 characters.").default("Self-hosted"),
  TEAMS_DEVELOPER_URL: httpsAddress,
  MISTRAL_ADMIN_API_KEY: optionalSecret,
  MISTRAL_API_KEY: optionalSecret,
  MISTRAL_API_URL: address("https://api.mistral.ai").refine(
    (url) => !/\/v1(\/admin)?$/.test(url),
    "must not end in /v1 or /v1/admin: the bot adds that itself.",
  ),
  MISTRAL_ADMIN_AUTH: z.enum(["x-api-key", "bearer"], "must be x-api-key or bearer.").default("x-api-key"),
  SETUP_OWNERS: listed.pipe(z.array(z.email("must hold e-mail addresses only, separated by commas."))),
  SYNC_SECONDS: wholeNumber(1, 86_400, 60),
  BILLING_WARMUP_SECONDS: wholeNumber(0, 86_400, 180),
  HTTPS_PROXY: proxyAddress,
  NO_PROXY: listed,
  LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(", ")}.`).default("info"),
});

/** The names of all variables of this program. */
export const VARIABLES = [...schema.keyof().options, ...FILE_VARIABLES];

/** Those that hold a value themselves. */
export type OwnVariable = keyof typeof schema.shape;
export type Variable = (typeof VARIABLES)[number];
/** What is set, as text; once files are read, with the secrets in them. */
export type Given = Partial<Record<Variable, string>>;

/** Other programs read these in lower case as well. */
const ALIASES: Readonly<Record<string, string>> = { HTTPS_PROXY: "https_proxy", NO_PROXY: "no_proxy" };

/** Files for containers keep quotes that shells remove; an empty value is a variable left open. */
export function cleaned(env: Env): Given {
  const given: Given = {};
  for (const name of VARIABLES) {
    const value = (env[name] ?? env[ALIASES[name] ?? name])?.trim().replace(/^(["'])(.*)\1$/s, "$2");
    if (value?.trim()) given[name] = name === "LOG_LEVEL" ? value.trim().toLowerCase() : value.trim();
  }
  return given;
}

export function problemOf({ path: [name], message }: z.core.$ZodIssue, given: Given = {}): string {
  const file = Object.entries(given).find(([variable]) => variable === `${String(name)}_FILE`)?.[1];
  return `${String(name)}${file === undefined ? "" : ` in ${file}`} ${message}`;
}
