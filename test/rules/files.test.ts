import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

/** Whatever comes to one of these takes its time, or needs `npm run build`. */
const HEAVY =
  /^test\/(browser|chaos|foreign|bench|support\/programs)\/|^test\/support\/browser\/browser\.ts$/;
const CALLED_LONG = /^test\/(browser|chaos|foreign)\/|\.long\.test\.ts$/;
const MOST_FILES = 15;

const files = readdirSync("test", { recursive: true, encoding: "utf8" }).map((file) => join("test", file));

const imports = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/(?:from|import\() ?"(\.[^"]+\.ts)"/g)]
    .map(([, path = ""]) => join(dirname(file), path))
    .filter((path) => path.startsWith("test/") && existsSync(path));

function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of imports(file)) reached(next, seen);
  return seen;
}

it("what needs the built program, a browser or a fault loop is called long, so that `npm run test:quick` leaves it out", () => {
  const quick = files.filter((file) => file.endsWith(".test.ts") && !CALLED_LONG.test(file));
  const heavy = quick.flatMap((file) =>
    [...reached(file)].filter((each) => HEAVY.test(each)).map((each) => `${file} needs ${each}`),
  );
  expect(heavy).toEqual([]);
  expect(quick.filter((file) => /["`]dist\//.test(readFileSync(file, "utf8")))).toEqual([]);
});

it(`no folder holds more than ${MOST_FILES} files directly`, () => {
  const counts = new Map<string, number>();
  for (const root of ["src", "test", "drizzle", "manifests", ".github"])
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) counts.set(entry.parentPath, (counts.get(entry.parentPath) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});

it("the top level holds the project's own folders and files, and nothing that somebody left there", () => {
  const ignored = readFileSync(".gitignore", "utf8").split("\n");
  const isIgnored = (name: string) => ignored.some((line) => line.replace(/^\/|\/$/g, "") === name);
  const there = readdirSync(".").filter((name) => !name.startsWith(".") && !isIgnored(name));
  const own = ["drizzle", "manifests", "src", "test"];
  const files = ["LICENSE", "README.md", "package-lock.json", "package.json", "tsconfig.json"];
  expect(there.filter((name) => ![...own, ...files].includes(name))).toEqual([]);
});
