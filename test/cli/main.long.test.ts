import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { someEntries } from "../support/reading/entries.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const TEAMS = { MICROSOFT_APP_ID: "0f0e7b52-3d61-4a6f-9a53-6a0c7a1c9d11" };

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

function run(args: string[], env: Record<string, string> = {}) {
  const options = { cwd: folder, env: { ...CLOCK_ENV, ...env }, encoding: "utf8" } as const;
  return spawnSync(process.execPath, [MAIN, ...args], options);
}

describe("the operator's commands", () => {
  it("copy the configured database while its server runs", () => {
    const server = openStore({ path: join(folder, "data/sandbox.db"), kind: "sandbox" });
    expect(run(["backup", "copy.db"])).toMatchObject({ status: 0, stderr: "" });
    server.close();
    openStore({ path: join(folder, "copy.db"), kind: "sandbox", lock: false }).close();
  });

  it("write the Record to a file while its server adds to it, and check that file", async () => {
    const server = openStore({ path: join(folder, "data/sandbox.db"), kind: "sandbox" });
    const add = (count: number) =>
      server.transact((tx) => {
        for (const entry of someEntries(count)) tx.record.append(entry);
      });
    add(5000);
    const command = spawn(process.execPath, [MAIN, "record", "a.jsonl"], {
      cwd: folder,
      env: CLOCK_ENV,
      stdio: "ignore",
    });
    const writer = setInterval(() => add(1), 2);
    const [code] = await once(command, "exit");
    clearInterval(writer);
    const head = server.read((tx) => tx.record.end().hash);
    expect([code, server.read((tx) => tx.record.page(0, 1).total) > 5000]).toEqual([0, true]);
    server.close();
    // What checks a file alone needs no configuration.
    const unfinished = { SLACK_BOT_TOKEN: "nonsense" };
    expect(run(["record", "verify", "a.jsonl"], unfinished)).toMatchObject({ status: 0, stderr: "" });
    expect(run(["record", "whole.jsonl"]).stdout).toContain(`Head: ${head}`);
    const [part, whole] = ["a.jsonl", "whole.jsonl"].map((name) => readFileSync(join(folder, name), "utf8"));
    expect(whole?.startsWith(part ?? "-")).toBe(true);
  });

  it.each<[string, string[], number, RegExp, Record<string, string>?]>([
    [
      "a configuration that is wrong",
      ["backup", "copy.db"],
      1,
      /^SLACK_BOT_TOKEN must begin with xoxb-\./,
      { SLACK_BOT_TOKEN: "nonsense" },
    ],
    ["a database that is not there", ["backup", "copy.db"], 1, /^There is no database at .*\n$/],
    [
      "a file that is not there",
      ["record", "verify", "nothing.jsonl"],
      1,
      /^There is no file nothing\.jsonl/,
    ],
    ["words that are missing", ["erase"], 2, /^Usage: /],
    ["an option where a file is written", ["backup", "--help"], 2, /^Usage: /],
    ["an option where a package is written", ["teams-package", "-"], 2, /^Usage: /, TEAMS],
    [
      "a word that they do not know",
      ["restore"],
      2,
      /^Usage: node dist\/cli\/main\.js backup \| dead-letters \| doctor \| erase \| record \| teams-package\n$/,
    ],
  ])("say on standard error what cannot be done, for whoever has thrown away the rest: %s", (...row) => {
    const [, args, status, stderr, env = {}] = row;
    expect(run(args, env)).toMatchObject({ status, stdout: "", stderr: expect.stringMatching(stderr) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("make the package for Teams while the rest is not configured yet", () => {
    expect(run(["teams-package", "bot.zip"], TEAMS)).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(join(folder, "bot.zip"))).toBe(true);
  });
});
