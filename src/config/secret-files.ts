import { readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";

/** Every secret; the proxy's address may have a password in it. */
const SECRETS = [
  ...(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "MICROSOFT_APP_PASSWORD"] as const),
  ...(["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY", "HTTPS_PROXY"] as const),
] as const;

const variableOf = (name: (typeof SECRETS)[number]) => `${name}_FILE` as const;
/** Each names a file that holds the secret instead of its own variable. */
export const FILE_VARIABLES = SECRETS.map(variableOf);

type Given = Readonly<Partial<Record<(typeof SECRETS)[number] | (typeof FILE_VARIABLES)[number], string>>>;

const MOST_BYTES = 16 * 1024;
/** The path may be the secret itself, so it is not quoted. */
const NO_SECRET = "must be the absolute path of a file that this user can read, with the secret in it.";

/** What the files hold, and one sentence for each that is of no use, without anything that is in it. */
export function readSecretFiles(given: Given) {
  const held: Partial<Record<(typeof SECRETS)[number], string>> = {};
  const problems: string[] = [];
  for (const name of SECRETS) {
    const variable = variableOf(name);
    const path = given[variable];
    if (path === undefined) continue;
    const secret = contentOf(path);
    if (given[name] !== undefined) problems.push(`${name} and ${variable} are both set: remove one.`);
    else if (secret === "") problems.push(`${variable} ${NO_SECRET}`);
    else held[name] = secret;
  }
  return { held, problems };
}

/** Without the one newline that many programs write at its end; empty: it is of no use. */
function contentOf(path: string): string {
  try {
    const file = statSync(path);
    // To read a pipe could last for ever.
    const isUsable = isAbsolute(path) && file.isFile() && file.size <= MOST_BYTES;
    return isUsable ? readFileSync(path, "utf8").replace(/\r?\n$/, "") : "";
  } catch {
    return "";
  }
}
