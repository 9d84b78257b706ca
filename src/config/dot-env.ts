import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { codeOf } from "../lib/errors.ts";

/** What it sets, which is nothing where there is none; a sentence for the operator when it cannot be read. */
export function readDotEnv(path = ".env"): NodeJS.Dict<string> | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOENT" ? {} : `Cannot read ${path} (${code}): let this user read it, or remove it.`;
  }
  if (/[\0\uFFFD]/.test(text)) return `${path} is not UTF-8: save it as plain text in UTF-8.`;
  return parseEnv(text.replace(/^\uFEFF/, ""));
}
