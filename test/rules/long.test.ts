import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** Whatever comes to one of these takes its time, or needs `npm run build`. */
const HEAVY = /^test\/(browser|faults|foreign|bench)\/|^test\/support\/(program|browser)\.ts$/;
const CALLED_LONG = /^test\/(browser|faults|foreign)\/|\.long\.test\.ts$/;

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

test("what needs the built program, a browser or a fault loop is called long, so that `npm run test:quick` leaves it out", () => {
  const quick = files.filter((file) => file.endsWith(".test.ts") && !CALLED_LONG.test(file));
  const heavy = quick.flatMap((file) =>
    [...reached(file)].filter((each) => HEAVY.test(each)).map((each) => `${file} needs ${each}`),
  );
  expect(heavy).toEqual([]);
  expect(quick.filter((file) => /["`]dist\//.test(readFileSync(file, "utf8")))).toEqual([]);
});
