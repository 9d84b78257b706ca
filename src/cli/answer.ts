import { visible } from "../domain/visible.ts";
import { AppError } from "../errors.ts";
import { withoutSecrets } from "../scrub.ts";
import type { Kind } from "../store/open.ts";
import { openStore } from "../store/store.ts";
import type { Store } from "../store/tx.ts";

export type DatabaseFile = { readonly path: string; readonly kind: Kind };

export type Print = (line: string) => void;

/** On one line, without secrets: names and what other sides said may hold what a terminal obeys. */
export const plain = (text: string): string => visible(withoutSecrets(text)).replaceAll(/\s+/g, " ").trim();

/** Gives the exit code; what cannot be done is said in its own sentence. */
export async function answer(print: Print, work: () => number | Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    print(error.message);
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
