import { readdirSync, readFileSync } from "node:fs";

/** The files of the program without their ending; the sandbox is reached from this machine alone. */
export const filesOfProgram = (): string[] =>
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("sandbox/"))
    .map((name) => name.slice(0, -".ts".length))
    .sort();

const codeOf = (file: string): string => readFileSync(`src/${file}.ts`, "utf8");

/** Behind a sign after which no value has ended. */
const LITERAL =
  /(?<=(?:[=(,:[!&|?{};>\n]|\breturn)\s*)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g;

/** The regular expressions that stand in a file and repeat something without a bound. */
export function expressionsIn(file: string): RegExp[] {
  const code = codeOf(file).replace(/^\s*(?:\*|\/\/|\/\*).*$/gm, "");
  return [...code.matchAll(LITERAL)]
    .map(([, source = "", flags]) => new RegExp(source, flags))
    .filter(({ source }) => /[*+]|\{\d+,\}/.test(source));
}

/** The names of the functions that a file exports and whose first parameter is called `text`. */
export const readersIn = (file: string): string[] =>
  [...codeOf(file).matchAll(/^export (?:function (\w+)|const (\w+) = )\(\s*text: string\b/gm)].map(
    ([, named, assigned]) => named ?? assigned ?? "",
  );
