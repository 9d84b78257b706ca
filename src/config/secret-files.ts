import { readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { AppError, codeOf } from "../lib/errors.ts";

/** Every secret; the proxy's address may have a password in it. */
const SECRETS = [
  ...(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "MICROSOFT_APP_PASSWORD"] as const),
  ...(["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY", "HTTPS_PROXY"] as const),
] as const;

const variableOf = (name: (typeof SECRETS)[number]) => `${name}_FILE` as const;
/** Each names a file that holds the secret instead of its own variable. */
export const FILE_VARIABLES = SECRETS.map(variableOf);

type Given = Readonly<Partial<Record<(typeof SECRETS)[number] | (typeof FILE_VARIABLES)[number], string>>>;

/** What the files hold, and one sentence for each that is of no use, without anything that is in it. */
export function readSecretFiles(given: Given) {
  const held: Partial<Record<(typeof SECRETS)[number], string>> = {};
  const problems: string[] = [];
  for (const name of SECRETS) {
    const variable = variableOf(name);
    const path = given[variable];
    if (path === undefined) continue;
    try {
      if (given[name] !== undefined) throw unusable(`${name} and ${variable} are both set: remove one.`);
      // It may be the secret itself, so it is not quoted.
      if (!isAbsolute(path))
        throw unusable(`${variable} must be an absolute path, such as /run/secrets/name.`);
      held[name] = contentOf(path, `${variable} names ${path}, which`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(error.message);
    }
  }
  return { held, problems };
}

const unusable = (sentence: string) => new AppError("invalid", sentence);
const MOST_BYTES = 16 * 1024;

/** Without the one newline that many programs write at its end. */
function contentOf(path: string, which: string): string {
  try {
    const file = statSync(path);
    if (file.isDirectory()) throw unusable(`${which} is a folder: name the file in it.`);
    // To read a pipe could last for ever.
    if (!file.isFile()) throw unusable(`${which} is no ordinary file: write the secret to one.`);
    if (file.size > MOST_BYTES) throw unusable(`${which} is larger than any secret: name another file.`);
    const secret = readFileSync(path, "utf8").replace(/\r?\n$/, "");
    if (secret === "") throw unusable(`${which} is empty: write the secret to it.`);
    return secret;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = codeOf(error);
    if (code === "ENOENT") throw unusable(`${which} does not exist: create it, or correct the path.`);
    throw unusable(`${which} cannot be read (${code}): let this user read it.`);
  }
}

/** The paths of all that are named. */
export const secretFilesIn = (given: Given): string[] =>
  FILE_VARIABLES.flatMap((variable) => given[variable] ?? []);
