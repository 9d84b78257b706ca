import { AsyncLocalStorage } from "node:async_hooks";

const muted = new AsyncLocalStorage<boolean>();

/** Botbuilder prints what it refuses, keys included, past every logger. It comes back as an answer, too. */
for (const level of ["error", "warn"] as const) {
  // biome-ignore lint/suspicious/noConsole: it is what botbuilder prints with
  const print = console[level];
  console[level] = (...parts) => {
    if (muted.getStore() !== true) print.apply(console, parts);
  };
}

/** Whatever is printed while this works is dropped. */
export const quietly = <T>(work: () => Promise<T>): Promise<T> => muted.run(true, work);
