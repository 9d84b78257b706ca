import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALLOWED, type Arrow, FORBIDDEN } from "./arrows.ts";

/** Every fixture lies in one tree like the project's, so that one run of the linter judges all. */
const tree = mkdtempSync(join(tmpdir(), "rules-"));
const project = resolve(import.meta.dirname, "../..");
const fixtures = join(import.meta.dirname, "fixtures");
const rules = readdirSync(fixtures);
let found: Map<string, Set<string>>;

beforeAll(async () => {
  for (const file of [".biome.json", ".gitignore", "tsconfig.json"])
    cpSync(join(project, file), join(tree, file));
  symlinkSync(join(project, "node_modules"), join(tree, "node_modules"));
  for (const rule of rules) {
    for (const kind of readdirSync(join(fixtures, rule))) {
      cpSync(join(fixtures, rule, kind), tree, { recursive: true, errorOnExist: true, force: false });
    }
  }
  for (const arrow of [...FORBIDDEN, ...ALLOWED]) write(arrowFile(arrow), arrowText(arrow));
  write("src/domain/long.ts", lines(301));
  write("src/domain/long-enough.ts", lines(300));
  found = await lint();
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe.each(rules)("%s", (rule) => {
  test("bites", () => {
    for (const file of filesIn(join(fixtures, rule, "bad")))
      expect([file, told(file)]).toEqual([file, [camel(rule)]]);
  });
  test("leaves the right way alone", () => {
    for (const file of filesIn(join(fixtures, rule, "good"))) expect([file, told(file)]).toEqual([file, []]);
  });
});

test.each([
  ["nothing is imported that a folder may not import", FORBIDDEN, "noRestrictedImports"],
  ["everything can be imported that a folder may import", ALLOWED, ""],
] as const)("%s", (_, arrows, rule) => {
  expect(arrows.filter((arrow) => told(arrowFile(arrow)).join() !== rule)).toEqual([]);
});

test("a file of 301 lines is too long, one of 300 is not", () => {
  expect(told("src/domain/long.ts")).toEqual(["noExcessiveLinesPerFile"]);
  expect(told("src/domain/long-enough.ts")).toEqual([]);
});

test("every rule that the project switches on has a fixture, and every folder its arrows", () => {
  const { linter, overrides } = JSON.parse(readFileSync(join(project, ".biome.json"), "utf8")) as Settings;
  const { preset: _, ...groups } = linter.rules;
  const on = Object.values(groups).flatMap((group) =>
    Object.keys(group).filter((rule) => group[rule] !== "off"),
  );
  expect([...rules.map(camel), "noExcessiveLinesPerFile"].sort()).toEqual(on.sort());
  const covered = overrides.flatMap(({ includes }) => includes);
  const folders = readdirSync(join(project, "src"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  for (const { name } of folders) expect(covered.some((glob) => glob.startsWith(`src/${name}/`))).toBe(true);
});

type Settings = {
  linter: { rules: { preset: string } & Record<string, Record<string, unknown>> };
  overrides: { includes: string[] }[];
};

/** Root files have fixed names; elsewhere each arrow gets a file of its own. */
function arrowFile([from, to, name = ""]: Arrow): string {
  if (from.endsWith(".ts")) return from;
  return `${from}/${`arrow-${to}-${name}`.toLowerCase().replaceAll(/[^a-z\d]+/g, "-")}x.ts`;
}

function arrowText([, to, name = "Some"]: Arrow): string {
  return /^[A-Z]/.test(name)
    ? `import type { ${name} } from "${to}";\n\nexport type Mine = ${name};\n`
    : `import { ${name} } from "${to}";\n\nexport const mine = ${name};\n`;
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `export const a${index} = ${index};\n`).join("");

function write(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text, { flag: "wx" });
}

const told = (file: string): string[] => [...(found.get(file) ?? [])].sort();

const camel = (rule: string): string => rule.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, "/"),
    );
}

/** Which rules each file breaks. */
async function lint(): Promise<Map<string, Set<string>>> {
  const biome = join(project, "node_modules/.bin/biome");
  const options = ["lint", "--reporter=github", "--max-diagnostics=none", "."];
  const output = await new Promise<string>((done) => {
    execFile(biome, options, { cwd: tree, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => done(stdout + stderr));
  });
  const broken = new Map<string, Set<string>>();
  for (const [, rule = "", path = ""] of output.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+)/g)) {
    const file = path.slice(path.lastIndexOf(`${tree}/`) + tree.length + 1);
    broken.set(file, (broken.get(file) ?? new Set()).add(rule));
  }
  return broken;
}
