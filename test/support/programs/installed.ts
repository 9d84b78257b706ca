import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { must } from "../must.ts";

const run = promisify(execFile);
/** What an install script compiles or fetches: the tests take it from this checkout. */
const COMPILED = ["better-sqlite3", "better-sqlite3-13"].flatMap((name) =>
  ["build", "prebuilds"].map((part) => join(name, part)),
);

/** Installs the package in this folder as an operator has it from the tarball, made of what is built. */
export async function install(folder: string): Promise<string> {
  const [packed, place] = [join(folder, "packed"), join(folder, "app")];
  for (const each of [packed, place]) mkdirSync(each);
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", packed]);
  const tarball = join(packed, must(readdirSync(packed)[0]));
  await run("npm", ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", tarball], {
    cwd: place,
  });
  for (const part of COMPILED) {
    const [from, to] = [join("node_modules", part), join(place, "node_modules", part)];
    if (existsSync(from)) cpSync(from, to, { recursive: true });
  }
  return place;
}
