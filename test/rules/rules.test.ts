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
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALLOWED, type Arrow, FORBIDDEN } from "./arrows.ts";
import { BAD, GOOD } from "./fixtures.ts";

/** Every fixture lies in one tree like the project's, so that one run of the linter judges all. */
const tree = mkdtempSync(join(tmpdir(), "rules-"));
const project = resolve(import.meta.dirname, "../..");
const rules = [...new Set(BAD.map(([rule]) => rule))];
let found: Map<string, Set<string>>;

beforeAll(async () => {
  for (const file of [".biome.json", ".gitignore", "tsconfig.json"])
    cpSync(join(project, file), join(tree, file));
  symlinkSync(join(project, "node_modules"), join(tree, "node_modules"));
  for (const [, file, ...lines] of [...BAD, ...GOOD]) write(file, `${lines.join("\n")}\n`);
  for (const arrow of [...FORBIDDEN, ...ALLOWED]) write(arrowFile(arrow), arrowText(arrow));
  write("src/domain/long.ts", lines(301));
  write("src/domain/long-enough.ts", lines(300));
  found = await lint();
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(BAD)("the rule %s bites in %s", (rule, file) => expect(told(file)).toEqual([rule]));
test.each(GOOD)("the rule %s leaves %s alone", (_, file) => expect(told(file)).toEqual([]));

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
  expect([...rules, "noExcessiveLinesPerFile"].sort()).toEqual(on.sort());
  expect(GOOD.map(([rule]) => rule)).toEqual(expect.arrayContaining(rules));
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
