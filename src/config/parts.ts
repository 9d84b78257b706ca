import type * as z from "zod";
import { AppError } from "../lib/errors.ts";
import { proxyOf } from "./config.ts";
import { readSecretFiles } from "./secret-files.ts";
import { cleaned, type Env, missing, type OwnVariable, problemOf, schema } from "./variables.ts";

// What can be read of the configuration before the rest is in order. What is wrong is thrown as AppError.

const NO_PAGE =
  "TEAMS_DEVELOPER_URL is missing: Teams links to it for what the bot does, its privacy and its terms. Set it to an https page of yours, such as one in your wiki.";

function read<T>(part: z.ZodType<T>, env: Env | string): T {
  if (typeof env === "string") throw new AppError("invalid", env);
  const { success, data, error } = part.safeParse(cleaned(env));
  if (success) return data;
  throw new AppError("invalid", error.issues.map((issue) => problemOf(issue)).join("\n"));
}

const PACKAGE = { MICROSOFT_APP_ID: true, TEAMS_DEVELOPER_NAME: true, TEAMS_DEVELOPER_URL: true } as const;
const PLACES = { SLACK_API_URL: true, HTTPS_PROXY: true, NO_PROXY: true } as const;

/** What the package for Teams is filled with. */
export function readPackageConfig(env: Env | string) {
  const values = read(schema.pick(PACKAGE), env);
  const { MICROSOFT_APP_ID: appId, TEAMS_DEVELOPER_NAME: name, TEAMS_DEVELOPER_URL: url } = values;
  if (appId === undefined) throw new AppError("invalid", missing("MICROSOFT_APP_ID"));
  if (url === undefined) throw new AppError("invalid", NO_PAGE);
  return { appId, name, url };
}

/** Where what somebody enters is checked. */
export function readPlaces(env: Env) {
  const values = read(schema.pick(PLACES), { ...env, ...readSecretFiles(cleaned(env)).held });
  return { slackApiUrl: values.SLACK_API_URL, proxy: proxyOf(values) };
}

/** What is wrong with the shape of a value, as a start would say it; null: nothing. */
export function problemIn(name: OwnVariable, value: string): string | null {
  const { error } = schema.shape[name].safeParse(value);
  return error === undefined ? null : `${name} ${error.issues[0]?.message}`;
}
