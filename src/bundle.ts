import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";

const PAGE = "src/sandbox/page";
/** The folder of the package that a file is of. */
const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
/** It has a part that is compiled for the machine on which it runs. */
const NOT_BUNDLED = ["better-sqlite3", "better-sqlite3-13"];

const COMMON = {
  ...{ bundle: true, splitting: true, format: "esm", metafile: true, logLevel: "warning" },
} satisfies BuildOptions;

/** The commit of these sources, with a plus where something in them is not committed; empty: nobody knows. */
function commit(): string {
  const { COMMIT } = process.env;
  if (COMMIT !== undefined) return COMMIT.slice(0, 8);
  try {
    const told = execFileSync("git", ["describe", "--always", "--dirty=+", "--abbrev=8", "--exclude=*"]);
    return told.toString().trim();
  } catch {
    return "";
  }
}

/** Those whose code is in the bundle have to be named beside it, with their terms. */
function licensesOf(bundles: readonly Metafile[]): string {
  const folders = new Set(
    bundles.flatMap(({ inputs }) => Object.keys(inputs).flatMap((path) => PACKAGE.exec(path) ?? [])),
  );
  const texts = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const terms = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version}: ${license}\n\n${terms}\n`;
  });
  return [...new Set(texts)].toSorted().join(`\n${"-".repeat(80)}\n\n`);
}

rmSync("dist", { recursive: true, force: true });
const program = await build({
  ...COMMON,
  entryPoints: ["bin", "main", "start", "config/config", "lib/log", "cli/main"].map(
    (name) => `src/${name}.ts`,
  ),
  outdir: "dist",
  platform: "node",
  target: "node20.19",
  sourcemap: true,
  external: NOT_BUNDLED,
  define: { COMMIT: JSON.stringify(commit()) },
  // Packages that are no ES modules ask for Node's own ones in this way, also for some that are deprecated.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url); process.noDeprecation = true;',
  },
});
const page = await build({
  ...COMMON,
  entryPoints: ["main.tsx", "main.css", "index.html", "mark.svg"].map((name) => `${PAGE}/${name}`),
  outdir: "dist/sandbox/page",
  target: "es2023",
  minify: true,
  chunkNames: "[name]",
  loader: { ".html": "copy", ".svg": "copy" },
});
writeFileSync("dist/licenses.txt", licensesOf([program.metafile, page.metafile]));
