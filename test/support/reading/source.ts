import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

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

/** Where the text of people gets to; the other folders read files and answers of operators, Slack, Microsoft and Mistral. */
const READS =
  /^(?:app|domain|view|lib\/\w+$|slack\/(?:inbound\/(?!socket)|render)|teams\/(?:activity|cards|inbound))/;
const FUNCTION =
  /^export (?:function|const) (\w+)(?: = )?(?:<[^>(]*>)?\(\s*\w+\??: (readonly )?string\b(?!\[\]\[)/gm;

/** The functions that a file exports and whose first parameter is a text, or a list of `many`. */
export const readersIn = (file: string): { name: string; many: boolean }[] =>
  READS.test(file)
    ? [...codeOf(file).matchAll(FUNCTION)].map(([, name = "", many]) => ({ name, many: many !== undefined }))
    : [];

/** What is longer is looked at by nobody but the readers that the growth test has a sample for. */
const SHORT = 1_000;

/** Where a schema takes text that is longer, by the names on the way to it. */
export function longTextsIn(schema: z.ZodType, path: readonly string[] = []): string[] {
  const into = (inner: unknown, name?: string) =>
    longTextsIn(inner as z.ZodType, name === undefined ? path : [...path, name]);
  if (schema instanceof z.ZodString) return (schema.maxLength ?? SHORT + 1) > SHORT ? [path.join(".")] : [];
  if (schema instanceof z.ZodPipe) {
    const text = schema.safeParse("x".repeat(2 * SHORT)).data;
    return typeof text === "string" && text.length <= SHORT ? [] : into(schema.in);
  }
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => into(inner, name));
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap((one) => into(one)))];
  if (schema instanceof z.ZodArray) return into(schema.element);
  if (schema instanceof z.ZodRecord) return into(schema.valueType);
  return "innerType" in schema.def ? into(schema.def.innerType) : [];
}
