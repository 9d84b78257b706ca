import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/app/core/commands.ts";
import { linkFor } from "../../src/cli/connect/slack.ts";
import { CHECKS, type Finding, linesOf, reportOf } from "../../src/cli/doctor/finding.ts";
import { TRANSITIONS } from "../../src/domain/invitations/invitation.ts";
import { Database } from "../../src/store/db/sqlite.ts";
import { columnsIn } from "../support/reading/dump.ts";
import { fileStore } from "../support/world/file-store.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string): string => readFileSync(join(PROJECT, file), "utf8");

const PAGES = ".github/docs";
const pages = new Map(
  ["README.md", ".github/SECURITY.md", ...readdirSync(join(PROJECT, PAGES)).map((page) => `${PAGES}/${page}`)]
    .toSorted()
    .map((path) => [path, read(path)]),
);
const everything = [...pages.values()].join("\n");

type Manifest = { oauth_config: { scopes: { bot: string[]; bot_optional: string[] } } };
const manifest: Manifest = JSON.parse(read("manifests/slack.json"));

/** The rows of all tables whose head has these cells; code marks are taken off. */
function rowsOf(...head: string[]): string[][] {
  const lines = everything.split("\n");
  const bare = (cell: string) => cell.trim().replace(/^`([^`]*)`$/, "$1");
  const cells = (line: string) =>
    line
      .replace(/^\| ?|\|$/g, "")
      .split("|")
      .map(bare);
  const starts = lines.flatMap((line, at) =>
    line.startsWith("|") && `${cells(line)}` === `${head}` ? at : [],
  );
  expect(starts.length, `a table with the head ${head}`).toBeGreaterThan(0);
  return starts.flatMap((start) => {
    const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
    return lines.slice(start + 2, start + length).map(cells);
  });
}

const allIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found)),
];
const all = (pattern: RegExp): string[] => allIn(everything, pattern);

/** As GitHub makes them of headings. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
const anchorsOf = (text: string): string[] => allIn(text, /^#+ (.+)$/gm).map(anchorOf);

/** What each page links to on this machine: from which page, to which file, to which heading. */
const links = [...pages].flatMap(([from, text]) =>
  [...allIn(text, /\]\(([^)]+)\)/g), ...allIn(text, /(?:src|srcset)="([^"]+)"/g)]
    .filter((link) => !/^https?:/.test(link))
    .map((link) => {
      const [path = "", anchor = null] = link.split("#");
      return { from, to: path === "" ? from : normalize(join(dirname(from), path)), anchor };
    }),
);

/** "Pending" and "Active" are Mistral's words; all others are ours. */
const shown = (status: string): string =>
  status === "pending" || status === "active" ? status.charAt(0).toUpperCase() + status.slice(1) : status;

function sources(folder: string): string {
  const files = readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" });
  return files.map((file) => (file.endsWith(".ts") ? read(join(folder, file)) : "")).join("\n");
}

describe("the documents", () => {
  it("are read in a few minutes each: 12,288 bytes for the README, less than 15,000 for any other", () => {
    expect(pages.size).toBeGreaterThan(10);
    for (const [path, text] of pages)
      expect(Buffer.byteLength(text), path).toBeLessThan(path === "README.md" ? 12_289 : 15_000);
  });

  it("are all linked from the README", () => {
    const linked = links.filter(({ from }) => from === "README.md").map(({ to }) => to);
    expect([...pages.keys()].filter((path) => path !== "README.md" && !linked.includes(path))).toEqual([]);
  });

  it("show the very table of transitions that the code follows", () => {
    const expected = Object.entries(TRANSITIONS).map(([cause, { from, to, who, effects }]) => [
      cause,
      from.map(shown).join(", "),
      shown(to),
      who.join(", "),
      effects.join(", "),
    ]);
    expect(rowsOf("cause", "from", "to", "who", "makes happen")).toEqual(expected);
  });

  it("draw exactly the arrows of that table", () => {
    const drawn = all(/^ {2}(\w+ --> \w+ : \w+)$/gm);
    const expected = Object.entries(TRANSITIONS).flatMap(([cause, { from, to }]) =>
      from.map((status) => `${shown(status)} --> ${shown(to)} : ${cause}`),
    );
    expect(drawn.toSorted()).toEqual(expected.toSorted());
  });

  it("name exactly the scopes of the manifest, and which of them are optional", () => {
    const rows = rowsOf("scope", "needed", "what for", "without it");
    const scopesThat = (needed: string) =>
      rows.filter((row) => row[1] === needed).map(([scope = ""]) => scope);
    expect(scopesThat("yes")).toEqual(manifest.oauth_config.scopes.bot);
    expect(scopesThat("optional")).toEqual(manifest.oauth_config.scopes.bot_optional);
    expect(rows).toHaveLength(scopesThat("yes").length + scopesThat("optional").length);
  });

  it("name what the Teams app asks for", () => {
    const teams: { permissions: string[] } = JSON.parse(read("manifests/teams/manifest.json"));
    expect(teams.permissions.length).toBeGreaterThan(0);
    for (const permission of teams.permissions) expect(everything).toContain(`\`${permission}\``);
  });

  it("list the commands that the bot knows", () => {
    const words = rowsOf("command", "does").map(([command = ""]) =>
      command.replace(/^\/mistral-setup ?/, ""),
    );
    expect(words).toEqual(Object.keys(commands));
  });

  it("list what the doctor looks at, and show it as it prints it", () => {
    expect(rowsOf("check", "looks at").map(([check]) => check)).toEqual(CHECKS);
    const shown = all(/^([✓!✗-] (?:ok|warn|fail|skipped) .*)$/gm).map((line) => {
      const [, mark = "", check = "", what = "", mend = null] =
        /^\S (\w+) +([\w-]+) +(.*?)(?: → (.*))?$/.exec(line) ?? [];
      return { mark, check, what, mend } as Finding;
    });
    expect(shown.length).toBeGreaterThan(5);
    const printed = linesOf(reportOf(shown)).join("\n");
    expect(everything).toContain(`\`\`\`\n${printed}\n\`\`\``);
  });

  it("name only variables that .env.example explains, and list all of those", () => {
    const known = new Set([...read(".env.example").matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name));
    const ofOthers = ["REQUIRE_BROWSER", "NODE_EXTRA_CA_CERTS"];
    const explained = rowsOf("variable", "default", "meaning").flatMap(
      ([cell = ""]) => cell.match(/[A-Z_]{3,}/g) ?? [],
    );
    expect(explained.toSorted()).toEqual([...known].toSorted());
    const named = all(/`([A-Z][A-Z]+(?:_[A-Z]+)*)(?:=[^`]*)?`/g).filter((name) => name.includes("_"));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.has(name) && !ofOthers.includes(name))).toEqual([]);
  });

  it("name only scripts that package.json has", () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read("package.json"));
    const named = [...all(/npm run ([\w:-]+)/g), ...all(/npm (start|test)\b/g)];
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it("say of every table in the database what it holds and for how long", () => {
    const { path } = fileStore();
    const db = new Database(path, { readonly: true });
    const tables = [...columnsIn(db).keys()];
    db.close();
    const listed = everything.split("<!-- tables")[1]?.split("<!-- end of tables")[0] ?? "";
    const rows = [...listed.matchAll(/^\| `(\w+)` *\|(.*\S.*)\|(.*)\|(.*\S.*)\|$/gm)];
    expect(rows.map(([, table]) => table).toSorted()).toEqual(tables.toSorted());
  });

  it("link only to files that are there", () => {
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ to }) => !existsSync(join(PROJECT, to)))).toEqual([]);
    const named = all(/`((?:src|test|manifests|drizzle)\/[\w./-]+)`/g);
    expect(named.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });

  it("link only to headings that are there", () => {
    const wanted = links.filter(({ anchor }) => anchor !== null);
    expect(wanted.length).toBeGreaterThan(20);
    const isThere = ({ to, anchor }: (typeof links)[number]) =>
      anchor !== null && anchorsOf(pages.get(to) ?? "").includes(anchor);
    expect(wanted.filter((link) => !isThere(link))).toEqual([]);
  });

  it("are there where the program and the deployment files name them", () => {
    const deployed = ["Dockerfile", "mistral-setup.service"].map((file) => read(`manifests/deploy/${file}`));
    const named = allIn([sources("src"), ...deployed].join("\n"), /(\.github\/docs\/[\w-]+\.md)/g);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((path) => !pages.has(path))).toEqual([]);
  });

  it("have a row for every folder of the source", () => {
    const folders = readdirSync(join(PROJECT, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`)
      .filter((folder) => readdirSync(join(PROJECT, folder)).length > 0);
    const rows = rowsOf("folder", "holds", "may import").map(([folder]) => folder);
    expect(rows.toSorted()).toEqual(folders.toSorted());
  });

  it("quote what the bot says word for word", () => {
    const said = sources("src").replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…");
    const quoted = rowsOf("it says", "do").flatMap(([sentence = ""]) => sentence.split("…"));
    const parts = quoted.map((part) => part.trim()).filter((part) => /[a-z]{2}/i.test(part));
    expect(parts.length).toBeGreaterThan(15);
    expect(parts.filter((part) => !said.includes(part))).toEqual([]);
  });

  it("have the link that creates the app of Slack for Socket Mode, as the command prints it", () => {
    expect(all(/\((https:\/\/api\.slack\.com\/apps\?new_app=1[^)]*)\)/g)).toEqual([linkFor(null)]);
  });
});
