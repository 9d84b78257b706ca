import type * as z from "zod";
import { readDotEnv } from "./dot-env.ts";
import { combinationProblems } from "./problems.ts";
import { readSecretFiles } from "./secret-files.ts";
import { cleaned, type Env, type Given, problemOf, schema } from "./variables.ts";

/** The environment wins where both set a variable. */
export const environmentOver = (dotEnv: Env): Env => ({ ...dotEnv, ...process.env });

/** All that is set, in the environment or in `.env` of the current folder. A sentence when that cannot be read. */
export function readEnvironment(path?: string): Env | string {
  const read = readDotEnv(path);
  return typeof read === "string" ? read : environmentOver(read);
}

type Values = z.output<typeof schema>;
export type ConfigResult = { ok: true; config: Config; given: Given } | { ok: false; problems: string[] };

/** All problems at once, each a sentence for the operator. No problem quotes a value: it may be a secret. */
export function readConfig(env: Env | string = readEnvironment()): ConfigResult {
  // What is in it may be what keeps the sandbox from starting.
  if (typeof env === "string") return { ok: false, problems: [env] };
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

function toConfig(values: Values) {
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

export const proxyOf = ({ HTTPS_PROXY: url, NO_PROXY: direct }: Pick<Values, "HTTPS_PROXY" | "NO_PROXY">) =>
  url === undefined ? null : { url, direct: [...direct, ...OWN_HOSTS] };

export type Config = ReturnType<typeof toConfig>;
export type SlackConfig = NonNullable<ReturnType<typeof slackOf>>;
export type TeamsConfig = NonNullable<ReturnType<typeof teamsOf>>;

function slackOf(values: Values) {
  // The address ends in a slash.
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = values;
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const socket = appToken === undefined ? null : { kind: "socket" as const, appToken };
  const transport = socket ?? (signingSecret ? { kind: "http" as const, signingSecret } : null);
  return botToken === undefined ? null : transport && { botToken, apiUrl, transport };
}

/** Without password and certificate it is a managed identity. `fileHosts`: where files may be; empty: at any host of SharePoint. */
function teamsOf(values: Values) {
  if (values.TEAMS_LOCAL === "1") return { kind: "local" as const };
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password } = values;
  const { MICROSOFT_APP_TENANT_ID: tenantId, TEAMS_FILE_HOSTS: fileHosts } = values;
  if (appId === undefined || tenantId === undefined) return null;
  const certificate = values.MICROSOFT_APP_CERTIFICATE_FILE ?? null;
  return { kind: "tenant" as const, appId, password: password ?? null, certificate, tenantId, fileHosts };
}

/** As it is written in an address, and as it is sent. */
function passwordsIn(url: string | undefined): string[] {
  const password = url === undefined ? "" : new URL(url).password;
  return [password, decodeURIComponent(password)];
}

/** What nobody but the other side may ever see. */
export const secretsOf = ({ slack, teams, mistral, proxy }: Config) => [
  ...passwordsIn(proxy?.url),
  slack?.botToken,
  slack?.transport.kind === "http" ? slack.transport.signingSecret : slack?.transport.appToken,
  ...(teams?.kind === "tenant" ? [teams.password, teams.certificate?.privateKey] : []),
  mistral.adminKey,
  mistral.key,
];
