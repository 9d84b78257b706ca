import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { visible } from "../domain/visible.ts";
import { AppError, codeOf } from "../lib/errors.ts";
import { withoutSecrets } from "../lib/redact.ts";
import type { Access, Kind } from "../store/db/open.ts";
import { openStore } from "../store/store.ts";
import type { Store } from "../store/tx.ts";

export type DatabaseFile = { readonly path: string; readonly kind: Kind };

/** `problem` is for what went wrong, where that goes elsewhere. */
export type Print = ((line: string) => void) & { readonly problem?: (line: string) => void };

/** A command: `on` is what it works on. Gives the exit code. */
export type Run<On = DatabaseFile> = (
  args: readonly string[],
  on: On,
  print: Print,
  clock?: () => number,
) => Promise<number>;

/** What could not be done, to where somebody looks who has thrown away the rest, as a timer does. */
export const complain = (print: Print, sentence: string): void => (print.problem ?? print)(sentence);

export function misused(print: Print, usage: string): number {
  complain(print, usage);
  return 2;
}

/** The words and options of a command; null: an option is unknown or has no value. */
export function understood<O extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return null;
  }
}

/** The one file that a command is to write; null: there is none or more, or it is an option. */
export function fileIn(args: readonly string[]): string | null {
  const [file = "-", ...others] = understood(args, {})?.positionals ?? [];
  return others.length > 0 || file === "-" || file === "" ? null : file;
}

/** On one line, without secrets: names and what other sides said may hold what a terminal obeys. */
export const plain = (text: string): string => visible(withoutSecrets(text)).replaceAll(/\s+/g, " ").trim();

export const timeOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Gives the exit code; what cannot be done is said in its own sentence. */
export async function answer(print: Print, work: () => number | Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    complain(print, error.message);
    return 1;
  }
}

export const answerFrom = (
  { path, kind }: DatabaseFile,
  print: Print,
  work: (store: Store) => number | Promise<number>,
  access: Access = "write",
): Promise<number> =>
  answer(print, async () => {
    const store = openStore({ path, kind, access });
    try {
      return await work(store);
    } finally {
      store.close();
    }
  });

/** Takes text or bytes for as long as the file is open; throws an `AppError` when it cannot. */
export type Write = (content: string | Uint8Array) => void;

/** Makes a file that only this user may read, never over one that is there, and keeps it only when it is whole. */
export function writeNew<T>(file: string, work: (write: Write) => T): T {
  const fd = told(file, () => openSync(file, "wx", 0o600));
  try {
    const result = work((content) => told(file, () => writeFileSync(fd, content)));
    told(file, () => fsyncSync(fd));
    return result;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** What cannot be done with the file is said in an `AppError`. */
export function told<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const code = codeOf(cause);
    const sentence =
      code === "EEXIST"
        ? `${file} is there already and is not overwritten; name another file.`
        : `Cannot write ${file} (${code}); create its folder if there is none, or name a file where you may write and there is room.`;
    throw new AppError("invalid", sentence, { cause });
  }
}
