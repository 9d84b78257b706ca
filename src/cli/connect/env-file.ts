import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";
import { AppError, codeOf } from "../../lib/errors.ts";
import { writeNew } from "../answer.ts";

/** By name; null: the variable is to be set no more. */
type Values = Readonly<Record<string, string | null>>;

/** Throws an AppError where it could not be written later: nobody is asked for values that then get lost. */
export function openEnvFile(path: string) {
  const isThere = existsSync(path);
  // A link stays one.
  const file = isThere ? realpathSync(path) : path;
  mustBeWritable(path, isThere ? [dirname(file), file] : [dirname(file)]);
  const read = () => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return {
    /** What it sets. */
    known: parseEnv(read().replace(/^\uFEFF/, "")) as Readonly<Record<string, string | undefined>>,
    /** Changes these variables and keeps every other line as it is by then. It is written as a whole or not at all. */
    write(values: Values): void {
      const old = statSync(file, { throwIfNoEntry: false });
      const next = `${file}.${process.pid}.new`;
      writeNew(next, (write) => write(changed(read(), values)));
      try {
        // A service may be let in by its group; what everybody could read is for this user alone from now on.
        if (old !== undefined && (old.mode & 0o007) === 0) chmodSync(next, old.mode & 0o770);
        if (old !== undefined && process.getuid?.() === 0) chownSync(next, old.uid, old.gid);
        renameSync(next, file);
      } catch (error) {
        rmSync(next, { force: true });
        throw unwritable(path, codeOf(error));
      }
    },
  };
}

const unwritable = (path: string, code: string): AppError =>
  new AppError("forbidden", `Cannot write ${path} (${code}): let this user write to it and to its folder.`);

function mustBeWritable(path: string, all: readonly string[]): void {
  try {
    for (const each of all) accessSync(each, constants.W_OK);
  } catch (error) {
    throw unwritable(path, codeOf(error));
  }
  // Whoever made it read-only meant that, also where root may write anything.
  if (all.some((each) => (statSync(each).mode & 0o222) === 0)) throw unwritable(path, "EACCES");
}

function changed(text: string, values: Values): string {
  const end = text.includes("\r\n") ? "\r" : "";
  const lines = text.replace(/\n$/, "").split("\n");
  const all = Object.entries(values).flatMap(([name, value]): [string, string | null][] => [
    [name, value],
    // A file for the same secret would contradict it.
    [`${name}_FILE`, null],
  ]);
  const set = all.reduce((now, [name, value]) => withValue(now, name, value, end), text === "" ? [] : lines);
  return `${set.join("\n")}\n`;
}

/** In place of the line that sets it, or of the one that has it as a comment; else behind the rest. */
function withValue(lines: readonly string[], name: string, value: string | null, end: string): string[] {
  const isSet = (line: string) => RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line);
  const isOpen = (line: string) => RegExp(`^\\s*#\\s*${name}=\\S*\\s*$`).test(line);
  const first = lines.findIndex(isSet);
  if (value === null) return lines.map((line) => (isSet(line) ? `# ${name}=${end}` : line));
  const place = first === -1 ? lines.findIndex(isOpen) : first;
  const line = `${name}=${quoted(value)}${end}`;
  if (place === -1) return [...lines, line];
  return lines.flatMap((each, at) => (at === place ? line : isSet(each) ? [] : each));
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
