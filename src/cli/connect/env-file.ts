import {
  accessSync,
  appendFileSync,
  chmodSync,
  constants,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";
import { readDotEnv } from "../../config/dot-env.ts";
import { AppError, codeOf } from "../../lib/errors.ts";

/** By name; null: the variable is to be set no more. */
type Values = Readonly<Record<string, string | null>>;

/** Throws an AppError where it could not be written later: nobody is asked for values that then get lost. */
export function openEnvFile(path: string) {
  const known = readDotEnv(path);
  if (typeof known === "string") throw new AppError("forbidden", known);
  const look = () => statSync(path, { throwIfNoEntry: false });
  writing(path, () => accessSync(look() ? path : dirname(path), constants.W_OK));
  return {
    /** What it sets. */
    known,
    /** Changes these variables and keeps every other line as it is by then. */
    write: (values: Values): void =>
      writing(path, () => {
        const file = look();
        const text = changed(file ? readFileSync(path, "utf8") : "", values);
        const length = Buffer.byteLength(text);
        // A service may be let in by its group; what everybody could read is for this user alone from now on.
        if (file && (file.mode & 0o007) !== 0) chmodSync(path, 0o600);
        // First the room for it, and then over the old text, of which nothing gets lost where there is none.
        appendFileSync(path, "\n".repeat(Math.max(0, length - (file?.size ?? 0))), { mode: 0o600 });
        writeFileSync(path, text, { flag: "r+", flush: true });
        truncateSync(path, length);
      }),
  };
}

function writing(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const mend = "let this user write to it and to its folder, and make room.";
    throw new AppError("forbidden", `Cannot write ${path} (${codeOf(error)}): ${mend}`);
  }
}

function changed(text: string, values: Values): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const set = Object.entries(values).reduce(
    // A file for the same secret would contradict it.
    (now, [name, value]) => withValue(withValue(now, name, value), `${name}_FILE`, null),
    lines,
  );
  return `${set.join("\n")}\n`;
}

/** In place of the line that sets it, else behind the rest. */
function withValue(lines: string[], name: string, value: string | null): string[] {
  const isSet = (line: string) => RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line);
  const line = value === null ? [] : [`${name}=${quoted(value)}`];
  const first = lines.findIndex(isSet);
  if (first === -1) return [...lines, ...line];
  return [...lines.slice(0, first), ...line, ...lines.slice(first).filter((each) => !isSet(each))];
}

/** As every reader of such files takes it, with quotes only where it needs some. */
function quoted(value: string): string {
  if (/^[\w.~@:/+=,-]+$/.test(value)) return value;
  const ways = [`'${value}'`, `\`${value}\``, `"${value}"`];
  const way = ways.find((text) => parseEnv(`VALUE=${text}`)["VALUE"] === value);
  if (way === undefined)
    throw new AppError("invalid", "A value has quotes of every kind: write it to .env by hand.");
  return way;
}
