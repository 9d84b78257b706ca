import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folder } from "../store/repositories/samples.ts";
import { startChild } from "../support/programs/child.ts";
import { install } from "../support/programs/installed.ts";

const { version, dependencies, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const MOST_MB = 120;

const whole = mkdtempSync(join(tmpdir(), "package-"));
const modules = join(whole, "app/node_modules");
beforeAll(() => install(whole), 120_000);
afterAll(() => rmSync(whole, { recursive: true, force: true }));

const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name));

describe("the package", { timeout: 60_000 }, () => {
  it("is started in an empty folder by its command alone, as the sandbox with its page", async () => {
    const lines: string[] = [];
    const child = startChild([join(modules, "mistral-setup/dist/bin.js")], {
      ...{ cwd: folder(), env: { PORT: "0" }, onLine: (line) => void lines.push(line) },
    });
    const url = await child.url;
    const read = (path: string) => fetch(`${url}${path}`).then((answer) => answer.text());
    expect(await read("/healthz")).toBe(JSON.stringify({ ok: true, version }));
    const page = await read("/");
    for (const [, path = ""] of page.matchAll(/(?:href|src)="(\/sandbox\/[^"]+)"/g))
      expect((await fetch(`${url}${path}`)).status).toBe(200);
    expect(JSON.parse(await read("/sandbox/state")).version).toBe(version);
    expect(await child.end()).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/^To connect your chat, .* with the word connect/));
  });

  it("says its version, and does what an operator asks for beside the bot", () => {
    const said = (...words: string[]) =>
      execFileSync(join(modules, ".bin/mistral-setup"), words, {
        cwd: folder(),
        env: { PATH: dirname(process.execPath) },
      }).toString();
    expect(said("--version")).toMatch(new RegExp(`^mistral-setup ${version.replaceAll(".", "\\.")}( |\\n)`));
    const { findings } = JSON.parse(said("doctor", "--json"));
    expect(findings[0]).toMatchObject({ check: "version", mark: "ok" });
  });

  it("takes less room than operators were promised, and runs nobody's script but better-sqlite3's", () => {
    const files = filesIn(modules).map((path) => ({ path, stat: statSync(path, { throwIfNoEntry: false }) }));
    const bytes = files.reduce((sum, { stat }) => sum + (stat?.isFile() ? stat.size : 0), 0);
    expect(bytes / 1024 / 1024).toBeLessThan(MOST_MB);
    const manifests = files.filter(({ path }) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path));
    const withScripts = manifests.filter(({ path }) => {
      const { scripts = {} } = JSON.parse(readFileSync(path, "utf8"));
      return ["preinstall", "install", "postinstall"].some((name) => name in scripts);
    });
    expect(withScripts.map(({ path }) => path.split("/").at(-2)?.replace(/-13$/, ""))).toEqual(
      withScripts.map(() => "better-sqlite3"),
    );
  });

  it("asks for nothing that it does not bring or depend on, and names those whose code it brings", () => {
    const own = join(modules, "mistral-setup");
    const code = filesIn(join(own, "dist")).filter(
      (path) => path.endsWith(".js") && !path.includes("/page/"),
    );
    const imported = code.flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/^import (?:[^"]*? from )?"([^"./][^"]*)"/gm)].map(
        ([, name = ""]) => name,
      ),
    );
    const known = [...builtinModules, ...Object.keys({ ...dependencies, ...optionalDependencies })];
    const strange = imported.filter((name) => !known.includes(name.replace(/^node:/, "")));
    expect([...new Set(strange)]).toEqual([]);
    const licenses = readFileSync(join(own, "dist/licenses.txt"), "utf8");
    for (const name of ["@slack/bolt", "botbuilder", "drizzle-orm", "zod", "preact"])
      expect(licenses).toMatch(new RegExp(`^${name} \\d.*: (MIT|Apache-2\\.0)$`, "m"));
  });

  it("has the documents that a package has, and neither sources nor tests", () => {
    const own = join(modules, "mistral-setup");
    for (const name of ["README.md", "LICENSE", ".env.example", ".github/CHANGELOG.md"])
      expect(existsSync(join(own, name))).toBe(true);
    expect(filesIn(own).filter((path) => /\.tsx?$|\/test\/|\.map$/.test(path))).toEqual([]);
  });
});

it("the changelog has the version of the package at its top, behind what is not released", () => {
  const changelog = readFileSync(".github/CHANGELOG.md", "utf8");
  const [first, second] = [...changelog.matchAll(/^## \[(.+?)\]/gm)].map(([, name]) => name);
  expect([first, second]).toEqual(["Unreleased", version]);
});
