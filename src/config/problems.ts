import { isLoopback } from "./values.ts";

/** The variables that depend on one another, as far as they are set. */
type Given = {
  readonly [Name in
    | keyof typeof WHERE
    | "HOST"
    | "MISTRAL_ADMIN_API_KEY"
    | "MISTRAL_API_KEY"
    | "MISTRAL_API_URL"
    | "NODE_ENV"
    | "SETUP_OWNERS"
    | "SLACK_API_URL"
    | "TEAMS_LOCAL"]?: string;
};

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

const CREDENTIALS = ["MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"] as const;
const KEYS = ["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY"] as const;

/** What is wrong with variables that are each in order. */
export function combinationProblems(given: Given): string[] {
  const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = given;
  const hasSlack = (token ?? app ?? secret ?? given.SLACK_API_URL) !== undefined;
  const hasCredentials = CREDENTIALS.some((name) => given[name] !== undefined);
  const isLocal = given.TEAMS_LOCAL === "1";
  if (!hasSlack && !hasCredentials && !isLocal) return sandboxProblems(given);
  const local: [boolean, string][] = [
    [hasCredentials, "TEAMS_LOCAL works without credentials: remove it or the MICROSOFT_APP_… values."],
    [!isLoopback(given.HOST), "TEAMS_LOCAL is for this machine only: set HOST to 127.0.0.1."],
    ...realIn(given).map((name): [boolean, string] => [
      true,
      `TEAMS_LOCAL lets in anybody on this machine, so it is refused beside a real ${name}: remove one of the two.`,
    ]),
  ];
  const tenant = CREDENTIALS.map((name): [boolean, string] => [given[name] === undefined, missing(name)]);
  const rules: [boolean, string][] = [
    [hasSlack && token === undefined, missing("SLACK_BOT_TOKEN")],
    [token !== undefined && (app ?? secret) === undefined, NO_WAY_IN],
    ...(isLocal ? local : hasCredentials ? tenant : []),
    [
      !hasSlack && given.SETUP_OWNERS === undefined,
      "SETUP_OWNERS is missing: with Teams alone it must name who may start the setup.",
    ],
  ];
  return rules.flatMap(([isWrong, sentence]) => (isWrong ? [sentence] : []));
}

const NO_WAY_IN =
  "SLACK_BOT_TOKEN is set, but nothing says how Slack reaches the bot. " +
  `Set SLACK_APP_TOKEN for Socket Mode (${WHERE.SLACK_APP_TOKEN}) ` +
  `or SLACK_SIGNING_SECRET for HTTP (${WHERE.SLACK_SIGNING_SECRET}).`;

/** Whoever wrote `prod` or `staging` does not try things either. */
const FOR_TRYING: readonly (string | undefined)[] = [undefined, "development", "test"];

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
  const problem = !FOR_TRYING.includes(given.NODE_ENV)
    ? "No chat is configured, and the sandbox starts only without NODE_ENV, or with development or test in it."
    : key !== undefined
      ? `${key} is set but no chat is, and the sandbox does not start beside a real key.`
      : "No chat is configured, and the sandbox is for this machine only: set HOST to 127.0.0.1.";
  if (FOR_TRYING.includes(given.NODE_ENV) && key === undefined && isLoopback(given.HOST)) return [];
  return [
    `${problem} To connect a chat, set SLACK_BOT_TOKEN (${WHERE.SLACK_BOT_TOKEN}) or MICROSOFT_APP_ID (${WHERE.MICROSOFT_APP_ID}).`,
  ];
}
