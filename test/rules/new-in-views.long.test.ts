import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const project = resolve(import.meta.dirname, "../..");
const tree = mkdtempSync(join(tmpdir(), "new-in-views-"));

/** What views could say one day, each beside something that they say today. */
const NEW = [
  ['{ readonly kind: "divider" }', '{ readonly kind: "divider" } | { readonly kind: "picture" }'],
  [
    '{ readonly kind: "bold"; readonly text: string }',
    '{ readonly kind: "bold" | "struck"; readonly text: string }',
  ],
  [
    '({ readonly kind: "person" } & Begun<Ids> & Without)',
    '({ readonly kind: "person" | "hour" } & Begun<Ids> & Without)',
  ],
] as const;

let broken: string[] = [];

beforeAll(async () => {
  for (const part of ["src", "tsconfig.json", "package.json"])
    cpSync(join(project, part), join(tree, part), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(tree, "node_modules"));
  const file = join(tree, "src/view/core/view.ts");
  let text = readFileSync(file, "utf8");
  for (const [today, then] of NEW) {
    expect(text.split(today)).toHaveLength(2);
    text = text.replace(today, then);
  }
  writeFileSync(file, text);
  const include = ["src/slack", "src/teams"];
  const only = { extends: "./tsconfig.json", include, compilerOptions: { noEmit: true } };
  writeFileSync(join(tree, "tsconfig.platforms.json"), JSON.stringify(only));
  broken = await compile();
}, 60_000);
afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** The files that do not compile. */
function compile(): Promise<string[]> {
  const tsc = join(project, "node_modules/.bin/tsc");
  return new Promise((done) => {
    execFile(tsc, ["-p", "tsconfig.platforms.json", "--pretty", "false"], { cwd: tree }, (_, stdout) =>
      done([...new Set([...stdout.matchAll(/^(src\/[^(]+)\(.*error TS/gm)].map(([, file = ""]) => file))]),
    );
  });
}

test.each([
  ["slack", ["render/forms", "render/render", "render/spans"]],
  ["teams", ["cards/card", "cards/codec", "cards/inputs", "cards/spans"]],
])("what %s has no way to show does not compile", (platform, drawing) => {
  expect(broken.filter((file) => file.startsWith(`src/${platform}/`)).toSorted()).toEqual(
    drawing.map((name) => `src/${platform}/${name}.ts`),
  );
});
