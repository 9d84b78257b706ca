import { visible } from "../domain/visible.ts";
import { AppError } from "../errors.ts";
import { withoutSecrets } from "../scrub.ts";
import type { Kind } from "../store/open.ts";
import { openStore } from "../store/store.ts";
import type { Store } from "../store/tx.ts";

export type DatabaseFile = { readonly path: string; readonly kind: Kind };

/** `problem` is for what went wrong, where that goes elsewhere. */
export type Print = ((line: string) => void) & { readonly problem?: (line: string) => void };

/** What could not be done, to where somebody looks who has thrown away the rest, as a timer does. */
export const complain = (print: Print, sentence: string): void => (print.problem ?? print)(sentence);

/** For a command that was not understood. Gives the exit code. */
export function misused(print: Print, usage: string): number {
  complain(print, usage);
  return 2;
}

/** The one file that a command is to write; null: there is none or more, or it is an option. */
export function fileIn(args: readonly string[]): string | null {
  const [file = ""] = args;
  return args.length > 1 || file === "" || file.startsWith("-") ? null : file;
}

/** On one line, without secrets: names and what other sides said may hold what a terminal obeys. */
export const plain = (text: string): string => visible(withoutSecrets(text)).replaceAll(/\s+/g, " ").trim();

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

/** Takes no lock, so that it works beside the server. */
export async function withStore<T>(
  { path, kind }: DatabaseFile,
  work: (store: Store) => T | Promise<T>,
): Promise<T> {
  const store = openStore({ path, kind, lock: false });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
