import { isLoopback } from "./values.ts";
import { type Given, missing, WHERE } from "./variables.ts";

const CREDENTIALS = [
  ...(["MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"] as const),
  "MICROSOFT_APP_CERTIFICATE_FILE",
] as const;
const KEYS = ["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY"] as const;
/** Whoever wrote `prod` or `staging` does not try things either. */
const FOR_TRYING: readonly (string | undefined)[] = [undefined, "development", "test"];

const NO_WAY_IN =
  "SLACK_BOT_TOKEN is set, but nothing says how Slack reaches the bot. " +
  `Set SLACK_APP_TOKEN for Socket Mode (${WHERE.SLACK_APP_TOKEN}) ` +
  `or SLACK_SIGNING_SECRET for HTTP (${WHERE.SLACK_SIGNING_SECRET}).`;

const TWO_WAYS_IN = "TEAMS_LOCAL works without credentials: remove it or the MICROSOFT_APP_… values.";
const TWO_PROOFS =
  "Keep one of MICROSOFT_APP_PASSWORD, MICROSOFT_APP_CERTIFICATE_FILE and MICROSOFT_APP_TYPE=UserAssignedMSI: each alone lets the app in.";
const NO_OWNER = "SETUP_OWNERS is missing: with Teams alone it must name who may start the setup.";

/** What is wrong with variables that are each in order. */
export function combinationProblems(given: Given): string[] {
  const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = given;
  const hasSlack = (token ?? app ?? secret ?? given.SLACK_API_URL) !== undefined;
  const hasCredentials = CREDENTIALS.some((name) => given[name] !== undefined);
  const isLocal = given.TEAMS_LOCAL === "1";
  if (!hasSlack && !hasCredentials && !isLocal) return sandboxProblems(given);
  const beside = (name: string): string =>
    `TEAMS_LOCAL lets in anybody on this machine, so it is refused beside a real ${name}: remove one of the two.`;
  const isTenant = hasCredentials && !isLocal;
  const proofs = [
    given.MICROSOFT_APP_PASSWORD !== undefined,
    given.MICROSOFT_APP_CERTIFICATE_FILE !== undefined,
    given.MICROSOFT_APP_TYPE === "UserAssignedMSI",
  ].filter(Boolean);
  const rules: readonly (readonly [isWrong: boolean, sentence: string])[] = [
    [hasSlack && token === undefined, missing("SLACK_BOT_TOKEN")],
    [token !== undefined && (app ?? secret) === undefined, NO_WAY_IN],
    [isLocal && hasCredentials, TWO_WAYS_IN],
    [isLocal && !isLoopback(given.HOST), "TEAMS_LOCAL is for this machine only: set HOST to 127.0.0.1."],
    ...realIn(given).map((name) => [isLocal, beside(name)] as const),
    [isTenant && given.MICROSOFT_APP_ID === undefined, missing("MICROSOFT_APP_ID")],
    [isTenant && proofs.length === 0, missing("MICROSOFT_APP_PASSWORD")],
    [isTenant && proofs.length > 1, TWO_PROOFS],
    [isTenant && given.MICROSOFT_APP_TENANT_ID === undefined, missing("MICROSOFT_APP_TENANT_ID")],
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
