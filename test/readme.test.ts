import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { commands } from "../src/app/commands.ts";
import { CHECKS, type Finding } from "../src/cli/doctor/finding.ts";
import { linesOf, reportOf } from "../src/cli/doctor/report.ts";
import { TRANSITIONS } from "../src/domain/invitation.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(join(PROJECT, file), "utf8");
const readme = read("README.md");

const manifest = z
  .object({
    features: z.object({ slash_commands: z.array(z.object({ url: z.string().optional() })) }),
    oauth_config: z.object({
      scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
    }),
    settings: z.object({ socket_mode_enabled: z.boolean() }),
  })
  .parse(JSON.parse(read("manifests/slack.json")));

/** The rows of the first table whose head has these cells; code marks are taken off. */
function table(...head: string[]): string[][] {
  const lines = readme.split("\n");
  const cells = (line: string): string[] =>
    line
      .replace(/^\| ?|\|$/g, "")
      .split("|")
      .map((cell) => cell.trim().replace(/^`([^`]*)`$/, "$1"));
  const start = lines.findIndex((line) => line.startsWith("|") && `${cells(line)}` === `${head}`);
  expect(start, `a table with the head ${head}`).toBeGreaterThan(-1);
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  return lines.slice(start + 2, start + length).map(cells);
}

const all = (pattern: RegExp): string[] => [
  ...new Set([...readme.matchAll(pattern)].map(([, found = ""]) => found)),
];

/** "Pending" and "Active" are Mistral's words; all others are ours. */
const shown = (status: string): string =>
  status === "pending" || status === "active" ? status.charAt(0).toUpperCase() + status.slice(1) : status;

function sources(folder: string): string {
  const files = readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" });
  return files.map((file) => (file.endsWith(".ts") ? read(join(folder, file)) : "")).join("\n");
}

describe("the README", () => {
  it("shows the very table of transitions that the code follows", () => {
    const expected = Object.entries(TRANSITIONS).map(([cause, { from, to, who, effects }]) => [
      cause,
      from.map(shown).join(", "),
      shown(to),
      who.join(", "),
      effects.join(", "),
    ]);
    expect(table("cause", "from", "to", "who", "makes happen")).toEqual(expected);
  });

  it("draws exactly the arrows of that table", () => {
    const drawn = all(/^ {2}(\w+ --> \w+ : \w+)$/gm);
    const expected = Object.entries(TRANSITIONS).flatMap(([cause, { from, to }]) =>
      from.map((status) => `${shown(status)} --> ${shown(to)} : ${cause}`),
    );
    expect(drawn.toSorted()).toEqual(expected.toSorted());
  });

  it("names exactly the scopes of the manifest, and which of them are optional", () => {
    const rows = table("scope", "needed", "what for", "without it");
    const scopesThat = (needed: string) =>
      rows.filter((row) => row[1] === needed).map(([scope = ""]) => scope);
    expect(scopesThat("yes")).toEqual(manifest.oauth_config.scopes.bot);
    expect(scopesThat("optional")).toEqual(manifest.oauth_config.scopes.bot_optional);
    expect(rows).toHaveLength(scopesThat("yes").length + scopesThat("optional").length);
  });

  it("names what the Teams app asks for, and the page that it links to when nobody has set another", () => {
    const teams = z
      .object({ permissions: z.array(z.string()), developer: z.object({ websiteUrl: z.string() }) })
      .parse(JSON.parse(read("manifests/teams/manifest.json")));
    for (const permission of teams.permissions) expect(readme).toContain(`\`${permission}\``);
    expect(readme).toContain(`\`${teams.developer.websiteUrl}\``);
  });

  it("lists the commands that the bot knows", () => {
    const words = table("command", "does").map(([command = ""]) => command.replace(/^\/mistral-setup ?/, ""));
    expect(words).toEqual(Object.keys(commands));
  });

  it("lists what the doctor looks at, and shows it as it prints it", () => {
    expect(table("check", "looks at").map(([check]) => check)).toEqual(CHECKS);
    const shown = all(/^([✓!✗-] (?:ok|warn|fail|skipped) .*)$/gm).map((line) => {
      const [, mark = "", check = "", what = "", mend = null] =
        /^\S (\w+) +([\w-]+) +(.*?)(?: → (.*))?$/.exec(line) ?? [];
      return { mark, check, what, mend } as Finding;
    });
    expect(shown.length).toBeGreaterThan(5);
    const printed = linesOf(reportOf(shown)).join("\n");
    expect(readme).toContain(`\`\`\`\n${printed}\n\`\`\``);
  });

  it("names only variables that .env.example explains", () => {
    const known = new Set([...read(".env.example").matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name));
    const ofTests = ["REQUIRE_BROWSER"];
    const named = all(/`([A-Z][A-Z]+(?:_[A-Z]+)*)(?:=[^`]*)?`/g).filter((name) => name.includes("_"));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.has(name) && !ofTests.includes(name))).toEqual([]);
    for (const cell of table("variable", "default", "meaning").map(([cell = ""]) => cell)) {
      for (const name of cell.match(/[A-Z_]+/g) ?? []) expect(known).toContain(name);
    }
  });

  it("names only scripts that package.json has", () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read("package.json")));
    const named = [...all(/npm run ([\w:-]+)/g), ...all(/npm (start|test)\b/g)];
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it("links only to files that are there", () => {
    const links = [...all(/\]\(([^)]+)\)/g), ...all(/(?:src|srcset)="([^"]+)"/g)];
    const local = links.filter((link) => !/^(https?:|#)/.test(link));
    expect(local.length).toBeGreaterThan(5);
    expect(local.filter((link) => !existsSync(join(PROJECT, link)))).toEqual([]);
    const named = all(/`((?:src|test|manifests|drizzle)\/[\w./-]+)`/g);
    expect(named.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });

  it("links only to headings that are there", () => {
    const headings = all(/^#+ (.+)$/gm).map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
    const wanted = all(/\]\(#([^)]+)\)/g);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });

  it("has a row for every folder of the source", () => {
    const folders = readdirSync(join(PROJECT, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`)
      .filter((folder) => readdirSync(join(PROJECT, folder)).length > 0);
    const rows = table("folder", "holds", "may import").map(([folder]) => folder);
    expect(rows.toSorted()).toEqual(folders.toSorted());
  });

  it("quotes what the bot says word for word", () => {
    const said = sources("src").replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…");
    const quoted = table("it says", "do").flatMap(([sentence = ""]) => sentence.split("…"));
    const parts = quoted.map((part) => part.trim()).filter((part) => /[a-z]{2}/i.test(part));
    expect(parts.length).toBeGreaterThan(15);
    expect(parts.filter((part) => !said.includes(part))).toEqual([]);
  });

  it("has a command that turns the manifest into one for Socket Mode", () => {
    const [script = ""] = all(/^node -p '([^']*)'$/gm);
    const { stdout } = spawnSync(process.execPath, ["-p", script], { cwd: PROJECT, encoding: "utf8" });
    const socket: unknown = JSON.parse(stdout);
    expect(socket).toMatchObject({
      settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } },
      oauth_config: manifest.oauth_config,
    });
    expect(stdout).not.toContain("YOUR-HOST");
  });
});
