import { proxyOf } from "./config.ts";
import { cleaned, type Env, missing, type OwnVariable, problemOf, schema } from "./variables.ts";

// What can be read of the configuration before the rest is in order.

export type PackageConfig = { appId: string; developerName: string; developerUrl: string };

const NO_PAGE =
  "TEAMS_DEVELOPER_URL is missing: Teams links to it for what the bot does, its privacy and its terms. Set it to an https page of yours, such as one in your wiki.";

/** What the package for Teams is filled with. It can be made before the rest is configured. */
export function readPackageConfig(env: Env): PackageConfig | { problems: string[] } {
  const names = { MICROSOFT_APP_ID: true, TEAMS_DEVELOPER_NAME: true, TEAMS_DEVELOPER_URL: true } as const;
  const { data, error } = schema.pick(names).safeParse(cleaned(env));
  if (data === undefined) return { problems: error.issues.map((issue) => problemOf(issue)) };
  const { MICROSOFT_APP_ID: appId, TEAMS_DEVELOPER_URL: developerUrl } = data;
  const { TEAMS_DEVELOPER_NAME: developerName } = data;
  if (appId === undefined) return { problems: [missing("MICROSOFT_APP_ID")] };
  if (developerUrl === undefined) return { problems: [NO_PAGE] };
  return { appId, developerName, developerUrl };
}

/** Where what somebody enters is checked, before the rest is configured. */
export function readPlaces(env: Env) {
  const names = { SLACK_API_URL: true, HTTPS_PROXY: true, NO_PROXY: true } as const;
  const given = cleaned(env);
  const { data, error } = schema.pick(names).safeParse(given);
  if (data === undefined) return { problems: error.issues.map((issue) => problemOf(issue)) };
  const needsOwners = given.SLACK_BOT_TOKEN === undefined && given.SETUP_OWNERS === undefined;
  return { slackApiUrl: data.SLACK_API_URL, proxy: proxyOf(data), needsOwners };
}

/** What is wrong with the shape of a value, as a start would say it; null: nothing. */
export function problemIn(name: OwnVariable, value: string): string | null {
  const { error } = schema.shape[name].safeParse(value);
  return error === undefined ? null : `${name} ${error.issues[0]?.message}`;
}
