import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { someEntries } from "../support/reading/entries.ts";
import { recorded } from "../support/reading/exported.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const TEAMS = {
  MICROSOFT_APP_ID: "0f0e7b52-3d61-4a6f-9a53-6a0c7a1c9d11",
  TEAMS_DEVELOPER_URL: "https://it.northwind.example/mistral",
};

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

function run(args: string[], env: Record<string, string> = {}) {
  const options = { cwd: folder, env: { ...CLOCK_ENV, ...env }, encoding: "utf8" } as const;
  return spawnSync(process.execPath, [MAIN, ...args], options);
}

describe("the operator's commands", () => {
  const WRONG = { SLACK_BOT_TOKEN: "nonsense" };
  const WORDS =
    /^Usage: npx mistral-setup \[backup \| connect \| dead-letters \| doctor \| erase \| record \| teams-package \| --version\]\n$/;
  it.each<[string, string, number, RegExp, Record<string, string>?]>([
    ["a configuration that is wrong", "backup copy.db", 1, /^SLACK_BOT_TOKEN must begin with xoxb-\./, WRONG],
    ["a database that is not there", "backup copy.db", 1, /^There is no database at .*\n$/],
    ["a file that is not there", "record verify a.jsonl", 1, /^Cannot read a\.jsonl \(ENOENT\)/],
    ["words that are missing", "erase", 2, /^Usage: /],
    ["an option where a file is written", "backup --help", 2, /^Usage: /],
    ["an option where a package is written", "teams-package -", 2, /^Usage: /, TEAMS],
    ["a word that they do not know", "restore", 2, WORDS],
  ])("say on standard error what cannot be done, for whoever has thrown away the rest: %s", (...row) => {
    const [, words, status, stderr, env = {}] = row;
    const said = run(words.split(" "), env);
    expect(said).toMatchObject({ status, stdout: "", stderr: expect.stringMatching(stderr) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("make the package for Teams, and check an exported Record, while the rest is not configured yet", async () => {
    const unfinished = { ...TEAMS, SLACK_BOT_TOKEN: "nonsense" };
    await recorded(someEntries(3)).export(join(folder, "a.jsonl"));
    for (const args of [
      ["record", "verify", "a.jsonl"],
      ["teams-package", "bot.zip"],
    ])
      expect(run(args, unfinished)).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(join(folder, "bot.zip"))).toBe(true);
  });
});
