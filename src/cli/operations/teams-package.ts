import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import { z } from "zod";
import type { PackageConfig } from "../../config/config.ts";
import { AppError } from "../../lib/errors.ts";
import { parseJson } from "../../lib/json.ts";
import { ROOT } from "../../root.ts";
import { answer, complain, fileIn, misused, type Print } from "../answer.ts";
import { writeNew } from "../new-file.ts";

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

const file = z.string();

/** What of the manifest is filled in, or names another file; the tests hold the rest to Microsoft's schema. */
const manifestShape = z.looseObject({
  icons: z.object({ color: file, outline: file }),
  localizationInfo: z.looseObject({ additionalLanguages: z.array(z.looseObject({ file })) }),
  bots: z.tuple([z.looseObject({})]),
});

/** The same input gives the same bytes: the time in the file is that of nothing. */
function packed({ appId, developerName: name, developerUrl }: PackageConfig, folder: URL): Uint8Array {
  const { data } = manifestShape.safeParse(parseJson(read("manifest.json", folder).toString("utf8")));
  if (data === undefined)
    throw invalid("manifests/teams/manifest.json is no manifest any more; undo what was changed in it.");
  const url = developerUrl ?? NO_PAGE;
  const manifest = {
    ...data,
    id: appId,
    developer: { name, websiteUrl: url, privacyUrl: url, termsOfUseUrl: url },
    bots: [{ ...data.bots[0], botId: appId }],
  };
  const languages = data.localizationInfo.additionalLanguages.map(({ file }) => file);
  const entries = [data.icons.color, data.icons.outline, ...languages].map((name) => [
    name,
    read(name, folder),
  ]);
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return zipSync({ "manifest.json": text, ...Object.fromEntries(entries) }, { mtime: new Date(1980, 0, 1) });
}

function read(name: string, folder: URL): Buffer {
  try {
    return readFileSync(new URL(name, folder));
  } catch (cause) {
    throw invalid(`manifests/teams/${name} cannot be read; get it back from the repository.`, cause);
  }
}

const invalid = (message: string, cause?: unknown): AppError => new AppError("invalid", message, { cause });
