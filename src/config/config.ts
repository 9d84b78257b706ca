import * as z from "zod";
import { readDotEnv } from "./dot-env.ts";
import { FILE_VARIABLES, readSecretFiles } from "./secret-files.ts";
import {
  address,
  FILE_HOST,
  guid,
  httpsAddress,
  isLoopback,
  listed,
  listenAddress,
  optionalNumber,
  optionalSecret,
  proxyAddress,
  slackToken,
  wholeNumber,
} from "./values.ts";

type Env = Readonly<Record<string, string | undefined>>;

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

const missing = (name: keyof typeof WHERE): string => `${name} is missing. Find it at ${WHERE[name]}.`;

/** Slack has never documented the shape, so another one is no reason not to start; null: it is as usual. */
export const oddSecret = (signingSecret: string): string | null =>
  /^[\da-f]{32}$/i.test(signingSecret)
    ? null
    : "SLACK_SIGNING_SECRET does not look like one: those of Slack have 32 digits and letters from a to f.";

/** The values after `cleaned`: an absent key means not set. Messages follow the variable's name. */
const schema = z.object({
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

/** What is set, as text; once files are read, with the secrets in them. */
export type Given = Partial<Record<(typeof VARIABLES)[number], string>>;

/** Before anything of `.env` is added to it. */
const ENVIRONMENT: Env = { ...process.env };

/**
 * Reads `.env` of the current folder into the environment, which wins where both set a variable. A sentence for the operator
 * when it is there and cannot be read: what is in it may be what keeps the sandbox from starting.
 */
export function loadDotEnv(path?: string): string | null {
  const read = readDotEnv(path);
  if (typeof read === "string") return read;
  for (const [name, value] of Object.entries(read)) process.env[name] ??= value;
  return null;
}

export type ConfigResult = { ok: true; config: Config; given: Given } | { ok: false; problems: string[] };

/** All problems at once, each a sentence for the operator. No problem quotes a value: it may be a secret. */
export function readConfig(env: Env = process.env): ConfigResult {
  const set = cleaned(env);
  const files = readSecretFiles(set);
  const given: Given = { ...set, ...files.held };
  const parsed = schema.safeParse(given);
  const problems = [
    ...files.problems,
    ...(parsed.error?.issues.map((issue) => problemOf(issue, set)) ?? []),
    // A secret that could not be read is not missing.
    ...(files.problems.length > 0 ? [] : combinationProblems(given)),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems: [...new Set(problems)] };
  return { ok: true, config: toConfig(parsed.data), given };
}

/** As it would be if the process started now: of `.env` and of the files what they say by now. */
export function readConfigAgain(): ConfigResult {
  const read = readDotEnv();
  return typeof read === "string" ? { ok: false, problems: [read] } : readConfig({ ...read, ...ENVIRONMENT });
}

export type PackageConfig = { appId: string; developerName: string; developerUrl: string | null };

/** What the package for Teams is filled with. It can be made before the rest is configured. */
export function readPackageConfig(env: Env = process.env): PackageConfig | { problems: string[] } {
  const names = { MICROSOFT_APP_ID: true, TEAMS_DEVELOPER_NAME: true, TEAMS_DEVELOPER_URL: true } as const;
  const { data, error } = schema.pick(names).safeParse(cleaned(env));
  if (data === undefined) return { problems: error.issues.map((issue) => problemOf(issue)) };
  const { MICROSOFT_APP_ID: appId, TEAMS_DEVELOPER_NAME: developerName } = data;
  if (appId === undefined) return { problems: [missing("MICROSOFT_APP_ID")] };
  return { appId, developerName, developerUrl: data.TEAMS_DEVELOPER_URL ?? null };
}

/** Other programs read these in lower case as well. */
const ALIASES: Readonly<Record<string, string>> = { HTTPS_PROXY: "https_proxy", NO_PROXY: "no_proxy" };

/** Files for containers keep quotes that shells remove; an empty value is a variable left open. */
function cleaned(env: Env): Given {
  const given: Given = {};
  for (const name of VARIABLES) {
    const value = (env[name] ?? env[ALIASES[name] ?? name])?.trim().replace(/^(["'])(.*)\1$/s, "$2");
    if (value?.trim()) given[name] = name === "LOG_LEVEL" ? value.trim().toLowerCase() : value.trim();
  }
  return given;
}

const CREDENTIALS = ["MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"] as const;
const KEYS = ["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY"] as const;
/** Whoever wrote `prod` or `staging` does not try things either. */
const FOR_TRYING: readonly (string | undefined)[] = [undefined, "development", "test"];

const NO_WAY_IN =
  "SLACK_BOT_TOKEN is set, but nothing says how Slack reaches the bot. " +
  `Set SLACK_APP_TOKEN for Socket Mode (${WHERE.SLACK_APP_TOKEN}) ` +
  `or SLACK_SIGNING_SECRET for HTTP (${WHERE.SLACK_SIGNING_SECRET}).`;

const TWO_WAYS_IN = "TEAMS_LOCAL works without credentials: remove it or the MICROSOFT_APP_… values.";
const NO_OWNER = "SETUP_OWNERS is missing: with Teams alone it must name who may start the setup.";

/** What is wrong with variables that are each in order. */
function combinationProblems(given: Given): string[] {
  const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = given;
  const hasSlack = (token ?? app ?? secret ?? given.SLACK_API_URL) !== undefined;
  const hasCredentials = CREDENTIALS.some((name) => given[name] !== undefined);
  const isLocal = given.TEAMS_LOCAL === "1";
  if (!hasSlack && !hasCredentials && !isLocal) return sandboxProblems(given);
  const beside = (name: string): string =>
    `TEAMS_LOCAL lets in anybody on this machine, so it is refused beside a real ${name}: remove one of the two.`;
  const isTenant = hasCredentials && !isLocal;
  const rules: readonly (readonly [isWrong: boolean, sentence: string])[] = [
    [hasSlack && token === undefined, missing("SLACK_BOT_TOKEN")],
    [token !== undefined && (app ?? secret) === undefined, NO_WAY_IN],
    [isLocal && hasCredentials, TWO_WAYS_IN],
    [isLocal && !isLoopback(given.HOST), "TEAMS_LOCAL is for this machine only: set HOST to 127.0.0.1."],
    ...realIn(given).map((name) => [isLocal, beside(name)] as const),
    ...CREDENTIALS.map((name) => [isTenant && given[name] === undefined, missing(name)] as const),
    [!hasSlack && given.SETUP_OWNERS === undefined, NO_OWNER],
  ];
  return rules.flatMap(([isWrong, sentence]) => (isWrong ? [sentence] : []));
}

/** What is meant for real: a place that is not for trying, and secrets of a Slack or Mistral that is no stand-in on this machine. */
function realIn(given: Given): string[] {
  const isStandIn = (url = "") => URL.canParse(url) && isLoopback(new URL(url).hostname);
  const secrets = [
    ...(isStandIn(given.SLACK_API_URL) ? [] : (["SLACK_BOT_TOKEN"] as const)),
    ...(isStandIn(given.MISTRAL_API_URL) ? [] : KEYS),
  ];
  const set = secrets.filter((name) => given[name] !== undefined);
  return FOR_TRYING.includes(given.NODE_ENV) ? set : ["NODE_ENV", ...set];
}

function sandboxProblems(given: Given): string[] {
  const key = KEYS.find((name) => given[name] !== undefined);
  const isForTrying = FOR_TRYING.includes(given.NODE_ENV);
  if (isForTrying && key === undefined && isLoopback(given.HOST)) return [];
  const problem = !isForTrying
    ? "No chat is configured, and the sandbox starts only without NODE_ENV, or with development or test in it."
    : key !== undefined
      ? `${key} is set but no chat is, and the sandbox does not start beside a real key.`
      : "No chat is configured, and the sandbox is for this machine only: set HOST to 127.0.0.1.";
  return [
    `${problem} To connect a chat, set SLACK_BOT_TOKEN (${WHERE.SLACK_BOT_TOKEN}) or MICROSOFT_APP_ID (${WHERE.MICROSOFT_APP_ID}).`,
  ];
}

function toConfig(values: z.output<typeof schema>) {
  const slack = slackOf(values);
  const teams = teamsOf(values);
  const mode: "sandbox" | "real" = slack === null && teams === null ? "sandbox" : "real";
  const { METRICS_HOST, METRICS_PORT } = values;
  return {
    mode,
    host: values.HOST,
    port: values.PORT,
    /** Where Prometheus can read metrics; null: nowhere, and nothing is counted. */
    metrics: METRICS_PORT === undefined ? null : { host: METRICS_HOST, port: METRICS_PORT },
    /** By which calls to other machines leave this one; null: directly. */
    proxy: proxyOf(values),
    databasePath: values.DATABASE_PATH ?? (mode === "sandbox" ? "data/sandbox.db" : "data/mistral-setup.db"),
    slack,
    teams,
    mistral: {
      /** Without a slash at the end and without `/v1`. */
      apiUrl: values.MISTRAL_API_URL,
      adminKey: values.MISTRAL_ADMIN_API_KEY ?? null,
      key: values.MISTRAL_API_KEY ?? null,
      adminAuth: values.MISTRAL_ADMIN_AUTH,
    },
    /** E-mail addresses in lower case. */
    owners: [...new Set(values.SETUP_OWNERS)],
    syncSeconds: values.SYNC_SECONDS,
    billingWarmupSeconds: values.BILLING_WARMUP_SECONDS,
    logLevel: values.LOG_LEVEL,
  };
}

/** What is on this machine is never called by a proxy. */
const OWN_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

const proxyOf = ({ HTTPS_PROXY: url, NO_PROXY: direct }: z.output<typeof schema>) =>
  url === undefined ? null : { url, direct: [...direct, ...OWN_HOSTS] };

export type Config = ReturnType<typeof toConfig>;
export type SlackConfig = NonNullable<ReturnType<typeof slackOf>>;
export type TeamsConfig = NonNullable<ReturnType<typeof teamsOf>>;

function slackOf(values: z.output<typeof schema>) {
  // The address ends in a slash.
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = values;
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const socket = appToken === undefined ? null : { kind: "socket" as const, appToken };
  const transport = socket ?? (signingSecret ? { kind: "http" as const, signingSecret } : null);
  return botToken === undefined ? null : transport && { botToken, apiUrl, transport };
}

/** `fileHosts`: where files may be; empty: at any host of SharePoint. */
function teamsOf(values: z.output<typeof schema>) {
  if (values.TEAMS_LOCAL === "1") return { kind: "local" as const };
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password } = values;
  const { MICROSOFT_APP_TENANT_ID: tenantId, TEAMS_FILE_HOSTS: fileHosts } = values;
  if (appId === undefined || password === undefined || tenantId === undefined) return null;
  return { kind: "tenant" as const, appId, password, tenantId, fileHosts };
}

function problemOf({ path: [name], message }: z.core.$ZodIssue, given: Given = {}): string {
  const file = Object.entries(given).find(([variable]) => variable === `${String(name)}_FILE`)?.[1];
  return `${String(name)}${file === undefined ? "" : ` in ${file}`} ${message}`;
}

/** As it is written in an address, and as it is sent. */
function passwordsIn(url: string | undefined): string[] {
  const password = url === undefined ? "" : new URL(url).password;
  return [password, decodeURIComponent(password)];
}

/** What nobody but the other side may ever see. */
export const secretsOf = ({
  slack,
  teams,
  mistral,
  proxy,
}: Pick<Config, "slack" | "teams" | "mistral" | "proxy">) => [
  ...passwordsIn(proxy?.url),
  slack?.botToken,
  slack?.transport.kind === "http" ? slack.transport.signingSecret : slack?.transport.appToken,
  teams?.kind === "tenant" ? teams.password : null,
  mistral.adminKey,
  mistral.key,
];
