/**
 * Where a page begins: behind what was last on the one before (`after`), before what was first on the next one, or at
 * a number from 0. Only the first two pass nobody over and show nobody twice while rows come and go.
 */
export type PageAt<Key> = { readonly after: Key } | { readonly before: Key } | { readonly page: number };

/** A page of something longer. */
export type Page<Row> = {
  readonly rows: readonly Row[];
  /** How many come before it. */
  readonly skipped: number;
  readonly total: number;
};
