import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { runTeamsPackage } from "../../src/cli/operations/teams-package.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { saidBy } from "../support/reading/exported.ts";
import { unzipped } from "../support/reading/unzipped.ts";

const MANIFESTS = new URL("../../manifests/teams/", import.meta.url);
const APP_ID = "0f0e7b52-3d61-4a6f-9a53-6a0c7a1c9d11";
const ID = { MICROSOFT_APP_ID: APP_ID, TEAMS_DEVELOPER_URL: "https://it.northwind.example/mistral" };

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

async function run(env: Record<string, string> = ID, file = join(folder, "bot.zip")) {
  return { ...(await saidBy((print) => runTeamsPackage([file], env, print))), file };
}

describe("the package for Teams", () => {
  it("holds the manifest with this installation's values, and every file that it names", async () => {
    const { code, said, file } = await run({
      MICROSOFT_APP_ID: APP_ID,
      TEAMS_DEVELOPER_NAME: "Northwind IT",
      TEAMS_DEVELOPER_URL: "https://it.northwind.example/mistral",
    });
    expect([code, said]).toEqual([0, expect.stringMatching(/^Wrote .*bot\.zip\. Upload it at [^\n]*$/)]);
    const entries = unzipped(readFileSync(file));
    expect([...entries.keys()].toSorted()).toEqual([
      ...["color.png", "de.json", "es.json", "fr.json", "manifest.json", "outline.png"],
    ]);
    for (const [name, bytes] of entries) {
      if (name !== "manifest.json") expect(bytes.equals(readFileSync(new URL(name, MANIFESTS)))).toBe(true);
    }
    const page = "https://it.northwind.example/mistral";
    const kept: Record<string, unknown> = JSON.parse(
      readFileSync(new URL("manifest.json", MANIFESTS), "utf8").replaceAll(
        "00000000-0000-0000-0000-000000000000",
        APP_ID,
      ),
    );
    expect(JSON.parse(entries.get("manifest.json")?.toString("utf8") ?? "")).toEqual({
      ...kept,
      developer: { name: "Northwind IT", websiteUrl: page, privacyUrl: page, termsOfUseUrl: page },
    });
  });

  it("is the same file when it is made again", async () => {
    const first = readFileSync((await run()).file);
    rmSync(join(folder, "bot.zip"));
    expect(readFileSync((await run()).file).equals(first)).toBe(true);
  });

  const LONG = "x".repeat(33);
  it.each<[string, Record<string, string>, RegExp]>([
    [
      "without a page to link to",
      { MICROSOFT_APP_ID: APP_ID },
      /^TEAMS_DEVELOPER_URL is missing: Teams links/,
    ],
    [
      "without an app id",
      { ...ID, MICROSOFT_APP_ID: "" },
      /^MICROSOFT_APP_ID is missing\. Find it at portal\.azure\.com/,
    ],
    ["with an id that is none", { MICROSOFT_APP_ID: "my-bot" }, /^MICROSOFT_APP_ID must be an id such as/],
    ["with a page without TLS", { ...ID, TEAMS_DEVELOPER_URL: "http://it.example" }, /_URL must be an https/],
    ["with a name that Teams cuts", { ...ID, TEAMS_DEVELOPER_NAME: LONG }, /_NAME must have at most/],
  ])("is not made %s", async (_, env, sentence) => {
    const { code, said, file } = await run(env);
    expect([code, existsSync(file)]).toEqual([1, false]);
    expect(said.split("\n")).toEqual([expect.stringMatching(sentence)]);
  });
});
