import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder } from "../store/repositories/samples.ts";

const isSqlite = (name: string) => name.startsWith("better-sqlite3");

/** The built program as `npm ci --ignore-scripts` leaves it: no package has what its install script makes. */
function withoutScripts(): string {
  const place = folder();
  cpSync("dist", join(place, "dist"), { recursive: true });
  for (const name of ["drizzle", "manifests", "package.json"])
    symlinkSync(join(process.cwd(), name), join(place, name));
  mkdirSync(join(place, "node_modules"));
  for (const name of readdirSync("node_modules")) {
    const [from, to] = [join(process.cwd(), "node_modules", name), join(place, "node_modules", name)];
    const isSource = (path: string) => !/\/(build|prebuilds)$/.test(path);
    if (isSqlite(name)) cpSync(from, to, { recursive: true, filter: isSource });
    else symlinkSync(from, to);
  }
  return place;
}

const SAID =
  /^The compiled part of (better-sqlite3\S*) is missing, as after npm ci --ignore-scripts, or is of another version of Node; run npm rebuild \1, then start again\.$/;

it("after npm ci --ignore-scripts a start, the doctor and a command each say in one sentence what to run", () => {
  const cwd = withoutScripts();
  const run = (...args: string[]) =>
    spawnSync(process.execPath, args, { cwd, env: { PORT: "0" }, encoding: "utf8" });
  for (const args of [["dist/main.js"], ["dist/cli/main.js", "record", "verify"]]) {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.trimEnd()).toMatch(SAID);
  }
  const { status, stdout } = run("dist/cli/main.js", "doctor");
  expect(status).toBe(1);
  expect(stdout).toMatch(/^✗ fail +database +The compiled part of .* → Run npm rebuild better-sqlite3/m);
});
