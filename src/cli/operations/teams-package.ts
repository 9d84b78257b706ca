import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import { readPackageConfig } from "../../config/parts.ts";
import type { Env } from "../../config/variables.ts";
import { ROOT } from "../../root.ts";
import { answer, fileIn, misused, type Run, writeNew } from "../answer.ts";

const FOLDER = new URL("manifests/teams/", ROOT);

/** Writes the app package for Teams to the file named in `args`. */
export const runTeamsPackage: Run<Env | string> = async (args, env, print) => {
  const file = fileIn(args);
  if (file === null) return misused(print, "Usage: npx mistral-setup teams-package FILE.zip");
  return answer(print, () => {
    const bytes = packed(readPackageConfig(env));
    writeNew(file, (write) => write(bytes));
    print(`Wrote ${file}. Upload it at admin.teams.microsoft.com › Teams apps › Manage apps.`);
    return 0;
  });
};

type Manifest = {
  readonly icons: { readonly color: string; readonly outline: string };
  readonly localizationInfo: { readonly additionalLanguages: readonly { readonly file: string }[] };
  readonly bots: readonly object[];
};

/** The same input gives the same bytes: the time in the file is that of nothing. */
function packed({ appId, name, url }: ReturnType<typeof readPackageConfig>): Uint8Array {
  const read = (file: string) => readFileSync(new URL(file, FOLDER));
  const data: Manifest = JSON.parse(read("manifest.json").toString("utf8"));
  const manifest = {
    ...data,
    id: appId,
    developer: { name, websiteUrl: url, privacyUrl: url, termsOfUseUrl: url },
    bots: [{ ...data.bots[0], botId: appId }],
  };
  const languages = data.localizationInfo.additionalLanguages.map(({ file }) => file);
  const files = [data.icons.color, data.icons.outline, ...languages];
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return zipSync(
    { "manifest.json": text, ...Object.fromEntries(files.map((file) => [file, read(file)])) },
    { mtime: new Date(1980, 0, 1) },
  );
}
