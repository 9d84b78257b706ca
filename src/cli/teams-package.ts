import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import type { PackageConfig } from "../config.ts";
import { AppError } from "../errors.ts";
import { ROOT } from "../root.ts";
import { answer, complain, fileIn, misused, type Print } from "./answer.ts";
import { writeNew } from "./new-file.ts";
import { filled, teamsManifest } from "./teams-manifest.ts";

const FOLDER = new URL("manifests/teams/", ROOT);
/** Where Teams points when nobody has set TEAMS_DEVELOPER_URL. */
const NO_PAGE = "https://example.com";

/** Writes the app package for Teams to the file named in `args`. Returns the exit code. */
export async function runTeamsPackage(
  args: readonly string[],
  config: PackageConfig | { readonly problems: readonly string[] },
  print: Print,
  folder = FOLDER,
): Promise<number> {
  const file = fileIn(args);
  if (file === null) return misused(print, "Usage: npm run teams-package -- FILE.zip");
  if ("problems" in config) {
    for (const problem of config.problems) complain(print, problem);
    return 1;
  }
  return answer(print, () => {
    const bytes = packed(config, folder);
    writeNew(file, (write) => write(bytes));
    print(`Wrote ${file}. Upload it at admin.teams.microsoft.com › Teams apps › Manage apps.`);
    if (config.developerUrl === null) {
      print(`Its links go to ${NO_PAGE}: set TEAMS_DEVELOPER_URL to a page of yours to change that.`);
    }
    return 0;
  });
}

/** The same input gives the same bytes: the time in the file is that of nothing. */
function packed(config: PackageConfig, folder: URL): Uint8Array {
  const text = read("manifest.json", folder).toString("utf8");
  const { data, error } = teamsManifest.safeParse(json(text));
  if (data === undefined) {
    const [issue] = error.issues;
    throw invalid(`manifests/teams/manifest.json, ${issue?.path.join(".")}: ${issue?.message}.`);
  }
  const manifest = filled(data, { ...config, developerUrl: config.developerUrl ?? NO_PAGE });
  const { icons, localizationInfo } = manifest;
  const files = [icons.color, icons.outline, ...localizationInfo.additionalLanguages.map(({ file }) => file)];
  const entries = files.map((name) => [name, read(name, folder)] as const);
  return zipSync(
    {
      "manifest.json": Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
      ...Object.fromEntries(entries),
    },
    { mtime: new Date(1980, 0, 1) },
  );
}

function read(name: string, folder: URL): Buffer {
  try {
    return readFileSync(new URL(name, folder));
  } catch (cause) {
    throw invalid(`manifests/teams/${name} cannot be read; get it back from the repository.`, cause);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid("manifests/teams/manifest.json is not JSON; undo what was changed in it.", cause);
  }
}

const invalid = (message: string, cause?: unknown): AppError => new AppError("invalid", message, { cause });
